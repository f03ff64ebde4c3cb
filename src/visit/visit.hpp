// SPDX-License-Identifier: Apache-2.0
// The front door: what a visit needs between opening the call and hanging up.
#pragma once

#include "visit/room.hpp"
#include "visit/rooms.hpp"
#include "visit/sdp.hpp"
#include "visit/signal.hpp"
