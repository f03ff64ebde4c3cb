// SPDX-License-Identifier: Apache-2.0
// Typed access to TOML, where every surprise is a mistake with a line.
#include "files/section.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace salus::policy::files {
namespace {

const toml::table nothing;

template <class E>
constexpr Set<E> everything() {
  return Set<E>::from_bits(~0U);
}

}  // namespace

File::File(const std::filesystem::path& path, std::string name, std::vector<Mistake>& mistakes)
    : name_(std::move(name)), mistakes_(mistakes) {
  try {
    root_ = toml::parse_file(path.string());
    parsed_ = true;
  } catch (const toml::parse_error& error) {
    mistakes_.push_back(
        {name_, static_cast<int>(error.source().begin.line), std::string(error.description())});
  }
}

void File::mistake(const toml::node& where, std::string reason) {
  // The root table begins at no line in particular.
  const int line = std::max(1, static_cast<int>(where.source().begin.line));
  mistakes_.push_back({name_, line, std::move(reason)});
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> out;
  for (const auto& [key, value] : *table_) out.emplace_back(key.str());
  return out;
}

const toml::node* Section::need(std::string_view key) {
  asked_.emplace(key);
  const toml::node* node = table_->get(key);
  if (node == nullptr) mistake(fmt::format("'{}' is missing", key));
  return node;
}

std::string Section::text(std::string_view key) {
  const toml::node* node = need(key);
  if (node == nullptr) return {};
  const auto value = node->value_exact<std::string>();
  if (!value || value->empty())
    file_->mistake(*node, fmt::format("'{}' must be a text that says something", key));
  return value.value_or("");
}

std::int64_t Section::number(std::string_view key, std::int64_t least, std::int64_t most) {
  const toml::node* node = need(key);
  if (node == nullptr) return least;
  const auto value = node->value_exact<std::int64_t>();
  if (!value || *value < least || *value > most) {
    file_->mistake(*node, fmt::format("'{}' must be a whole number from {} to {}", key, least, most));
    return least;
  }
  return *value;
}

std::vector<std::string> Section::texts(std::string_view key) {
  std::vector<std::string> out;
  const toml::node* node = need(key);
  if (node == nullptr) return out;
  if (!node->is_array()) {
    file_->mistake(*node, fmt::format("'{}' must be a list of texts", key));
    return out;
  }
  for (const toml::node& item : *node->as_array()) {
    const auto value = item.value_exact<std::string>();
    if (!value || value->empty()) {
      file_->mistake(item, fmt::format("'{}' must hold texts only", key));
    } else if (std::ranges::find(out, *value) != out.end()) {
      file_->mistake(item, fmt::format("'{}' stands in '{}' twice", *value, key));
    } else {
      out.push_back(*value);
    }
  }
  return out;
}

std::vector<Kind> Section::kinds(std::string_view key) {
  std::vector<Kind> out;
  for (const std::string& text : texts(key)) {
    if (auto kind = Kind::parse(text)) {
      out.push_back(*kind);
    } else {
      mistake(key, fmt::format("'{}' is not the name of a kind", text));
    }
  }
  if (out.empty() && has(key)) mistake(key, fmt::format("'{}' names no kind", key));
  return out;
}

template <class E>
E Section::word(std::string_view key) {
  const std::string value = text(key);
  const auto found = from_name<E>(value);
  if (!found && !value.empty()) mistake(key, fmt::format("'{}' is no {}", value, key));
  return found.value_or(E{});
}
template Basis Section::word(std::string_view);
template Presence Section::word(std::string_view);
template Role Section::word(std::string_view);
template Class Section::word(std::string_view);
template Purpose Section::word(std::string_view);

template <class E>
Set<E> Section::words(std::string_view key) {
  Set<E> out;
  for (const std::string& value : texts(key)) {
    if (const auto found = from_name<E>(value)) {
      out.add(*found);
    } else {
      mistake(key, fmt::format("'{}' is unknown in '{}'; known are {}", value, key,
                               fmt::join(names(everything<E>()), ", ")));
    }
  }
  return out;
}
template Set<Class> Section::words(std::string_view);
template Set<Purpose> Section::words(std::string_view);
template Set<Action> Section::words(std::string_view);
template Set<Role> Section::words(std::string_view);
template Set<Relation> Section::words(std::string_view);

Section Section::table(std::string_view key) {
  const toml::node* node = need(key);
  if (node == nullptr) return {nothing, *file_};
  if (!node->is_table()) {
    file_->mistake(*node, fmt::format("'{}' must be a table", key));
    return {nothing, *file_};
  }
  return {*node->as_table(), *file_};
}

std::vector<Section> Section::tables(std::string_view key) {
  std::vector<Section> out;
  asked_.emplace(key);
  const toml::node* node = table_->get(key);
  if (node == nullptr) return out;
  if (!node->is_array_of_tables()) {
    file_->mistake(*node, fmt::format("'{}' must be a list of [[{}]]", key, key));
    return out;
  }
  for (const toml::node& item : *node->as_array()) out.emplace_back(*item.as_table(), *file_);
  return out;
}

void Section::finish() {
  for (const auto& [key, value] : *table_) {
    if (!asked_.contains(key.str())) file_->mistake(value, fmt::format("'{}' means nothing here", key.str()));
  }
}

void Section::mistake(std::string_view key, std::string reason) {
  const toml::node* node = table_->get(key);
  file_->mistake(node != nullptr ? *node : *table_, std::move(reason));
}

}  // namespace salus::policy::files
