// SPDX-License-Identifier: Apache-2.0
// Starts and joins the event loops.
#include "loops.hpp"

#include <algorithm>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <sched.h>

namespace salus {

struct Loops::Impl {
  struct Loop {
    boost::asio::io_context context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work = make_work_guard(context);
    std::thread thread{[this] { context.run(); }};
  };
  std::vector<std::unique_ptr<Loop>> loops;
};

namespace {

// Those that this process may use: a container or a unit file may give it fewer than the machine has.
unsigned usable_cores() {
  cpu_set_t allowed;
  const bool told = ::sched_getaffinity(0, sizeof allowed, &allowed) == 0;
  const unsigned cores =
      told ? static_cast<unsigned>(CPU_COUNT(&allowed)) : std::thread::hardware_concurrency();
  return std::max(1U, cores);
}

}  // namespace

Loops::Loops() : impl_(std::make_unique<Impl>()) {
  for (unsigned i = 0, cores = usable_cores(); i < cores; ++i)
    impl_->loops.push_back(std::make_unique<Impl::Loop>());
}

Loops::~Loops() {
  for (auto& loop : impl_->loops) loop->work.reset();
  for (auto& loop : impl_->loops) loop->thread.join();
}

std::vector<boost::asio::any_io_executor> Loops::executors() const {
  std::vector<boost::asio::any_io_executor> executors;
  for (auto& loop : impl_->loops) executors.emplace_back(loop->context.get_executor());
  return executors;
}

void Loops::spawn(boost::asio::awaitable<void> task) {
  boost::asio::co_spawn(impl_->loops.front()->context, std::move(task), [](std::exception_ptr failed) {
    if (failed) std::rethrow_exception(failed);
  });
}

void Loops::run(boost::asio::awaitable<void> task) {
  std::promise<void> done;
  boost::asio::co_spawn(impl_->loops.front()->context, std::move(task), [&done](std::exception_ptr failed) {
    if (failed) {
      done.set_exception(failed);
    } else {
      done.set_value();
    }
  });
  done.get_future().get();
}

}  // namespace salus
