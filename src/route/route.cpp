// SPDX-License-Identifier: Apache-2.0
// What a call says of who makes it.
#include "route/route.hpp"

namespace salus::route {

const policy::Subject& Call::subject() const {
  return *session.subject;
}
const policy::Person& Call::person() const {
  return std::get<policy::Person>(*session.subject);
}

}  // namespace salus::route
