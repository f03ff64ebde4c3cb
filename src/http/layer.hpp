// SPDX-License-Identifier: Apache-2.0
// Our stream in the shape that Beast's WebSocket stands on.
#pragma once

#include "stream.hpp"

#include <array>
#include <memory>
#include <utility>

#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/system/error_code.hpp>

namespace salus::http {

/// Models AsyncReadStream and AsyncWriteStream.
class Layer {
 public:
  using executor_type = Stream::executor_type;
  explicit Layer(Stream a_stream) : stream(std::move(a_stream)) {}
  executor_type get_executor() { return stream.get_executor(); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    const boost::asio::mutable_buffer buffer = first<boost::asio::mutable_buffer>(buffers);
    return start(
        [buffer](Stream& one) { return one.read({static_cast<std::byte*>(buffer.data()), buffer.size()}); },
        std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    const boost::asio::const_buffer buffer = first<boost::asio::const_buffer>(buffers);
    return start(
        [buffer](Stream& one) {
          return one.write({static_cast<const std::byte*>(buffer.data()), buffer.size()});
        },
        std::forward<Token>(token));
  }

  /// Sends our end and waits for the peer's.
  template <class Token>
  auto async_finish(Token&& token) {
    return boost::asio::async_compose<Token, void(boost::system::error_code)>(Finish{*this}, token,
                                                                              get_executor());
  }

  Stream stream;

 private:
  template <class Buffer, class Buffers>
  static Buffer first(const Buffers& buffers) {
    for (auto at = boost::asio::buffer_sequence_begin(buffers);
         at != boost::asio::buffer_sequence_end(buffers); ++at) {
      if (Buffer buffer = *at; buffer.size() != 0) return buffer;
    }
    return {};
  }

  static auto direction(Stream::Need need) {
    using boost::asio::socket_base;
    return need == Stream::Need::readable ? socket_base::wait_read : socket_base::wait_write;
  }

  template <class Attempt>
  struct Transfer {
    Layer& layer;
    Attempt attempt;
    bool waited = false;
    bool posted = false;
    Stream::Step step{.need = Stream::Need::nothing, .bytes = 0};

    template <class Self>
    void operator()(Self& self, boost::system::error_code error = {}) {
      if (error) return self.complete(error, 0);
      if (!posted) {
        step = attempt(layer.stream);
        if (step.need == Stream::Need::readable || step.need == Stream::Need::writable) {
          waited = true;
          return layer.stream.socket().async_wait(direction(step.need), std::move(self));
        }
        if (!waited) {  // an operation never completes inside the call that starts it
          posted = true;
          return boost::asio::post(layer.get_executor(), std::move(self));
        }
      }
      if (step.need == Stream::Need::end) error = boost::asio::error::eof;
      self.complete(error, step.bytes);
    }
  };

  struct Finish {
    Layer& layer;
    bool begun = false;
    std::size_t left = 4 * 1024 * 1024;  // of a message that was refused

    template <class Self>
    void operator()(Self& self, boost::system::error_code error = {}) {
      if (!begun) {
        begun = true;
        layer.stream.finish();
        return boost::asio::post(layer.get_executor(), std::move(self));
      }
      std::array<std::byte, 4096> waste;
      while (!error && left >= waste.size()) {
        const auto step = layer.stream.discard(waste);
        if (step.need == Stream::Need::readable) {
          return layer.stream.socket().async_wait(boost::asio::socket_base::wait_read, std::move(self));
        }
        if (step.need == Stream::Need::end) break;
        left -= step.bytes;
      }
      layer.stream.close();
      self.complete(error);
    }
  };

  template <class Attempt, class Token>
  auto start(Attempt attempt, Token&& token) {
    return boost::asio::async_compose<Token, void(boost::system::error_code, std::size_t)>(
        Transfer<Attempt>{*this, std::move(attempt)}, token, get_executor());
  }
};

// What Beast looks up by argument: how to end the layer below in order, and how to cut it at a timeout.
template <class Handler>
void async_teardown(boost::beast::role_type, Layer& layer, Handler&& handler) {
  layer.async_finish(std::forward<Handler>(handler));
}

inline void teardown(boost::beast::role_type, Layer& layer, boost::system::error_code& error) {
  layer.stream.finish();
  error = {};
}

inline void beast_close_socket(Layer& layer) {
  layer.stream.close();
}

}  // namespace salus::http
