// SPDX-License-Identifier: Apache-2.0
// Reads searches.
#include "search.hpp"

#include "fold.hpp"
#include "primitive.hpp"

#include <algorithm>
#include <charconv>

namespace salus::fhir {
namespace {

constexpr std::size_t most_parameters = 16;
constexpr std::size_t most_alternatives = 64;
constexpr std::size_t longest_value = 2048;
constexpr std::uint32_t most_entries = 200;

/// Splits at `separator` where no backslash stands before it; the pieces keep their escapes.
std::vector<std::string_view> pieces(std::string_view text, char separator) {
  std::vector<std::string_view> found;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == separator) {
      found.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  found.push_back(text.substr(start));
  return found;
}

/// R4 3.1.1.4.2: `\,` `\|` `\$` `\\`.
Result<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
      if (i == text.size() || !std::string_view(",|$\\").contains(text[i]))
        return fail(Code::invalid, "search: no such escape");
    }
    out.push_back(text[i]);
  }
  if (out.empty()) return fail(Code::invalid, "search: an empty value");
  return out;
}

Result<Alternative> token(std::string_view text) {
  const auto parts = pieces(text, '|');
  Alternative alternative;
  if (parts.size() > 2) return fail(Code::invalid, "search: not a token");
  if (parts.size() == 2) {
    if (parts[1].empty()) return fail(Code::unsupported, "search: a system without a code");
    alternative.system.emplace();
    if (!parts[0].empty()) {
      TRY(alternative.system, unescaped(parts[0]));
    }
  }
  TRY(alternative.text, unescaped(parts.back()));
  return alternative;
}

Result<Alternative> string(std::string_view text) {
  TRY(const auto plain, unescaped(text));
  Alternative alternative;
  alternative.words = fold_words(plain);
  if (alternative.words.empty()) return fail(Code::invalid, "search: no letter to look for");
  return alternative;
}

Result<Alternative> date(std::string_view text) {
  static constexpr std::pair<std::string_view, Comparison> prefixes[] = {
      {"eq", Comparison::eq}, {"lt", Comparison::lt}, {"gt", Comparison::gt}, {"le", Comparison::le},
      {"ge", Comparison::ge}, {"sa", Comparison::sa}, {"eb", Comparison::eb}};
  Alternative alternative;
  alternative.text = text;
  if (text.starts_with("ne") || text.starts_with("ap"))
    return fail(Code::unsupported, "search: such a comparison");
  for (const auto& [prefix, comparison] : prefixes) {
    if (!text.starts_with(prefix)) continue;
    alternative.comparison = comparison;
    text.remove_prefix(prefix.size());
    break;
  }
  const auto moment = parse_moment(text);
  if (!moment) return fail(Code::invalid, "search: not a date");
  alternative.interval = moment->interval;
  return alternative;
}

/// `Kind/id`, an absolute URL or URN, or an id alone, which stands for each kind that the parameter may name.
Result<std::vector<Alternative>> reference(const Parameter& parameter, std::string_view text) {
  const auto& definitions = Definitions::load();
  TRY(const auto plain, unescaped(text));
  std::vector<Alternative> found;
  const auto add = [&](std::string reference) { found.emplace_back().text = std::move(reference); };
  if (const auto local = local_reference(plain)) {
    add(std::string(local->kind).append("/").append(local->id));
  } else if (plain.contains(':')) {
    add(plain);
  } else if (is_id(plain) && parameter.targets != none) {
    for (const auto target : definitions.targets(parameter.targets)) {
      add(std::string(definitions.text(definitions.type(target).name)).append("/").append(plain));
    }
  } else {
    return fail(Code::invalid, "search: not a reference");
  }
  return found;
}

Result<std::vector<Alternative>> alternatives(const Parameter& parameter, std::string_view value) {
  std::vector<Alternative> found;
  for (const auto text : pieces(value, ',')) {
    switch (parameter.type()) {
      case ParameterType::token: {
        TRY(auto one, token(text));
        found.push_back(std::move(one));
        break;
      }
      case ParameterType::string: {
        TRY(auto one, string(text));
        found.push_back(std::move(one));
        break;
      }
      case ParameterType::date: {
        TRY(auto one, date(text));
        found.push_back(std::move(one));
        break;
      }
      case ParameterType::uri: {
        TRY(found.emplace_back().text, unescaped(text));
        break;
      }
      case ParameterType::reference: {
        TRY(auto some, reference(parameter, text));
        std::ranges::move(some, std::back_inserter(found));
        break;
      }
      case ParameterType::number:
      case ParameterType::quantity:
      case ParameterType::composite:
      case ParameterType::special:
        return fail(Code::unsupported, "search: a parameter of such a type");
    }
    if (found.size() > most_alternatives) return fail(Code::too_large, "search: too many values");
  }
  return found;
}

class Reader {
 public:
  Reader(const Type& type, Search& search) : type_(type), search_(search) {}

  Result<void> take(std::string_view name, const std::string& value) {
    if (value.empty() || value.size() > longest_value)
      return fail(Code::invalid, "search: an empty or long value");
    if (name == "_id") return ids(value);
    if (name == "_count") return count(value);
    if (name == "_sort") return sort(value);
    if (name == "_page") return page(value);
    if (name == "_format") return format(value);
    if (name.find_first_of(":.") != std::string_view::npos) {
      return fail(Code::unsupported, "search: a modifier or a chain");
    }
    const Parameter* parameter = definitions_.parameter(type_, name);
    if (parameter == nullptr) return fail(Code::unsupported, "search: no such parameter of this kind");
    if (!searchable(*parameter)) return fail(Code::unsupported, "search: a parameter of such a type");
    TRY(auto any_of, alternatives(*parameter, value));
    owner(*parameter, any_of);
    search_.all_of.push_back({std::string(name), std::move(any_of)});
    return {};
  }

 private:
  Result<void> ids(const std::string& value) {
    if (!search_.ids.empty()) return fail(Code::unsupported, "search: _id twice");
    for (const auto id : pieces(value, ',')) {
      if (!is_id(id)) return fail(Code::invalid, "search: not an id");
      search_.ids.emplace_back(id);
    }
    if (search_.ids.size() > most_alternatives) return fail(Code::too_large, "search: too many values");
    if (&type_ == &definitions_.compartment() && search_.ids.size() == 1)
      search_.compartment = search_.ids.front();
    return {};
  }

  Result<void> count(std::string_view value) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number == 0) {
      return fail(Code::invalid, "search: not a count");
    }
    search_.count = std::min(number, most_entries);
    return {};
  }

  Result<void> sort(std::string_view value) {
    Sort sort;
    if (value.starts_with('-')) {
      sort.order = Sort::Order::descending;
      value.remove_prefix(1);
    }
    const Parameter* parameter = definitions_.parameter(type_, value);
    if (parameter == nullptr || parameter->type() != ParameterType::date || parameter->path_count == 0) {
      return fail(Code::unsupported, "search: one can sort by one date only");
    }
    sort.parameter = value;
    search_.sort = std::move(sort);
    return {};
  }

  Result<void> page(const std::string& value) {
    if (value.size() > 512) return fail(Code::invalid, "search: not a page of ours");
    search_.page = value;
    return {};
  }

  Result<void> format(std::string_view value) {
    if (is_json_format(value)) return {};
    return fail(Code::unsupported, "search: a format other than JSON");
  }

  /// A search for one owner by the parameter that decides ownership can stay inside that owner's compartment.
  void owner(const Parameter& parameter, const std::vector<Alternative>& any_of) {
    if (!parameter.owner() || any_of.size() != 1) return;
    const auto local = local_reference(any_of.front().text);
    if (!local || definitions_.type(local->kind) != &definitions_.compartment()) return;
    search_.compartment = std::string(local->id);
  }

  const Definitions& definitions_ = Definitions::load();
  const Type& type_;
  Search& search_;
};

}  // namespace

bool is_json_format(std::string_view format) {
  return format == "json" || format == "application/json" || format == "application/fhir+json";
}

bool searchable(const Parameter& parameter) {
  switch (parameter.type()) {
    case ParameterType::date:
    case ParameterType::string:
    case ParameterType::token:
    case ParameterType::reference:
    case ParameterType::uri:
      return parameter.path_count != 0;
    case ParameterType::number:
    case ParameterType::composite:
    case ParameterType::quantity:
    case ParameterType::special:
      return false;
  }
  std::unreachable();
}

Result<Search> parse_search(std::string_view kind,
                            const std::vector<std::pair<std::string, std::string>>& parameters) {
  const Type* type = Definitions::load().type(kind);
  if (type == nullptr || !type->resource())
    return fail(Code::unsupported, "search: no such kind of resource");
  if (parameters.size() > most_parameters) return fail(Code::too_large, "search: too many parameters");
  Search search;
  TRY(search.kind, policy::Kind::parse(kind));
  Reader reader(*type, search);
  for (const auto& [name, value] : parameters) {
    TRY(reader.take(name, value));
  }
  return search;
}

}  // namespace salus::fhir
