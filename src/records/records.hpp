// SPDX-License-Identifier: Apache-2.0
// The front door of records: what is sealed, how it is found, and the only way in which it leaves.
#pragma once

#include "records/disclose.hpp"
#include "records/document.hpp"
#include "records/sealed.hpp"
#include "records/vault.hpp"
