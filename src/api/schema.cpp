// SPDX-License-Identifier: Apache-2.0
// The contract of /api/v1, given out as it is built into the program, so that the two can't be of different
// ages.
#include "api/api.hpp"

#include <string_view>

asm(".section .rodata\n"
    "salus_api_schema: .incbin \"" SALUS_API_SCHEMA
    "\"\n"
    "salus_api_schema_end: .byte 0\n"
    ".previous\n");
extern "C" const char salus_api_schema[];
extern "C" const char salus_api_schema_end[];

namespace salus::api {
namespace {

Task<http::Response> schema(route::OpenCall) {
  const std::string_view text(salus_api_schema, salus_api_schema_end);
  co_return http::Response::json(200, text);
}

}  // namespace

route::Route schema_route() {
  return {http::Method::get, "/api/v1/openapi.json",
          route::Open{"says only what the program can do", schema}};
}

}  // namespace salus::api
