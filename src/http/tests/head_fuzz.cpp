// SPDX-License-Identifier: Apache-2.0
// Law: what we accept, Beast accepts and reads the same way, so that nothing is smuggled between two parsers.
#include "tests/oracle.hpp"

#include <algorithm>
#include <cstdlib>

using namespace salus::http;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const Limits limits;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto ours = read_ours(text, limits);
  if (!ours) return 0;
  auto theirs = read_beast(text);
  if (!theirs) std::abort();
  // Beast adds a trailer to the fields; all that we saw must be among what it saw.
  if (!std::ranges::includes(theirs->fields, ours->fields)) std::abort();
  theirs->fields = ours->fields;
  if (!ours->keep_alive) theirs->keep_alive = false;  // closing early is always safe
  if (*ours != *theirs) std::abort();
  return 0;
}
