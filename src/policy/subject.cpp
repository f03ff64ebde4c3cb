// SPDX-License-Identifier: Apache-2.0
// What all subjects have in common.
#include "policy/subject.hpp"

namespace salus::policy {

Person Person::in_background() const {
  Person person = *this;
  person.background_ = true;
  return person;
}

TenantId tenant_of(const Subject& subject) {
  struct Tenant {
    TenantId operator()(const Person& person) const { return person.tenant(); }
    TenantId operator()(const Service& service) const { return service.tenant(); }
    TenantId operator()(const Component& component) const { return component.tenant(); }
    TenantId operator()(const Anonymous& nobody) const { return nobody.tenant; }
  };
  return std::visit(Tenant{}, subject);
}

}  // namespace salus::policy
