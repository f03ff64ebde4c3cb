// SPDX-License-Identifier: Apache-2.0
// Folds text by the table of letters that the definitions carry.
#include "fold.hpp"

#include "definitions.hpp"

namespace salus::fhir {
namespace {

constexpr std::size_t most_words = 12;
constexpr std::size_t shortest = 3;
constexpr std::size_t longest = 12;

/// One character of valid UTF-8, and how many bytes it takes.
std::pair<char32_t, std::size_t> decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::size_t size = byte(0) < 0x80 ? 1 : byte(0) < 0xe0 ? 2 : byte(0) < 0xf0 ? 3 : 4;
  if (size == 1 || size > text.size()) return {byte(0), 1};
  auto point = static_cast<char32_t>(byte(0) & (0xff >> (size + 1)));
  for (std::size_t i = 1; i < size; ++i) point = point << 6 | (byte(i) & 0x3f);
  return {point, size};
}

bool separates(char32_t point) {
  if (point < 0x80) {
    const auto lower = point | 0x20;
    return !(point >= '0' && point <= '9') && !(lower >= 'a' && lower <= 'z');
  }
  return point == 0xa0 || (point >= 0x2000 && point <= 0x206f) || point == 0x3000;  // spaces and punctuation
}

/// Bytes of the first `count` characters.
std::size_t prefix(std::string_view word, std::size_t count) {
  std::size_t at = 0;
  while (count-- > 0 && at < word.size()) at += decode(word.substr(at)).second;
  return at;
}

}  // namespace

std::vector<std::string> fold_words(std::string_view text) {
  const auto& definitions = Definitions::load();
  std::vector<std::string> words;
  std::string word;
  const auto close = [&] {
    if (!word.empty() && words.size() < most_words) words.push_back(word);
    word.clear();
  };
  while (!text.empty() && words.size() < most_words) {
    const auto [point, size] = decode(text);
    if (point == '\'' || point == 0x2019) {
      // O'Brien is one word
    } else if (separates(point)) {
      close();
    } else if (const auto folded = definitions.folded(point)) {
      word.append(*folded);
    } else {
      word.append(text.substr(0, size));
    }
    text.remove_prefix(size);
  }
  close();
  return words;
}

std::vector<std::string> beginnings(std::string_view word) {
  std::vector<std::string> found;
  std::size_t last = 0;
  for (std::size_t count = shortest; count <= longest && last < word.size(); ++count) {
    last = prefix(word, count);
    found.emplace_back(word.substr(0, last));
  }
  return found;
}

std::string beginning(std::string_view word) {
  return std::string(word.substr(0, prefix(word, longest)));
}

bool begins_with(std::string_view word, std::string_view sought) {
  const bool whole = prefix(sought, shortest - 1) == sought.size();
  return whole ? word == sought : word.starts_with(sought);
}

}  // namespace salus::fhir
