// SPDX-License-Identifier: Apache-2.0
// What the functions on the path of a read cost.
#include "crypto/crypto.hpp"

#include <benchmark/benchmark.h>

namespace salus::crypto {
namespace {

SystemRandom randomness;

SecretBytes random_key() {
  SecretBytes key(32);
  randomness.fill(key.writable());
  return key;
}

void open_part(benchmark::State& state) {
  const auto key = random_key();
  const auto sealed =
      aead_seal(key, as_bytes("context"), Bytes(static_cast<std::size_t>(state.range(0))), randomness);
  for (auto _ : state) benchmark::DoNotOptimize(aead_open(key, as_bytes("context"), sealed));
}
BENCHMARK(open_part)->Arg(256)->Arg(2048)->Arg(16384);

void derive_part_key(benchmark::State& state) {
  const SecretBytes secret(64);
  const Bytes info(120);
  for (auto _ : state) benchmark::DoNotOptimize(hkdf(secret, {}, info));
}
BENCHMARK(derive_part_key);

void hmac_row_key(benchmark::State& state) {
  const Hmac keyed(random_key());
  const Bytes data(40);
  for (auto _ : state) benchmark::DoNotOptimize(keyed(data));
}
BENCHMARK(hmac_row_key);

void hash_tree_node(benchmark::State& state) {
  const Bytes data(65);
  for (auto _ : state) benchmark::DoNotOptimize(sha256(data));
}
BENCHMARK(hash_tree_node);

void sign_checkpoint(benchmark::State& state) {
  const auto key = make_signing_key(randomness);
  for (auto _ : state) benchmark::DoNotOptimize(sign(key, as_bytes("checkpoint")));
}
BENCHMARK(sign_checkpoint);

}  // namespace
}  // namespace salus::crypto

BENCHMARK_MAIN();
