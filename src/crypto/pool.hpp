// SPDX-License-Identifier: Apache-2.0
// Where secrets lie: pages that are locked into memory and left out of core files, cut into small blocks.
#pragma once

#include <cstddef>

namespace salus::crypto {

/// At least `size` bytes of zeros, aligned to 32. Never null: without memory the program ends.
std::byte* take_secret_block(std::size_t size);

/// Wipes the block and keeps it for the next secret. `size` is what was asked for.
void give_secret_block(std::byte* block, std::size_t size) noexcept;

}  // namespace salus::crypto
