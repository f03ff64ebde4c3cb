// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program by durable.test.mjs: holds fdatasync and fsync of the journal while a file exists.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void hold(int file) {
  const char* flag = getenv("SALUS_TEST_HOLD");
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (flag == NULL || length < 0) return;
  path[length] = '\0';
  if (strstr(path, "/journal/") == NULL || access(flag, F_OK) != 0) return;
  // Tells the test that somebody waits here.
  char told[4096];
  snprintf(told, sizeof told, "%s.held", flag);
  close(open(told, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  while (access(flag, F_OK) == 0) usleep(10 * 1000);
}

int fdatasync(int file) {
  hold(file);
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}

int fsync(int file) {
  hold(file);
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}
