// SPDX-License-Identifier: Apache-2.0
// One labelled edge of the PHI data-flow map. The hops themselves are generated from policy/dataflow.toml
// into `policy/hops.hpp`, as constants in namespace salus::hop: a flow that the map doesn't declare has no
// name.
#pragma once

#include "policy/vocabulary.hpp"

#include <cstdint>
#include <string_view>

namespace salus::hop {
struct Table;
}

namespace salus::policy {

/// A handle to a declared hop; what the map says about it stands in `Map`.
class Hop {
 public:
  constexpr std::string_view name() const { return name_; }
  constexpr std::uint16_t index() const { return index_; }
  constexpr ClassSet classes() const { return classes_; }  ///< the classes that may travel here
  friend constexpr bool operator==(Hop a, Hop b) { return a.index_ == b.index_; }

 private:
  friend struct hop::Table;
  constexpr Hop(std::string_view name, std::uint16_t index, ClassSet classes)
      : name_(name), index_(index), classes_(classes) {}

  std::string_view name_;
  std::uint16_t index_;
  ClassSet classes_;
};

}  // namespace salus::policy
