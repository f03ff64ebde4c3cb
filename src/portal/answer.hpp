// SPDX-License-Identifier: Apache-2.0
// From what the gate opened to a piece of JSON: shaped by a pure function, disclosed to the audience's hop.
#pragma once

#include "audience.hpp"
#include "gate/gate.hpp"
#include "http/response.hpp"

#include <functional>
#include <string>

namespace salus::portal {

using Documents = std::vector<records::Document>;
using Shape = std::function<Result<std::string>(const Documents&)>;

/// JSON text, allowed to travel to `to.hop`.
Result<std::string> disclosed(gate::Documents opened, Audience to, const Shape& shape);
http::Response json_response(std::uint16_t status, std::string_view json);

}  // namespace salus::portal
