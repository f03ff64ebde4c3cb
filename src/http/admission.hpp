// SPDX-License-Identifier: Apache-2.0
// Who may hold how many connections.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include <boost/asio/ip/address.hpp>

namespace salus::http {

/// Counts connections, in all and a peer. A peer is an IPv4 address or an IPv6 /64, which one subscriber
/// holds whole. Thread-safe. Outlives its places.
class Admission {
 public:
  using Peer = std::array<unsigned char, 9>;

  /// Held by a connection for as long as it lives.
  class Place {
   public:
    Place(Place&& other) noexcept
        : admission_(std::exchange(other.admission_, nullptr)), peer_(other.peer_) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (admission_) admission_->leave(peer_);
    }

   private:
    friend class Admission;
    Place(Admission& admission, const Peer& peer) : admission_(&admission), peer_(peer) {}
    Admission* admission_;
    Peer peer_;
  };

  Admission(std::size_t all, std::size_t a_peer) : all_(all), a_peer_(a_peer) {}

  std::optional<Place> enter(const boost::asio::ip::address& address);
  std::size_t count() const { return count_.load(std::memory_order_relaxed); }

 private:
  void leave(const Peer& peer);

  const std::size_t all_;
  const std::size_t a_peer_;
  std::atomic<std::size_t> count_ = 0;
  std::mutex mutex_;
  std::map<Peer, std::size_t> peers_;
};

}  // namespace salus::http
