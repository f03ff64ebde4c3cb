// SPDX-License-Identifier: Apache-2.0
// The pool of locked pages behind SecretBytes.
#include "pool.hpp"

#include "base/log.hpp"
#include "crypto/secret.hpp"

#include <array>
#include <bit>
#include <cstdlib>
#include <mutex>
#include <vector>

#include <openssl/crypto.h>
#include <sanitizer/asan_interface.h>
#include <sys/mman.h>

namespace salus::crypto {
namespace {

constexpr std::size_t smallest = 32;
constexpr std::size_t largest = 4096;  // beyond it a secret gets pages of its own
constexpr std::size_t page = 4096;
constexpr std::size_t slab = 16 * page;
constexpr std::size_t sizes = std::countr_zero(largest) - std::countr_zero(smallest) + 1;

/// One free list a power of two, under one lock: taking and giving are a handful of instructions.
class Pool {
 public:
  std::byte* take(std::size_t size) {
    const std::scoped_lock lock(mutex_);
    if (size > largest) return map(whole_pages(size));
    auto& free = free_[list_of(size)];
    if (free.empty()) refill(free, block_of(size));
    std::byte* const block = free.back();
    free.pop_back();
    ASAN_UNPOISON_MEMORY_REGION(block, block_of(size));
    return block;
  }

  void give(std::byte* block, std::size_t size) noexcept {
    const std::scoped_lock lock(mutex_);
    if (size > largest) return unmap(block, whole_pages(size));
    OPENSSL_cleanse(block, size);
    ASAN_POISON_MEMORY_REGION(block, block_of(size));
    free_[list_of(size)].push_back(block);  // refill reserved the room: this doesn't allocate
  }

  LockedMemory account() {
    const std::scoped_lock lock(mutex_);
    return account_;
  }

 private:
  static std::size_t block_of(std::size_t size) { return std::bit_ceil(std::max(size, smallest)); }
  static std::size_t list_of(std::size_t size) {
    return static_cast<std::size_t>(std::countr_zero(block_of(size)) - std::countr_zero(smallest));
  }
  static std::size_t whole_pages(std::size_t size) { return (size + page - 1) / page * page; }

  void refill(std::vector<std::byte*>& free, std::size_t block) {
    std::byte* const start = map(slab);
    auto& made = made_[list_of(block)];
    made += slab / block;
    free.reserve(made);
    for (std::size_t at = slab; at > 0; at -= block) free.push_back(start + at - block);
    ASAN_POISON_MEMORY_REGION(start, slab);
  }

  std::byte* map(std::size_t size) {
    void* const pages = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) std::abort();
    ::madvise(pages, size, MADV_DONTDUMP);
    if (::mlock(pages, size) == 0) {
      account_.locked += size;
    } else {
      // RLIMIT_MEMLOCK is reached. Serving a clinic from memory that might be swapped beats not serving it.
      if (account_.unlocked == 0) log::warning("crypto: the limit of locked memory is reached");
      account_.unlocked += size;
      unlocked_.push_back(pages);
    }
    return static_cast<std::byte*>(pages);
  }

  void unmap(std::byte* pages, std::size_t size) noexcept {
    OPENSSL_cleanse(pages, size);
    ::munmap(pages, size);
    const bool was_locked = std::erase(unlocked_, static_cast<void*>(pages)) == 0;
    (was_locked ? account_.locked : account_.unlocked) -= size;
  }

  std::mutex mutex_;
  std::array<std::vector<std::byte*>, sizes> free_;
  std::array<std::size_t, sizes> made_{};
  std::vector<void*> unlocked_;
  LockedMemory account_;
};

/// Never destroyed, since secrets in static storage outlive everything else.
Pool& pool() {
  static Pool& instance = *new Pool;
  return instance;
}

}  // namespace

std::byte* take_secret_block(std::size_t size) {
  return pool().take(size);
}

void give_secret_block(std::byte* block, std::size_t size) noexcept {
  pool().give(block, size);
}

LockedMemory locked_memory() {
  return pool().account();
}

}  // namespace salus::crypto
