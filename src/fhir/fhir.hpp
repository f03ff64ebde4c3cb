// SPDX-License-Identifier: Apache-2.0
// The front door of fhir: the R4 engine. Pure functions over bytes, driven by HL7's definitions as a table;
// no kind of resource is named in this room (script/lint/no-kinds-in-fhir.sh), except the three that FHIR's
// engine itself writes.
//
// A write: Resource::parse → owner_of → split → records. A read: records → join → bytes. A search:
// parse_search → lookup (the index) → matches (exact, on what was opened) → join → search_bundle. All of it
// is thread-safe.
#pragma once

#include "fhir/bundle.hpp"
#include "fhir/compartment.hpp"
#include "fhir/definitions.hpp"
#include "fhir/issue.hpp"
#include "fhir/join.hpp"
#include "fhir/resource.hpp"
#include "fhir/search.hpp"
#include "fhir/split.hpp"
