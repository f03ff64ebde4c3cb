// SPDX-License-Identifier: Apache-2.0
// Starts and joins the event loops.
#include "loops.hpp"

#include <algorithm>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace salus {

struct Loops::Impl {
  struct Loop {
    boost::asio::io_context context{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work = make_work_guard(context);
    std::thread thread{[this] { context.run(); }};
  };
  std::vector<std::unique_ptr<Loop>> loops;
};

Loops::Loops() : impl_(std::make_unique<Impl>()) {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < cores; ++i) impl_->loops.push_back(std::make_unique<Impl::Loop>());
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
