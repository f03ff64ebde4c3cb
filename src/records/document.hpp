// SPDX-License-Identifier: Apache-2.0
// A record as its parts' owner sees it: an ordered list of members, each with a class.
#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "policy/grant.hpp"

#include <string>
#include <vector>

namespace salus::records {

/// One top-level member of a JSON object, as canonical text: `"name":value`, without comma or white space
/// around it.
struct Member {
  policy::Class sensitivity = policy::Class::clinical;
  std::string text;
};

/// A value that a search may look for, normalised by the room that knows its meaning.
struct SearchValue {
  std::string parameter;
  std::string value;
  policy::Class sensitivity = policy::Class::clinical;
};

/// What is to be written: `record.version` is the version that it makes, 1 for a new record. `id`,
/// `resourceType` and the version and time of `meta` are not members: they come from the record itself.
struct Draft {
  policy::RecordRef record;
  policy::ClassSet labels;  ///< classes that a security label lifts the whole record to
  std::vector<Member> members;
  std::vector<SearchValue> values;
};

/// What was opened: the members of the granted classes, in the order in which they were written.
struct Document {
  policy::RecordRef record;
  Time written;
  policy::ClassSet withheld;  ///< classes present in the version and not granted
  std::vector<Member> members;
};

}  // namespace salus::records
