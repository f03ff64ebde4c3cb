// SPDX-License-Identifier: Apache-2.0
// Who counts as sitting at this machine.
#include "peer.hpp"

namespace salus::portal {
namespace {

TEST(peer, only_loopback_is_this_machine) {
  struct {
    const char* peer;
    bool here;
  } const table[] = {
      {"127.0.0.1", true},    {"127.8.9.10", true},  {"::1", true},        {"::ffff:127.0.0.1", true},
      {"128.0.0.1", false},   {"10.0.0.1", false},   {"192.0.2.1", false}, {"::ffff:192.0.2.1", false},
      {"2001:db8::1", false}, {"::2", false},        {"0.0.0.0", false},   {"", false},
      {"localhost", false},   {"127.0.0.1 ", false}, {"127.1", false}};
  for (const auto& row : table) EXPECT_EQ(on_this_machine(row.peer), row.here) << row.peer;
}

}  // namespace
}  // namespace salus::portal
