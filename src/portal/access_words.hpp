// SPDX-License-Identifier: Apache-2.0
// The vocabulary of accesses: verbs, kinds and relations of an entry.
#pragma once

#include "access_view.hpp"
#include "base/json_writer.hpp"

namespace salus::portal {

std::string_view verb_of(const audit::Entry& entry);
/// The page's words for the kinds that an entry touched, without duplicates.
std::vector<std::string_view> kinds_of(const audit::Entry& entry);
policy::ClassSet classes_of(const audit::Entry& entry);

/// On which relation to `patient` the entry's rules stood, or in which whoever caused an event did; nothing
/// when there is none, or when it was denied.
std::optional<policy::Relation> relation_of(const audit::Entry& entry, OwnerId patient,
                                            const AccessWords& words);

/// Whether the entry's rules ask for a relation; those of desk and privacy officer don't. So does one that is
/// gone.
bool asks_for_relation(const audit::Entry& entry, const AccessWords& words);

void put_relation(JsonWriter& json, std::optional<policy::Relation> relation);
void put_words(JsonWriter& json, std::string_view key, const std::vector<std::string_view>& words);
/// `purpose`, `rule`, `outcome` and `hop`.
void put_decision(JsonWriter& json, const audit::Entry& entry);

}  // namespace salus::portal
