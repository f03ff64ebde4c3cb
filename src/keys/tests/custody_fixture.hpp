// SPDX-License-Identifier: Apache-2.0
// Reaches below the front door: the key file's rows, the token, and a store that loses its answers.
#pragma once

#include "crypto/hash.hpp"
#include "fixture.hpp"
#include "ring.hpp"
#include "softhsm.hpp"

namespace salus::keys {

inline Result<std::unique_ptr<store::Store>> open_file(const std::filesystem::path& file) {
  return store::open_embedded(file, crypto::SecretBytes());
}

/// Answers Code::unavailable to a commit that happened (`lose_answers`) or that didn't (`refuse`).
class FaultyStore final : public store::Store {
 public:
  explicit FaultyStore(std::unique_ptr<store::Store> inner) : inner_(std::move(inner)) {}
  int lose_answers = 0;
  int refuse = 0;

  Task<store::Committed> commit(store::Batch batch) override {
    if (refuse > 0) {
      --refuse;
      co_return fail(Code::unavailable, "test: refused");
    }
    CO_TRY(auto done, co_await inner_->commit(std::move(batch)));
    if (lose_answers > 0) {
      --lose_answers;
      co_return fail(Code::unavailable, "test: answer lost");
    }
    co_return done;
  }
  Task<std::vector<std::optional<store::Row>>> get(TenantId t, std::vector<store::RowKey> k) override {
    return inner_->get(t, std::move(k));
  }
  Task<std::optional<store::Row>> get_version(TenantId t, store::RowKey k, store::Version v) override {
    return inner_->get_version(t, k, v);
  }
  Task<std::vector<store::Row>> find(TenantId t, store::Expression e, store::PageRequest p) override {
    return inner_->find(t, std::move(e), p);
  }
  Task<std::optional<store::RowKey>> claimed(TenantId t, ByteArray<16> v) override {
    return inner_->claimed(t, v);
  }
  Task<std::vector<store::Row>> history(TenantId t, store::RowKey k, std::optional<store::Version> b,
                                        std::uint32_t l) override {
    return inner_->history(t, k, b, l);
  }
  Task<bool> committed(TenantId t, BatchId b) override { return inner_->committed(t, b); }
  Task<std::vector<store::Row>> scan(TenantId t, store::PageRequest p) override { return inner_->scan(t, p); }
  Task<std::vector<store::Row>> older_than(TenantId t, store::Generation g, std::uint32_t l) override {
    return inner_->older_than(t, g, l);
  }
  Task<std::vector<store::Change>> changes(TenantId t, store::Counter c, std::uint32_t l) override {
    return inner_->changes(t, c, l);
  }
  void stop() override { inner_->stop(); }

 private:
  std::unique_ptr<store::Store> inner_;
};

/// A home whose token and store the test holds on to.
class Opened : public Custodied {
 protected:
  void open_parts(std::span<const Wrapping* const> candidates = wrappings()) {
    auto opened = Token::open(home, random, candidates);
    ASSERT_TRUE(opened) << opened.error().context.view();
    auto file = open_file(home.keys());
    ASSERT_TRUE(file);
    auto wrapped = std::make_unique<FaultyStore>(*std::move(file));
    token = opened->get();
    faults = wrapped.get();
    auto made = std::make_unique<Ring>(*std::move(opened), std::move(wrapped), clock, random);
    const auto loaded = made->load();
    ASSERT_TRUE(loaded) << loaded.error().context.view();
    ring = std::move(made);
  }

  /// The rows of a tenant in a key file that nobody has open.
  std::vector<store::Row> rows(TenantId of) {
    auto file = open_file(home.keys()).value();
    store::PageRequest page;
    page.limit = 1000;
    return wait_for(file->scan(of, page)).value();
  }
  store::Row row_of(TenantId of, Purpose purpose, const Use& use = {}) {
    for (auto& row : rows(of)) {
      const auto label = decode(row.blob).value().label;
      if (label.purpose == purpose && label.use == use) return row;
    }
    ADD_FAILURE() << "no such row";
    return {};
  }
  /// Puts `blob` in the place of a row that has one version.
  void overwrite(TenantId of, store::Row row, Bytes blob) {
    auto file = open_file(home.keys()).value();
    store::Batch erase;
    erase.tenant = of;
    erase.id = BatchId::random(random);
    erase.erases.push_back({row.key});
    ASSERT_TRUE(wait_for(file->commit(std::move(erase))));
    store::Batch put;
    put.tenant = of;
    put.id = BatchId::random(random);
    row.blob = std::move(blob);
    put.puts.push_back({std::move(row), {}});
    ASSERT_TRUE(wait_for(file->commit(std::move(put))));
  }

  Token* token = nullptr;
  FaultyStore* faults = nullptr;
};

}  // namespace salus::keys
