// SPDX-License-Identifier: Apache-2.0
// Reads one policy file table by table, and collects everything that is wrong with it, each with its line.
#pragma once

#include "policy/rules.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace salus::policy::files {

/// One parsed file, and where mistakes go.
class File {
 public:
  /// `name` is what mistakes call it: "policy/roles.toml".
  File(const std::filesystem::path& path, std::string name, std::vector<Mistake>& mistakes);
  bool parsed() const { return parsed_; }
  const toml::table& root() const { return root_; }
  void mistake(const toml::node& where, std::string reason);

 private:
  toml::table root_;
  bool parsed_ = false;
  std::string name_;
  std::vector<Mistake>& mistakes_;
};

/// One table. Whatever is asked for must be there and of the right type; whatever is there must have been
/// asked for by `finish`. After a mistake the value is a harmless default: the file is refused in the end.
class Section {
 public:
  Section(const toml::table& table, File& file) : table_(&table), file_(&file) {}

  bool has(std::string_view key) const { return table_->contains(key); }
  std::vector<std::string> keys() const;
  std::string text(std::string_view key);  ///< not empty
  std::int64_t number(std::string_view key, std::int64_t least, std::int64_t most);
  std::vector<std::string> texts(std::string_view key);  ///< without duplicates
  std::vector<Kind> kinds(std::string_view key);         ///< at least one
  template <class E>
  E word(std::string_view key);
  template <class E>
  Set<E> words(std::string_view key);
  Section table(std::string_view key);
  std::vector<Section> tables(std::string_view key);  ///< an array of tables; none when the key is missing
  void finish();

  /// At the line of a key, or of the table when it hasn't got that key.
  void mistake(std::string_view key, std::string reason);
  void mistake(std::string reason) { file_->mistake(*table_, std::move(reason)); }

 private:
  const toml::node* need(std::string_view key);

  const toml::table* table_;
  File* file_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace salus::policy::files
