// SPDX-License-Identifier: Apache-2.0
// salus serve and salus demo: a service for as long as nobody asks it to end.
#include "service.hpp"

#include <csignal>
#include <cstdlib>

#include <fmt/core.h>

namespace salus {
namespace {

// SIGINT and SIGTERM end it, SIGHUP has it look at its certificate. Masked in this thread before any other
// begins.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int one : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set_, one);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  // Blocks until it is to end; calls `look` at once, each hour and when asked.
  void wait(const std::function<void()>& look) const {
    constexpr timespec hour{3600, 0};
    int signal = SIGHUP;
    while (signal == SIGHUP || signal < 0) {
      look();
      signal = sigtimedwait(&set_, nullptr, &hour);
    }
  }

 private:
  sigset_t set_{};
};

int run(const ServeOptions& options, Mode mode) {
  const Signals signals;
  Service service(options, mode);
  if (!service.open() || !service.listen()) return EXIT_FAILURE;
  signals.wait([&service] { service.look_at_certificate(); });
  fmt::print("Stopping.\n");
  return service.stop() ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int serve(const ServeOptions& options) {
  return run(options, Mode::clinic);
}

int serve_demo(const ServeOptions& options) {
  return run(options, Mode::demo);
}

}  // namespace salus
