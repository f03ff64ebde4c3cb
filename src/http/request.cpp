// SPDX-License-Identifier: Apache-2.0
// What a client asked for, after every check of form.
#include "http/request.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace salus::http {

std::string_view name(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::remove:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  std::abort();
}

std::optional<Method> parse_method(std::string_view text) {
  for (const Method method : {Method::get, Method::head, Method::post, Method::put, Method::patch,
                              Method::remove, Method::options}) {
    if (name(method) == text) return method;
  }
  return std::nullopt;
}

std::string Request::media_type() const {
  const std::string_view value = header("content-type").value_or("");
  std::string type(value.substr(0, value.find(';')));
  type.erase(std::remove_if(type.begin(), type.end(), [](char c) { return c == ' ' || c == '\t'; }),
             type.end());
  std::ranges::transform(type, type.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return type;
}

}  // namespace salus::http
