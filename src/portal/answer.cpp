// SPDX-License-Identifier: Apache-2.0
// Discloses shaped documents.
#include "answer.hpp"

#include "records/disclose.hpp"

namespace salus::portal {

Result<std::string> disclosed(gate::Documents opened, Audience to, const Shape& shape) {
  auto shaped = std::move(opened).shape([&shape](const Documents& documents) -> Result<Bytes> {
    TRY(const auto text, shape(documents));
    return to_bytes(as_bytes(text));
  });
  TRY(const auto bytes, records::disclose(std::move(shaped), to.hop));
  return std::string(as_text(bytes));
}

http::Response json_response(std::uint16_t status, std::string_view json) {
  return http::Response::json(status, json);
}

}  // namespace salus::portal
