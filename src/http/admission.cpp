// SPDX-License-Identifier: Apache-2.0
// Who may hold how many connections.
#include "admission.hpp"

#include <algorithm>

namespace salus::http {
namespace {

Admission::Peer peer_of(const boost::asio::ip::address& address) {
  Admission::Peer peer{};
  if (address.is_v4()) {
    peer[0] = 4;
    std::ranges::copy(address.to_v4().to_bytes(), peer.begin() + 1);
  } else {
    const auto bytes = address.to_v6().to_bytes();
    peer[0] = 6;
    std::copy_n(bytes.begin(), 8, peer.begin() + 1);
  }
  return peer;
}

}  // namespace

std::optional<Admission::Place> Admission::enter(const boost::asio::ip::address& address) {
  const Peer peer = peer_of(address);
  const std::scoped_lock lock(mutex_);
  if (count_ >= all_) return std::nullopt;
  auto& held = peers_[peer];
  if (held >= a_peer_) return std::nullopt;
  ++held;
  ++count_;
  return Place(*this, peer);
}

void Admission::leave(const Peer& peer) {
  const std::scoped_lock lock(mutex_);
  --count_;
  const auto found = peers_.find(peer);
  if (--found->second == 0) peers_.erase(found);
}

}  // namespace salus::http
