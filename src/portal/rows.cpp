// SPDX-License-Identifier: Apache-2.0
// Reads times, codes and numbers of resources.
#include "rows.hpp"

#include "days.hpp"
#include "fhir/moment.hpp"
#include "names.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace salus::portal {
namespace {

constexpr char kept_back = '-';
constexpr char complete = '+';

bool in_error(const View& view) {
  return view.text("status") == "entered-in-error" ||
         view.text("verificationStatus.coding.0.code") == "entered-in-error";
}

Time moment_of(const View& view, std::initializer_list<std::string_view> times) {
  for (const std::string_view path : times) {
    if (const auto moment = fhir::parse_moment(view.text(path))) return moment->interval.low;
  }
  return Time::min();
}

}  // namespace

Result<std::vector<View>> newest_first(const Documents& documents,
                                       std::initializer_list<std::string_view> times) {
  std::vector<std::pair<Time, View>> found;
  for (const records::Document& document : documents) {
    TRY(auto view, View::of(document));
    if (in_error(view)) continue;
    const Time at = moment_of(view, times);
    found.emplace_back(at, std::move(view));
  }
  std::ranges::stable_sort(found, std::greater(), &std::pair<Time, View>::first);
  std::vector<View> views;
  for (auto& [at, view] : found) views.push_back(std::move(view));
  return views;
}

std::string time_at(const View& view, std::string_view path) {
  const auto moment = fhir::parse_moment(view.text(path));
  return moment ? rfc3339(moment->interval.low) : std::string();
}

std::string date_at(const View& view, std::string_view path, const Zone& zone) {
  std::string text = view.text(path);
  if (text.size() <= 10) return text;
  const auto moment = fhir::parse_moment(text);
  return moment ? day_text(zone.day(moment->interval.low)) : std::string();
}

std::string concept_at(const View& view, std::string_view path) {
  const std::string base(path);
  for (const char* part : {".text", ".coding.0.display", ".coding.0.code"}) {
    std::string text = view.text(base + part);
    if (!text.empty()) return text;
  }
  return {};
}

std::optional<double> number_at(const View& view, std::string_view path) {
  const std::string text = view.text(path);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return {};
  return value;
}

std::string packed(const Documents& documents, std::string_view json) {
  const bool partly = std::ranges::any_of(
      documents, [](const records::Document& document) { return !document.withheld.empty(); });
  return (partly ? kept_back : complete) + std::string(json);
}

Rows unpacked(std::string_view text) {
  return {std::string(text.substr(1)), text.front() == kept_back};
}

}  // namespace salus::portal
