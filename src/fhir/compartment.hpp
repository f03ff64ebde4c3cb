// SPDX-License-Identifier: Apache-2.0
// Whose record a resource is, by HL7's definition of the patient compartment.
#pragma once

#include "fhir/resource.hpp"

#include <string>

namespace salus::fhir {

struct Owner {
  enum class Who : std::uint8_t {
    nobody,   ///< no reference puts it into a compartment here: it belongs to staff or to the tenant
    itself,   ///< it is of the kind that owns compartments
    another,  ///< a record of that kind, with this id
  };
  Who who = Who::nobody;
  std::string id;
};

/// The first parameter of the compartment's definition that names someone decides. Code::unprocessable when
/// it names two: a record has exactly one owner. So too when somebody who may own records is named by an
/// address: be it our own, only references to records here decide, and another would.
Result<Owner> owner_of(const Resource& resource);

}  // namespace salus::fhir
