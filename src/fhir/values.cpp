// SPDX-License-Identifier: Apache-2.0
// Follows a parameter's paths through a resource and reads what stands at their ends.
#include "values.hpp"

#include "cover.hpp"
#include "fold.hpp"

#include <algorithm>

namespace salus::fhir {
namespace {

using Shape = Json::Shape;

/// Follows one path, step by step, with all values found so far.
class Walk {
 public:
  explicit Walk(const Resource& resource) : json_(resource.json()), found_{{0, &resource.type(), nullptr}} {}

  void step(const Step& step) {
    std::vector<Found> next;
    for (const Found& one : found_) take(step, one, next);
    found_ = std::move(next);
  }
  std::vector<Found> found() && { return std::move(found_); }

 private:
  void take(const Step& step, const Found& from, std::vector<Found>& next) const {
    switch (step.kind) {
      case StepKind::child:
      case StepKind::json:
        return children(step, from, next);
      case StepKind::target: {
        const auto text = part(from.at, "reference");
        const auto local = local_reference(text);
        if (local && local->kind == definitions_.text(step.a)) next.push_back(from);
        return;
      }
      case StepKind::where:
        if (part(from.at, definitions_.text(step.a)) == definitions_.text(step.b)) next.push_back(from);
        return;
      case StepKind::truth:
        return next.push_back(from);
    }
  }

  void children(const Step& step, const Found& from, std::vector<Found>& next) const {
    if (json_[from.at].shape != Shape::object) return;
    for (auto i = json_.first(from.at); i < json_.end(from.at); i = json_.next(i)) {
      const Element* element = definitions_.element(*from.type, json_.name(i));
      if (element == nullptr || (step.kind == StepKind::child ? element->name : element->json) != step.a)
        continue;
      const Type* type = &definitions_.type(element->type);
      const Element* top = from.top == nullptr ? element : from.top;
      if (!element->list()) {
        next.push_back({i, type, top});
      } else if (json_[i].shape == Shape::array) {
        for (auto item = json_.first(i); item < json_.end(i); item = json_.next(item)) {
          if (json_[item].shape != Shape::null) next.push_back({item, type, top});
        }
      }
    }
  }

  std::string part(Json::Index at, std::string_view name) const {
    const auto i = json_[at].shape == Shape::object ? json_.find(at, name) : 0;
    return i != 0 && json_[i].shape == Shape::string ? json_.string(i) : std::string();
  }

  const Definitions& definitions_ = Definitions::load();
  const Json& json_;
  std::vector<Found> found_;
};

/// Reads values at the end of a path, by the datatype that stands there.
class Reader {
 public:
  Reader(const Json& json, std::vector<Value>& out) : json_(json), out_(out) {}

  void read(ParameterType type, const Found& found, bool truth) {
    found_ = &found;
    const auto name = Definitions::load().text(found.type->name);
    if (truth) return put({}, json_.raw(found.at) == "false" ? "false" : "true");
    switch (type) {
      case ParameterType::token:
        return token(found.at, name);
      case ParameterType::string:
        return string(found.at, name);
      case ParameterType::date:
        return date(found.at, name);
      case ParameterType::reference:
      case ParameterType::uri:
        return reference(found.at, name);
      default:
        return;
    }
  }

 private:
  using Index = Json::Index;

  void put(std::string system, std::string text, Interval interval = {}) {
    out_.push_back({found_->top, std::move(system), std::move(text), interval});
  }
  std::string text(Index at) const {
    return json_[at].shape == Shape::string ? json_.string(at) : std::string(json_.raw(at));
  }
  std::string part(Index at, std::string_view name) const {
    const Index i = json_[at].shape == Shape::object ? json_.find(at, name) : 0;
    return i == 0 ? std::string() : text(i);
  }
  template <class F>
  void each(Index at, std::string_view name, F f) const {
    const Index list = json_[at].shape == Shape::object ? json_.find(at, name) : 0;
    if (list == 0) return;
    if (json_[list].shape != Shape::array) return f(list);
    for (Index i = json_.first(list); i < json_.end(list); i = json_.next(i)) {
      if (json_[i].shape != Shape::null) f(i);
    }
  }

  void token(Index at, std::string_view name) {
    if (name == "CodeableConcept") {
      return each(at, "coding", [this](Index i) { put(part(i, "system"), part(i, "code")); });
    }
    if (name == "Coding") return put(part(at, "system"), part(at, "code"));
    if (name == "Identifier") return put(part(at, "system"), part(at, "value"));
    if (name == "ContactPoint") return put({}, part(at, "value"));
    if (json_[at].shape != Shape::object) put({}, text(at));
  }

  void string(Index at, std::string_view name) {
    const auto parts = [&](std::initializer_list<std::string_view> names) {
      for (auto one : names) each(at, one, [this](Index i) { put({}, text(i)); });
    };
    if (name == "HumanName") return parts({"text", "family", "given", "prefix", "suffix"});
    if (name == "Address") {
      return parts({"text", "line", "city", "district", "state", "postalCode", "country"});
    }
    if (json_[at].shape == Shape::string) put({}, text(at));
  }

  void date(Index at, std::string_view name) {
    if (name == "Period") return period(at);
    if (name == "Timing") {
      each(at, "event", [this](Index i) { moment(i); });
      each(at, "repeat", [this](Index i) { each(i, "boundsPeriod", [this](Index p) { period(p); }); });
      return;
    }
    if (json_[at].shape == Shape::string) moment(at);
  }
  void moment(Index at) {
    if (const auto moment = parse_moment(text(at))) put({}, {}, moment->interval);
  }
  void period(Index at) {
    const auto start = parse_moment(part(at, "start"));
    const auto end = parse_moment(part(at, "end"));
    if (!start && !end) return;
    put({}, {}, {start ? start->interval.low : Time::min(), end ? end->interval.high : Time::max()});
  }

  void reference(Index at, std::string_view name) {
    auto text = name == "Reference"                ? part(at, "reference")
                : json_[at].shape == Shape::string ? this->text(at)
                                                   : "";
    if (text.empty() || text.starts_with('#')) return;
    if (const auto local = local_reference(text)) {
      text = std::string(local->kind).append("/").append(local->id);
    }
    put({}, std::move(text));
  }

  const Json& json_;
  std::vector<Value>& out_;
  const Found* found_ = nullptr;
};

bool is_truth(const Path& path) {
  const auto steps = Definitions::load().steps(path);
  return !steps.empty() && steps.back().kind == StepKind::truth;
}

}  // namespace

std::vector<Found> follow(const Resource& resource, const Path& path) {
  Walk walk(resource);
  for (const Step& step : Definitions::load().steps(path)) walk.step(step);
  return std::move(walk).found();
}

std::vector<Value> values(const Resource& resource, const Parameter& parameter) {
  std::vector<Value> out;
  Reader reader(resource.json(), out);
  for (const Path& path : Definitions::load().paths(parameter)) {
    for (const Found& found : follow(resource, path)) reader.read(parameter.type(), found, is_truth(path));
  }
  return out;
}

std::vector<std::string> index_words(ParameterType type, const Value& value) {
  std::vector<std::string> words;
  switch (type) {
    case ParameterType::token:
      if (value.text.empty()) break;
      words = {value.text, value.system + "|" + value.text};
      break;
    case ParameterType::string:
      for (const auto& word : fold_words(value.text)) {
        for (auto& part : beginnings(word)) words.push_back(std::move(part));
      }
      break;
    case ParameterType::date:
      words = cover_words(value.interval);
      break;
    case ParameterType::reference:
    case ParameterType::uri:
      words = {value.text};
      break;
    default:
      break;
  }
  std::ranges::sort(words);
  const auto [first, last] = std::ranges::unique(words);
  words.erase(first, last);
  return words;
}

}  // namespace salus::fhir
