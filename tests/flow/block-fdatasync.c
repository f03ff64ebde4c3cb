// SPDX-License-Identifier: Apache-2.0
// Preloaded into the program by flow tests: holds fdatasync and fsync of the journal while one file exists, and fails them
// while another does.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Whether the file is the journal's and the flag that the variable names is there.
static int wanted(int file, const char* variable) {
  const char* flag = getenv(variable);
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (flag == NULL || length < 0) return 0;
  path[length] = '\0';
  return strstr(path, "/journal/") != NULL && access(flag, F_OK) == 0;
}

static int held_or_failed(int file) {
  if (wanted(file, "SALUS_TEST_FAIL")) {
    errno = EIO;
    return -1;
  }
  if (!wanted(file, "SALUS_TEST_HOLD")) return 0;
  // Tells the test that somebody waits here.
  char told[4096];
  snprintf(told, sizeof told, "%s.held", getenv("SALUS_TEST_HOLD"));
  close(open(told, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
  while (wanted(file, "SALUS_TEST_HOLD")) usleep(10 * 1000);
  return 0;
}

int fdatasync(int file) {
  if (held_or_failed(file) != 0) return -1;
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file);
}

int fsync(int file) {
  if (held_or_failed(file) != 0) return -1;
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file);
}
