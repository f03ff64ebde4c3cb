// SPDX-License-Identifier: Apache-2.0
// How a response becomes bytes.
#pragma once

#include "head.hpp"
#include "http/response.hpp"
#include "http/server.hpp"

#include <string>
#include <string_view>

namespace salus::http {

/// The fields that every response of a server carries, put together once.
std::string security_fields(const SecurityHeaders& security, Transport transport);

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7), now.
std::string date_now();

/// Status line and fields with the empty line. `common` is from `security_fields`, `date` from `date_now`.
/// False in place of a head when a field of the response may not be sent.
std::optional<std::string> reply_head(const Response& response, std::string_view common,
                                      std::string_view date, After after);

/// What goes out as the body: `shared` or `body`, nothing for a status that has none.
ByteView reply_body(const Response& response);

}  // namespace salus::http
