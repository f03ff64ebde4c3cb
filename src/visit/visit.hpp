// SPDX-License-Identifier: Apache-2.0
// The front door: what a visit needs between booking and hanging up.
#pragma once

#include "visit/sdp.hpp"
