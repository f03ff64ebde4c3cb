// SPDX-License-Identifier: Apache-2.0
// Recognises loopback addresses.
#include "peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

namespace salus::portal {

bool on_this_machine(const std::string& peer) {
  in_addr four{};
  if (inet_pton(AF_INET, peer.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == IN_LOOPBACKNET;
  in6_addr six{};
  if (inet_pton(AF_INET6, peer.c_str(), &six) != 1) return false;
  return IN6_IS_ADDR_LOOPBACK(&six) || (IN6_IS_ADDR_V4MAPPED(&six) && six.s6_addr[12] == IN_LOOPBACKNET);
}

}  // namespace salus::portal
