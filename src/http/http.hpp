// SPDX-License-Identifier: Apache-2.0
// The front door of http: an HTTPS/1.1 and WebSocket server that knows no medicine.
//
// TLS 1.3 only, hard limits on everything a stranger can send, security headers on every response. What a
// handler gets is already checked for form; what it returns is sent with the headers of `SecurityHeaders`,
// which it can only make stricter. Nothing of Beast, OpenSSL or a socket shows here.
#pragma once

#include "http/certificate.hpp"
#include "http/cookie.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "http/static.hpp"
#include "http/target.hpp"
#include "http/websocket.hpp"
