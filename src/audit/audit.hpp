// SPDX-License-Identifier: Apache-2.0
// The front door of audit: every touch becomes a durable entry first; the entry's receipt is what opens a
// record.
#pragma once

#include "audit/entry.hpp"
#include "audit/head.hpp"
#include "audit/log.hpp"
#include "audit/opened.hpp"
#include "audit/receipt.hpp"
#include "audit/verify.hpp"
