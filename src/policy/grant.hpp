// SPDX-License-Identifier: Apache-2.0
// What the decision gives: a Grant that can be spent once, or a Denial; both go to the audit log.
#pragma once

#include "base/clock.hpp"
#include "policy/hop.hpp"
#include "policy/subject.hpp"

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace salus::policy {

class Decider;

/// One version of one record, as the audit log names it.
struct RecordRef {
  Kind kind;
  RecordId id;
  OwnerId owner;
  std::uint64_t version = 0;  ///< for a write, the version that it makes
};

/// Scopes: what a grant reaches.
struct Exact {  ///< these records, each with the classes that may be opened
  struct Item {
    RecordRef record;
    ClassSet classes;
    ClassSet withheld;  ///< present in the record, and not granted
  };
  std::vector<Item> items;
};
struct Query {  ///< looking for matches; nothing leaves by it
  Kind kind;
  std::optional<OwnerId> compartment;   ///< one owner's records, or the whole tenant's
  std::vector<std::string> parameters;  ///< names only
  ClassSet evaluate;                    ///< classes that may be opened to check a match
};
struct Mutation {  ///< one batch
  struct Item {
    RecordRef record;
    Action action = Action::create;
  };
  std::vector<Item> items;
};

/// Who, why, where to and until when: common to every grant and denial, and copied into the audit entry.
struct Circumstance {
  TenantId tenant;
  std::string actor;  ///< account id in text, or a component's name
  RoleSet roles;
  std::optional<SessionId> session;
  std::string address;
  std::string device;
  Action action = Action::read;
  Purpose purpose = Purpose::treatment;
  Hop hop;
  Time at;
  std::string rule;         ///< the rule of roles.toml that decided, or the reason for a denial
  bool background = false;  ///< asked by a page of the person's by itself, such as a poll
};

/// May. Move-only; using it again after the move ends the program. Only the decision makes one.
template <class Scope>
class Grant {
 public:
  Grant(Grant&& other) noexcept
      : live_(std::exchange(other.live_, false)),
        circumstance_(std::move(other.circumstance_)),
        scope_(std::move(other.scope_)),
        expires_(other.expires_) {}
  Grant& operator=(Grant&&) = delete;

  const Circumstance& circumstance() const { return alive(), circumstance_; }
  const Scope& scope() const { return alive(), scope_; }
  Time expires() const { return alive(), expires_; }

 private:
  friend class Decider;
  Grant(Circumstance circumstance, Scope scope, Time expires)
      : circumstance_(std::move(circumstance)), scope_(std::move(scope)), expires_(expires) {}
  void alive() const {
    if (!live_) std::abort();
  }

  bool live_ = true;
  Circumstance circumstance_;
  Scope scope_;
  Time expires_;
};

/// May not. The caller learns Code::absent or Code::forbidden and no more; the rest is for the log.
class Denial {
 public:
  const Circumstance& circumstance() const { return circumstance_; }
  const std::vector<RecordRef>& records() const { return records_; }
  /// Of a search, which names no record: what was looked for, and whose.
  const std::optional<Query>& query() const { return query_; }
  /// forbidden: the role may never do this to the kind, whatever the record. absent: not this record, and the
  /// answer is the same as if it didn't exist.
  Code answer() const { return answer_; }

 private:
  friend class Decider;
  Denial(Circumstance circumstance, std::vector<RecordRef> records, Code answer)
      : circumstance_(std::move(circumstance)), records_(std::move(records)), answer_(answer) {}
  Denial(Circumstance circumstance, Query query, Code answer)
      : circumstance_(std::move(circumstance)), query_(std::move(query)), answer_(answer) {}

  Circumstance circumstance_;
  std::vector<RecordRef> records_;
  std::optional<Query> query_;
  Code answer_;
};

}  // namespace salus::policy
