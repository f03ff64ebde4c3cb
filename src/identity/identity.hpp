// SPDX-License-Identifier: Apache-2.0
// The front door of identity: who somebody is, proved by two factors, and for how long we believe it.
#pragma once

#include "identity/account.hpp"
#include "identity/accounts.hpp"
#include "identity/enrolment.hpp"
#include "identity/password.hpp"
#include "identity/session_routes.hpp"
#include "identity/sessions.hpp"
#include "identity/totp.hpp"
