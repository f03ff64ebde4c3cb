// SPDX-License-Identifier: Apache-2.0
// The check of a resource: one walk over its values beside the definitions' table.
#include "moment.hpp"
#include "primitive.hpp"
#include "resource.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace salus::fhir {
namespace {

using Index = Json::Index;
using Shape = Json::Shape;
constexpr std::size_t most_issues = 50;

/// Datatypes whose rules go beyond the table's, and primitives by the index of their type.
struct Known {
  explicit Known(const Definitions& definitions) : primitives(definitions.types().size()) {
    for (std::size_t i = 0; i < primitives.size(); ++i) {
      if (definitions.types()[i].primitive())
        primitives[i] = primitive(definitions.text(definitions.types()[i].name));
    }
    resource = definitions.type("Resource");
    reference = definitions.type("Reference");
    coding = definitions.type("Coding");
    concept_ = definitions.type("CodeableConcept");
    companion = definitions.type("Element");
    meta = definitions.type("Meta");
    period = definitions.type("Period");
  }
  std::vector<const Primitive*> primitives;
  const Type *resource, *reference, *coding, *concept_, *companion, *meta, *period;
};

class Checker {
 public:
  Checker(const Json& json, const Type& type) : json_(json), definitions_(Definitions::load()) {
    static const Known known(definitions_);
    known_ = &known;
    trail_.push_back({definitions_.text(type.name), -1});
  }

  std::vector<Issue> run(const Type& type) {
    if (const Index contained = json_.find(0, "contained"); contained != 0) gather(contained);
    object(0, type, nullptr);
    return std::move(issues_);
  }

 private:
  struct Crumb {
    std::string_view name;
    int index;
  };

  void report(IssueCode code, Literal text, std::string_view below = {}) {
    if (issues_.size() >= most_issues) return;
    std::string path;
    for (const Crumb& crumb : trail_) {
      if (!path.empty()) path.push_back('.');
      path.append(crumb.name);
      if (crumb.index >= 0) path.append("[").append(std::to_string(crumb.index)).append("]");
    }
    if (!below.empty()) path.append(".").append(below);
    issues_.push_back({code, text, std::move(path)});
  }

  void gather(Index contained) {
    if (json_[contained].shape != Shape::array) return;
    for (Index i = json_.first(contained); i < json_.end(contained); i = json_.next(i)) {
      const Index id = json_[i].shape == Shape::object ? json_.find(i, "id") : 0;
      if (id != 0 && json_[id].shape == Shape::string) contained_.push_back(json_.string(id));
    }
  }

  void object(Index at, const Type& type, const Element* from) {
    if (json_[at].count == 0) return report(IssueCode::structure, "An object may not be empty.");
    std::uint64_t seen = 0;
    std::array<std::uint32_t, 64> chosen;  // the JSON name that took a slot, where it is seen
    for (Index i = json_.first(at); i < json_.end(at) && issues_.size() < most_issues; i = json_.next(i)) {
      auto name = json_.name(i);
      if (name == "resourceType" && (type.resource() || type.abstract())) continue;
      const bool companion = name.starts_with('_');
      if (companion) name.remove_prefix(1);
      const Element* element = definitions_.element(type, name);
      if (element == nullptr || (companion && !definitions_.type(element->type).primitive()) ||
          (companion && name == "id")) {
        report(IssueCode::structure, "The definition has no such element here.");
        continue;
      }
      const auto json = static_cast<std::uint32_t>(element->json);
      const auto bit = std::uint64_t{1} << element->slot();
      if ((seen & bit) != 0 && chosen[element->slot()] != json) {
        report(IssueCode::structure, "A choice may have one type only.", definitions_.text(element->name));
      }
      seen |= bit;
      chosen[element->slot()] = json;
      trail_.push_back({definitions_.text(element->name), -1});
      if (companion) {
        companions(i, *element, json_.find(at, name));
      } else {
        values(i, *element, at, type);
      }
      trail_.pop_back();
    }
    missing(type, type.required() & ~seen);
    if (from != nullptr) rules(at, type, *from);
  }

  void missing(const Type& type, std::uint64_t slots) {
    for (const Element& element : definitions_.elements(type)) {
      const auto bit = std::uint64_t{1} << element.slot();
      if ((slots & bit) == 0) continue;
      slots &= ~bit;
      report(IssueCode::required, "A mandatory element is missing.", definitions_.text(element.name));
    }
  }

  void values(Index at, const Element& element, Index parent, const Type& parent_type) {
    const auto name = definitions_.text(element.name);
    if (element.modifier() && (name == "modifierExtension" || name == "implicitRules")) {
      return report(IssueCode::extension, "This changes the meaning of the rest, and isn't understood here.");
    }
    if (!element.list()) return value(at, element, &parent_type);
    if (json_[at].shape != Shape::array) return report(IssueCode::structure, "A list is expected.");
    if (json_[at].count == 0) return report(IssueCode::structure, "A list may not be empty.");
    int number = 0;
    for (Index i = json_.first(at); i < json_.end(at); i = json_.next(i)) {
      trail_.back().index = number++;
      if (json_[i].shape == Shape::null && definitions_.type(element.type).primitive() &&
          extended(parent, json_.name(at), number - 1)) {
        continue;
      }
      value(i, element, &parent_type);
    }
  }

  /// Does the companion of list `name` say something about item `number`, which has no value?
  bool extended(Index parent, std::string_view name, int number) const {
    const Index list = json_.find(parent, std::string("_").append(name));
    if (list == 0 || json_[list].shape != Shape::array) return false;
    for (Index i = json_.first(list); i < json_.end(list); i = json_.next(i)) {
      if (number-- == 0) return json_[i].shape == Shape::object;
    }
    return false;
  }

  void companions(Index at, const Element& element, Index primary) {
    if (!element.list()) {
      if (json_[at].shape != Shape::object) return report(IssueCode::structure, "An object is expected.");
      return object(at, *known_->companion, nullptr);
    }
    if (json_[at].shape != Shape::array || json_[at].count == 0) {
      return report(IssueCode::structure, "A list is expected.");
    }
    if (primary != 0 && json_[primary].shape == Shape::array && json_[primary].count != json_[at].count) {
      return report(IssueCode::structure, "A list and its companion have different lengths.");
    }
    int number = 0;
    for (Index i = json_.first(at); i < json_.end(at); i = json_.next(i)) {
      trail_.back().index = number++;
      if (json_[i].shape == Shape::object) {
        object(i, *known_->companion, nullptr);
      } else if (json_[i].shape != Shape::null || primary == 0) {
        report(IssueCode::structure, "An object is expected.");
      }
    }
  }

  void value(Index at, const Element& element, const Type* parent) {
    const Type& type = definitions_.type(element.type);
    if (const Primitive* primitive = known_->primitives[element.type]; primitive != nullptr) {
      return text(at, element, *primitive, parent);
    }
    if (json_[at].shape != Shape::object) return report(IssueCode::structure, "An object is expected.");
    if (&type == known_->resource) return inner(at, definitions_.text(element.name) == "contained");
    object(at, type, &element);
  }

  void text(Index at, const Element& element, const Primitive& primitive, const Type* parent) {
    if (json_[at].shape != primitive.shape)
      return report(IssueCode::structure, "A value of another JSON type is expected.");
    const auto content = json_[at].shape == Shape::string ? json_.string(at, buffer_) : json_.raw(at);
    const bool good = parent->resource() && definitions_.text(element.json) == "id"
                          ? is_id(content)
                          : primitive.valid(content);
    if (!good) return report(IssueCode::value, "The text isn't one of this datatype.");
    if (element.binding != none && !definitions_.bound(element.binding, content, {})) {
      report(IssueCode::code_invalid, "The code isn't in the required value set.");
    }
  }

  /// A whole resource inside: contained ones have an id and hold no others.
  void inner(Index at, bool contained) {
    const Index named = json_.find(at, "resourceType");
    const Type* type =
        named != 0 && json_[named].shape == Shape::string ? definitions_.type(json_.string(named)) : nullptr;
    if (type == nullptr || !type->resource())
      return report(IssueCode::structure, "No such kind of resource.");
    if (contained && (json_.find(at, "contained") != 0 || json_.find(at, "id") == 0)) {
      report(IssueCode::invariant, "A contained resource has an id and contains no other.");
    }
    if (const Index meta = contained ? json_.find(at, "meta") : 0;
        meta != 0 && json_[meta].shape == Shape::object) {
      for (const auto name : {"versionId", "lastUpdated", "security"}) {
        if (json_.find(meta, name) == 0) continue;
        report(IssueCode::invariant, "A contained resource has no version and no label of its own.");
      }
    }
    auto outer = contained_;
    if (const Index more = json_.find(at, "contained"); more != 0) gather(more);
    object(at, *type, nullptr);
    contained_ = std::move(outer);
  }

  void rules(Index at, const Type& type, const Element& element) {
    if (&type == known_->reference) return reference(at, element);
    if (&type == known_->coding && element.binding != none && !coded(at, element)) {
      report(IssueCode::code_invalid, "The code isn't in the required value set.");
    }
    if (&type == known_->concept_ && element.binding != none) {
      const Index list = json_.find(at, "coding");
      bool found = list == 0 && json_.find(at, "extension") != 0;
      if (list != 0 && json_[list].shape == Shape::array) {
        for (Index i = json_.first(list); i < json_.end(list); i = json_.next(i)) found |= coded(i, element);
      }
      if (!found) report(IssueCode::code_invalid, "No code is in the required value set.");
    }
    if (&type == known_->meta) subsetted(at);
    if (&type == known_->period) forwards(at);
  }

  /// per-1. One that runs backwards is nowhere in time, so that no search would find it.
  void forwards(Index period) {
    const auto moment = [&](std::string_view name) {
      const Index i = json_.find(period, name);
      return i != 0 && json_[i].shape == Shape::string ? parse_moment(json_.string(i)) : std::nullopt;
    };
    const auto start = moment("start");
    const auto end = moment("end");
    if (start && end && end->interval.high <= start->interval.low)
      report(IssueCode::invariant, "It ends before it starts.");
  }

  bool coded(Index coding, const Element& element) const {
    if (json_[coding].shape != Shape::object) return false;
    const auto part = [&](std::string_view name) {
      const Index i = json_.find(coding, name);
      return i != 0 && json_[i].shape == Shape::string ? json_.string(i) : std::string();
    };
    return definitions_.bound(element.binding, part("code"), part("system"));
  }

  void reference(Index at, const Element& element) {
    const Index i = json_.find(at, "reference");
    if (i == 0 || json_[i].shape != Shape::string) return;
    const auto text = json_.string(i, buffer_);
    if (text.starts_with('#')) {
      if (text.size() > 1 && std::ranges::find(contained_, text.substr(1)) == contained_.end()) {
        report(IssueCode::value, "The reference names no contained resource.");
      }
      return;
    }
    if (text.substr(0, text.find('/')).contains(':')) return;  // absolute; its text was checked already
    const auto local = local_reference(text);
    if (!local) return report(IssueCode::value, "A reference is a kind and an id, or absolute.");
    const auto targets = definitions_.targets(element.targets);
    const auto kind =
        static_cast<std::uint32_t>(definitions_.type(local->kind) - definitions_.types().data());
    if (!targets.empty() && std::ranges::find(targets, kind) == targets.end()) {
      report(IssueCode::value, "The element doesn't allow references to this kind.");
    }
  }

  void subsetted(Index meta) {
    const Index tags = json_.find(meta, "tag");
    if (tags == 0 || json_[tags].shape != Shape::array) return;
    for (Index i = json_.first(tags); i < json_.end(tags); i = json_.next(i)) {
      const Index code = json_[i].shape == Shape::object ? json_.find(i, "code") : 0;
      if (code != 0 && json_.raw(code) == R"("SUBSETTED")") {
        report(IssueCode::business_rule, "This is a part of a resource; only a whole one can be written.");
      }
    }
  }

  const Json& json_;
  const Definitions& definitions_;
  const Known* known_ = nullptr;
  std::vector<Crumb> trail_;
  std::vector<std::string> contained_;
  std::vector<Issue> issues_;
  std::string buffer_;
};

}  // namespace

std::vector<Issue> check(const Json& json, const Type& type) {
  return Checker(json, type).run(type);
}

}  // namespace salus::fhir
