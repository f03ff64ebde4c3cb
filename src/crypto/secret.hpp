// SPDX-License-Identifier: Apache-2.0
// Memory for keys, passwords and codes: locked, not dumped, wiped, and never printed.
#pragma once

#include "base/bytes.hpp"

#include <cstddef>
#include <span>

namespace salus::crypto {

/// Owns secret bytes. Their pages are locked and left out of core files as far as the process's limits allow;
/// they are wiped when the object ends or is assigned to; moving hands them over. Copies are spelled out.
/// There is no stream, format or comparison operator: compare with `equal`.
class SecretBytes {
 public:
  SecretBytes() = default;
  explicit SecretBytes(std::size_t size);  ///< zeros, to be filled through `writable`
  explicit SecretBytes(ByteView bytes);    ///< a copy; wiping the source is the caller's duty
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  ~SecretBytes();

  SecretBytes clone() const;
  ByteView view() const { return {data_, size_}; }
  std::span<std::byte> writable() { return {data_, size_}; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

 private:
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Compares in a time that depends on the lengths alone.
bool equal(ByteView a, ByteView b);

/// Overwrites memory in a way that the compiler keeps.
void wipe(std::span<std::byte> memory);

/// Bytes of the pages that hold secrets. What is not locked could be swapped out: raise RLIMIT_MEMLOCK.
struct LockedMemory {
  std::size_t locked = 0;
  std::size_t unlocked = 0;
};
LockedMemory locked_memory();

/// Call once at the start of a program that holds secrets: no core files, no ptrace by others (prctl
/// PR_SET_DUMPABLE). Sanitizer builds stay dumpable so that their leak check works.
void forbid_dumps();

}  // namespace salus::crypto
