// SPDX-License-Identifier: Apache-2.0
// Messages that the tests of rooms share: one good description, and a way to say things.
#pragma once

#include "visit/signal.hpp"

#include <string>
#include <string_view>

namespace salus::visit {

inline std::string description(std::string_view setup) {
  return "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
         "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\n"
         "a=ice-pwd:0123456789abcdefghijkl\r\n"
         "a=fingerprint:sha-256 "
         "93:C7:8B:C7:9A:40:90:81:03:4D:8E:7F:F1:0E:EF:A8:84:CF:2E:B1:6E:FE:34:E4:90:91:9B:27:"
         "E6:97:03:E8\r\n"
         "a=setup:" +
         std::string(setup) + "\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n";
}

inline std::string hello(CallNumber call) {
  return SignalWriter("hello").add("call", call).finish();
}
inline std::string connected(CallNumber call) {
  return SignalWriter("connected").add("call", call).finish();
}
inline std::string offer(CallNumber call, std::string_view sdp = description("actpass")) {
  return SignalWriter("offer").add("call", call).add("sdp", sdp).finish();
}
inline std::string answer(CallNumber call, std::string_view sdp = description("active")) {
  return SignalWriter("answer").add("call", call).add("sdp", sdp).finish();
}
inline std::string candidate(CallNumber call, std::string_view text) {
  return SignalWriter("candidate").add("call", call).add("candidate", text).add("mid", "0").finish();
}
inline std::string commit(CallNumber call, char fill) {
  return SignalWriter("commit").add("call", call).add("hash", std::string(43, fill)).finish();
}
inline std::string reveal(CallNumber call, char fill) {
  return SignalWriter("reveal").add("call", call).add("nonce", std::string(43, fill)).finish();
}

}  // namespace salus::visit
