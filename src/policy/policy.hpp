// SPDX-License-Identifier: Apache-2.0
// The front door of policy: what the rules are, who acts, and the one function that decides.
#pragma once

#include "policy/decide.hpp"
#include "policy/grant.hpp"
#include "policy/hop.hpp"
#include "policy/hops.hpp"
#include "policy/map.hpp"
#include "policy/phi.hpp"
#include "policy/portal.hpp"
#include "policy/rules.hpp"
#include "policy/subject.hpp"
#include "policy/vocabulary.hpp"
