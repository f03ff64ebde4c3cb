// SPDX-License-Identifier: Apache-2.0
// Reads Wycheproof's files (C2SP), which lie beside the clone; a missing file is a failure, never a skip.
#pragma once

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

#include <functional>
#include <string>

#include <gtest/gtest.h>
#include <simdjson.h>

namespace salus::crypto {

inline Bytes hex(simdjson::dom::element row, const char* field) {
  auto bytes = from_hex(std::string_view(row[field]));
  EXPECT_TRUE(bytes) << field;
  return bytes ? *bytes : Bytes{};
}
inline SecretBytes secret_hex(simdjson::dom::element row, const char* field) {
  return SecretBytes(hex(row, field));
}
inline bool valid(simdjson::dom::element row) {
  return std::string_view(row["result"]) == "valid";
}

/// Calls `check` with each row and its group, and returns how many there were.
inline int each_vector(
    const char* file,
    const std::function<void(simdjson::dom::element group, simdjson::dom::element row)>& check) {
  simdjson::dom::parser parser;
  simdjson::dom::element all;
  const auto path = std::string(SALUS_DATA_DIR) + "/wycheproof/" + file;
  if (const auto failed = parser.load(path).get(all)) {
    ADD_FAILURE() << path << ": " << simdjson::error_message(failed);
    return 0;
  }
  int rows = 0;
  for (const simdjson::dom::element group : all["testGroups"].get_array()) {
    for (const simdjson::dom::element row : group["tests"].get_array()) {
      SCOPED_TRACE(std::string(file) + " " + std::to_string(std::int64_t(row["tcId"])));
      check(group, row);
      ++rows;
    }
  }
  return rows;
}

}  // namespace salus::crypto
