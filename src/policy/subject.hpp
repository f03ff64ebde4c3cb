// SPDX-License-Identifier: Apache-2.0
// Who acts.
#pragma once

#include "base/id.hpp"
#include "policy/vocabulary.hpp"

#include <string>
#include <variant>

namespace salus::identity {
class SubjectMaker;
}

namespace salus::policy {

/// A person who signed in with two factors. Only `identity` makes one.
class Person {
 public:
  TenantId tenant() const { return tenant_; }
  AccountId account() const { return account_; }
  OwnerId owner() const { return owner_; }  ///< the compartment that is this person's own
  SessionId session() const { return session_; }
  RoleSet roles() const { return roles_; }
  const std::string& address() const { return address_; }  ///< numeric client IP
  const std::string& device() const {
    return device_;
  }  ///< what the client calls itself, at most 64 characters
  /// A page of theirs asks by itself: what comes of it is no act of the person.
  bool background() const { return background_; }
  Person in_background() const;

 private:
  friend class identity::SubjectMaker;
  Person() = default;

  TenantId tenant_;
  AccountId account_;
  OwnerId owner_;
  SessionId session_;
  RoleSet roles_;
  std::string address_;
  std::string device_;
  bool background_ = false;
};

/// A directory or an app, by mutual TLS or a rotating token. Only `identity` makes one.
class Service {
 public:
  TenantId tenant() const { return tenant_; }
  AccountId account() const { return account_; }

 private:
  friend class identity::SubjectMaker;
  Service() = default;

  TenantId tenant_;
  AccountId account_;
};

/// Background work of ours, by the name that roles.toml gives it.
class Component {
 public:
  Component(TenantId tenant, Literal name) : tenant_(tenant), name_(name) {}
  TenantId tenant() const { return tenant_; }
  std::string_view name() const { return name_.view(); }

 private:
  TenantId tenant_;
  Literal name_;
};

/// Nobody yet: it is granted nothing.
struct Anonymous {
  TenantId tenant;
  std::string address;
};

using Subject = std::variant<Person, Service, Component, Anonymous>;

TenantId tenant_of(const Subject& subject);

}  // namespace salus::policy
