// SPDX-License-Identifier: Apache-2.0
// Whatever decodes as an entry encodes to the same bytes: there is one form of each, and nothing is skipped.
#include "entry.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const salus::ByteView blob(reinterpret_cast<const std::byte*>(data), size);
  const auto entry = salus::keys::decode(blob);
  if (entry && salus::keys::encode(*entry) != salus::to_bytes(blob)) std::abort();
  return 0;
}
