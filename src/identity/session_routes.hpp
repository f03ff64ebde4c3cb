// SPDX-License-Identifier: Apache-2.0
// The routes of enrolling, signing in, locking, unlocking and signing out.
#pragma once

#include "identity/enrolment.hpp"
#include "identity/sessions.hpp"

#include <functional>
#include <string>

namespace salus::identity {

/// What the sign-in pages say of a clinic.
struct ClinicWords {
  std::string name;
  std::string region;
  std::string time_zone;  ///< IANA
};

struct SessionRoutes {
  Sessions& sessions;
  Accounts& accounts;
  std::function<ClinicWords(TenantId)> clinic;
  std::chrono::seconds idle;
  enum class Mode : std::uint8_t { clinic, demo } mode = Mode::clinic;
};

inline constexpr std::string_view session_cookie = "__Host-salus";

/// `context` must outlive the routes.
std::vector<route::Route> session_routes(const SessionRoutes& context);
std::vector<route::Route> enrolment_routes(Enrolments& enrolments);

}  // namespace salus::identity
