// SPDX-License-Identifier: Apache-2.0
// The one place where a person becomes a subject.
#pragma once

#include "base/utf8.hpp"
#include "identity/account.hpp"
#include "policy/subject.hpp"

#include <memory>

namespace salus::identity {

/// What is kept of a browser's name for itself.
inline constexpr std::size_t longest_device = 64;

/// `policy::Person` has this class for its only friend; only sessions call it, after both factors.
class SubjectMaker {
 public:
  static std::shared_ptr<const policy::Subject> person(const Account& account, SessionId session,
                                                       std::string address, std::string_view device) {
    policy::Person person;
    person.tenant_ = account.tenant;
    person.account_ = account.id;
    person.owner_ = account.owner;
    person.session_ = session;
    person.roles_ = account.acting();
    person.address_ = std::move(address);
    // A header is any bytes; what the log keeps is shown, and must be text.
    person.device_ = to_utf8(device, longest_device);
    return std::make_shared<const policy::Subject>(std::move(person));
  }
};

}  // namespace salus::identity
