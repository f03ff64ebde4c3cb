// SPDX-License-Identifier: Apache-2.0
// A component's name stands in the source, so that nobody can ask to be one.
// rooms: policy
// refused: error: .*(no matching|could not convert)
#include "policy/subject.hpp"

#include <string>

salus::policy::Subject component(salus::TenantId tenant, const std::string& name) {
#ifdef REFUSED
  return salus::policy::Component(tenant, name.c_str());
#else
  static_cast<void>(name);
  return salus::policy::Component(tenant, "identity");
#endif
}
