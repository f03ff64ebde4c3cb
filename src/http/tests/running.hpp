// SPDX-License-Identifier: Apache-2.0
// A server on loopback with its own threads, for the length of a test.
#pragma once

#include "base/clock.hpp"
#include "http/certificate.hpp"
#include "http/server.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <signal.h>

namespace salus::http {

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "salus-http-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class Running {
 public:
  /// Small enough that no test waits long, large enough for a busy machine.
  static Options options() {
    Options options;
    options.limits.tick = std::chrono::milliseconds(20);
    return options;
  }

  explicit Running(Handler handler, Options options = Running::options(), bool tls = true,
                   std::size_t threads = 1) {
    if (tls) {
      const auto made = demo_certificate(folder_.path(), SystemClock());
      if (!made) throw std::runtime_error("no certificate");
      options.tls.emplace();
      options.tls->certificate = made->certificate;
      options.tls->key = made->key;
    }
    std::vector<boost::asio::any_io_executor> executors;
    for (std::size_t i = 0; i < threads; ++i) {
      loops_.push_back(std::make_unique<boost::asio::io_context>(1));
      executors.emplace_back(loops_.back()->get_executor());
    }
    server_.emplace(executors, std::move(options), std::move(handler), metrics);
    const auto bound = server_->listen();
    if (!bound) throw std::runtime_error(std::string(bound.error().context.view()));
    port = *bound;
    for (auto& loop : loops_) threads_.emplace_back([&loop] { loop->run(); });
  }
  ~Running() { stop(std::chrono::milliseconds(0)); }

  void stop(std::chrono::milliseconds drain) {
    if (threads_.empty()) return;
    boost::asio::co_spawn(*loops_.front(), server_->stop(drain),
                          [](std::exception_ptr failed) { EXPECT_FALSE(failed); });
    for (auto& thread : threads_)
      thread.join();  // nothing of the server keeps a loop busy once it has stopped
    threads_.clear();
    EXPECT_EQ(server_->connections(), 0u);
    server_.reset();
  }
  Server& server() { return *server_; }

  Metrics metrics;
  std::uint16_t port = 0;

 private:
  Folder folder_;
  std::vector<std::unique_ptr<boost::asio::io_context>> loops_;
  std::optional<Server> server_;
  std::vector<std::jthread> threads_;
};

/// Answers what it was asked.
inline boost::asio::awaitable<Response> echo(Request request) {
  std::string text = std::string(name(request.method)) + " " + build_target(request.target) + " " +
                     std::to_string(request.body.size()) + " ";
  text += as_text(ByteView(request.body).first(std::min<std::size_t>(request.body.size(), 100)));
  co_return Response::text(200, text);
}

}  // namespace salus::http
