// SPDX-License-Identifier: Apache-2.0
// A record as the store holds it, with its header opened: enough to decide on, nothing to disclose.
#pragma once

#include "audit/head.hpp"
#include "base/clock.hpp"
#include "policy/decide.hpp"
#include "store/store.hpp"

#include <vector>

namespace salus::records {

class Vault;

/// One version of one record. Its parts stay sealed; what it tells are facts for the decision.
class Sealed {
 public:
  const policy::RecordRef& record() const { return record_; }
  policy::ClassSet present() const { return present_; }
  policy::ClassSet labels() const { return labels_; }
  bool deleted() const { return row_.state == store::State::deleted; }
  Time written() const { return written_; }
  std::size_t size() const { return row_.blob.size(); }

 private:
  friend class Vault;
  struct Part {
    policy::Class sensitivity;
    std::uint32_t key_version;
    std::uint32_t offset;  ///< into the blob
    std::uint32_t size;
  };
  Sealed() = default;

  policy::RecordRef record_;
  policy::ClassSet present_;
  policy::ClassSet labels_;
  Time written_;
  std::vector<Part> parts_;
  store::Row row_;
};

/// Candidates of a search that were opened and do match. There is no way from here to a byte on the wire:
/// decide on `sealed`, append the grant, and open with its receipt.
class Matches {
 public:
  const std::vector<Sealed>& sealed() const& { return sealed_; }
  std::vector<Sealed> sealed() && { return std::move(sealed_); }
  bool truncated() const { return truncated_; }       ///< there are candidates beyond the limits
  std::size_t withheld() const { return withheld_; }  ///< candidates that weren't what the audit log says

 private:
  friend class Vault;
  Matches(std::vector<Sealed> sealed, bool truncated, std::size_t withheld)
      : sealed_(std::move(sealed)), truncated_(truncated), withheld_(withheld) {}

  std::vector<Sealed> sealed_;
  bool truncated_;
  std::size_t withheld_;
};

/// A batch that is sealed and waits for the receipt of its intent.
class SealedBatch {
 public:
  BatchId id() const { return batch_.id; }
  const std::vector<audit::Head>& heads() const { return heads_; }

 private:
  friend class Vault;
  SealedBatch() = default;

  store::Batch batch_;
  std::vector<audit::Head> heads_;
};

}  // namespace salus::records
