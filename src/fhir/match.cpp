// SPDX-License-Identifier: Apache-2.0
// Turns a search into words of the index, and holds opened records against it.
#include "cover.hpp"
#include "fold.hpp"
#include "join.hpp"
#include "search.hpp"
#include "values.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace salus::fhir {
namespace {

Interval sought(const Alternative& one) {
  switch (one.comparison) {
    case Comparison::eq:
      return one.interval;
    case Comparison::lt:
    case Comparison::eb:
      return {Time::min(), one.interval.low};
    case Comparison::gt:
    case Comparison::sa:
      return {one.interval.high, Time::max()};
    case Comparison::le:
      return {Time::min(), one.interval.high};
    case Comparison::ge:
      return {one.interval.low, Time::max()};
  }
  std::unreachable();
}

bool holds(const Alternative& one, const Interval& value) {
  const Interval& given = one.interval;
  switch (one.comparison) {
    case Comparison::eq:
      return given.contains(value);
    case Comparison::lt:
      return value.low < given.low;
    case Comparison::gt:
      return value.high > given.high;
    case Comparison::le:
      return value.low < given.high;  // some of it lies in or before what was given
    case Comparison::ge:
      return value.high > given.low;
    case Comparison::sa:
      return value.low >= given.high;
    case Comparison::eb:
      return value.high <= given.low;
  }
  std::unreachable();
}

std::vector<std::string> words(ParameterType type, const Alternative& one) {
  switch (type) {
    case ParameterType::token:
      return {one.system ? *one.system + "|" + one.text : one.text};
    case ParameterType::string:
      return {beginning(one.words.front())};
    case ParameterType::date:
      return cover_query(sought(one));
    default:
      return {one.text};
  }
}

/// Each word must begin some word of the values together: a name's parts are values of their own.
bool spoken(const Alternative& one, const std::vector<Value>& values) {
  return std::ranges::all_of(one.words, [&](const std::string& word) {
    return std::ranges::any_of(values, [&](const Value& value) {
      return std::ranges::any_of(fold_words(value.text),
                                 [&](const auto& had) { return begins_with(had, word); });
    });
  });
}

bool holds(ParameterType type, const Alternative& one, const std::vector<Value>& values) {
  if (type == ParameterType::string) return spoken(one, values);
  return std::ranges::any_of(values, [&](const Value& value) {
    if (type == ParameterType::date) return holds(one, value.interval);
    return value.text == one.text && (!one.system || value.system == *one.system);
  });
}

const Parameter* find(const Search& search, std::string_view name) {
  const auto& definitions = Definitions::load();
  const Type* type = definitions.type(search.kind.view());
  return type == nullptr ? nullptr : definitions.parameter(*type, name);
}

/// Classes of the elements where a parameter's paths begin.
Result<policy::ClassSet> classes(const policy::Kind& kind, const Parameter& parameter,
                                 const ClassOf& class_of) {
  const auto& definitions = Definitions::load();
  const Type* type = definitions.type(kind.view());
  policy::ClassSet found;
  for (const Path& path : definitions.paths(parameter)) {
    const Step& first = definitions.steps(path).front();
    for (const Element& element : definitions.elements(*type)) {
      if ((first.kind == StepKind::child ? element.name : element.json) != first.a) continue;
      std::string name(definitions.text(element.name));
      if (element.choice()) name.append("[x]");
      TRY(const auto sensitivity, class_of(kind, name));
      found.add(sensitivity);
      break;
    }
  }
  return found;
}

Result<Resource> reread(const records::Document& document) {
  return Resource::trusted(document.record.kind.view(), as_bytes(joined(document)));
}

}  // namespace

std::size_t Criterion::characters() const {
  std::size_t shortest = SIZE_MAX;
  for (const Alternative& one : any_of) {
    std::size_t size = one.text.size();  // of a string its words are counted
    for (const auto& word : one.words) {
      size += static_cast<std::size_t>(
          std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
    }
    shortest = std::min(shortest, size);
  }
  return shortest;
}

Result<void> check_reach(const Search& search, const policy::Rules& rules) {
  for (const Criterion& criterion : search.all_of) {
    const auto* row = rules.reaches_tenant(search.kind, criterion.parameter);
    if (row == nullptr) continue;
    if (criterion.characters() < static_cast<std::size_t>(row->least_characters))
      return fail(Code::invalid, "fhir: too few characters to search everybody for");
    if (criterion.any_of.size() > static_cast<std::size_t>(row->most_values))
      return fail(Code::invalid, "fhir: too many values to search everybody for at once");
    const bool ranges = std::ranges::any_of(
        criterion.any_of, [](const Alternative& one) { return one.comparison != Comparison::eq; });
    if (ranges && row->compared == policy::TenantWideParameter::Compared::equal)
      return fail(Code::invalid, "fhir: everybody can be searched for an equal value only");
  }
  return {};
}

Result<std::vector<std::vector<records::SearchValue>>> lookup(const Search& search, const ClassOf& class_of) {
  std::vector<std::vector<records::SearchValue>> all_of;
  if (!search.ids.empty()) {
    auto& any_of = all_of.emplace_back();
    for (const auto& id : search.ids) any_of.push_back({"_id", id, policy::Class::operational});
  }
  for (const Criterion& criterion : search.all_of) {
    const Parameter* parameter = find(search, criterion.parameter);
    if (parameter == nullptr) return fail(Code::internal, "search: a parameter that was not checked");
    TRY(const auto sensitive, classes(search.kind, *parameter, class_of));
    auto& any_of = all_of.emplace_back();
    for (const Alternative& one : criterion.any_of) {
      for (auto& word : words(parameter->type(), one)) {
        for (int i = 0; i < policy::class_count; ++i) {
          const auto sensitivity = static_cast<policy::Class>(i);
          if (sensitive.has(sensitivity)) any_of.push_back({criterion.parameter, word, sensitivity});
        }
      }
    }
  }
  return all_of;
}

Result<policy::ClassSet> classes(const Search& search, const ClassOf& class_of) {
  policy::ClassSet found;
  for (const Criterion& criterion : search.all_of) {
    const Parameter* parameter = find(search, criterion.parameter);
    if (parameter == nullptr) return fail(Code::internal, "search: a parameter that was not checked");
    TRY(const auto sensitive, classes(search.kind, *parameter, class_of));
    found = found | sensitive;
  }
  if (const Parameter* parameter = search.sort ? find(search, search.sort->parameter) : nullptr) {
    TRY(const auto sensitive, classes(search.kind, *parameter, class_of));
    found = found | sensitive;
  }
  return found;
}

bool matches(const Search& search, const records::Document& document) {
  if (document.record.kind != search.kind) return false;
  if (!search.ids.empty() && std::ranges::find(search.ids, document.record.id.text()) == search.ids.end())
    return false;
  if (search.all_of.empty()) return true;
  const auto resource = reread(document);
  if (!resource) return false;
  return std::ranges::all_of(search.all_of, [&](const Criterion& criterion) {
    const Parameter* parameter = find(search, criterion.parameter);
    if (parameter == nullptr) return false;
    const auto found = values(*resource, *parameter);
    return std::ranges::any_of(criterion.any_of,
                               [&](const Alternative& one) { return holds(parameter->type(), one, found); });
  });
}

std::int64_t rank(const Search& search, const records::Document& document) {
  const Parameter* parameter = search.sort ? find(search, search.sort->parameter) : nullptr;
  if (parameter == nullptr) return 0;
  constexpr auto last = std::numeric_limits<std::int64_t>::max();
  const auto resource = reread(document);
  if (!resource) return last;
  std::int64_t first = last;
  for (const Value& value : values(*resource, *parameter)) {
    const std::int64_t at = value.interval.low.time_since_epoch().count();
    first = std::min(first, search.sort->order == Sort::Order::descending ? ~at : at);
  }
  return first;
}

}  // namespace salus::fhir
