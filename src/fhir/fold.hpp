// SPDX-License-Identifier: Apache-2.0
// Text as a search compares it: without case, accents and punctuation, word by word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace salus::fhir {

/// Words of letters and digits, folded; an apostrophe joins. At most 12: the rest of a long text isn't
/// searched.
std::vector<std::string> fold_words(std::string_view text);

/// What is stored for a word: its beginnings of 3 to 12 letters; itself when it is shorter.
std::vector<std::string> beginnings(std::string_view word);
/// The one of them that a word in a search looks for.
std::string beginning(std::string_view word);

/// From three letters on a word in a search finds all that begin with it; a shorter one finds only itself.
bool begins_with(std::string_view word, std::string_view sought);

}  // namespace salus::fhir
