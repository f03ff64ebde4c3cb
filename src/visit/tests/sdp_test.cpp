// SPDX-License-Identifier: Apache-2.0
// The description filter: real captures pass, each trap that was measured in
// browsers is refused with its own reason.
#include "visit/sdp.hpp"

#include "allowed_lines.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace salus::visit::sdp {
namespace {

std::string capture(const std::string& file) {
  std::ifstream in(std::string(SALUS_DATA_DIR) + "/sdp/" + file, std::ios::binary);
  EXPECT_TRUE(in) << file << " is missing";
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string with_crlf(std::string text) {
  std::string out;
  if (!text.empty() && text.back() != '\n') text += '\n';
  for (const char c : text) {
    if (c == '\n' && (out.empty() || out.back() != '\r')) out += '\r';
    out += c;
  }
  return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

std::string replaced_once(std::string text, std::string_view what, std::string_view with) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, text.npos) << what << " isn't in the description";
  return text.replace(at, what.size(), with);
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + what.size())) ++found;
  return found;
}

std::string said(const Verdict<std::string>& verdict) {
  return std::string(verdict ? "accepted" : name(verdict.error()).view());
}

constexpr std::string_view fingerprint =
    "a=fingerprint:sha-256 "
    "93:C7:8B:C7:9A:40:90:81:03:4D:8E:7F:F1:0E:EF:A8:84:CF:2E:B1:6E:FE:34:E4:"
    "90:91:9B:27:"
    "E6:97:03:E8\r\n";

/// The least that is accepted; each trap below changes one thing of it.
std::string least() {
  return std::string(
             "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 "
             "0\r\na=group:BUNDLE 0 1\r\n") +
         "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 "
         "0.0.0.0\r\na=ice-ufrag:abcd\r\n"
         "a=ice-pwd:0123456789abcdefghijkl\r\n" +
         std::string(fingerprint) +
         "a=setup:actpass\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:"
         "111 opus/48000/2\r\n"
         "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 "
         "0.0.0.0\r\na=ice-ufrag:abcd\r\n"
         "a=ice-pwd:0123456789abcdefghijkl\r\n" +
         std::string(fingerprint) +
         "a=setup:actpass\r\na=mid:1\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:"
         "96 VP8/90000\r\n";
}

struct BrowserRow {
  const char* file;
  Kind kind;
  std::vector<const char*> kept;  ///< lines that must come through
};
void PrintTo(const BrowserRow& row, std::ostream* out) {
  *out << row.file;
}
class Browsers : public testing::TestWithParam<BrowserRow> {};

TEST_P(Browsers, pass_and_mean_the_same) {
  const auto text = capture(GetParam().file);
  const auto filtered = filter(text, GetParam().kind);
  ASSERT_TRUE(filtered) << words(filtered.error()).view();
  for (const char* line : GetParam().kept) {
    EXPECT_NE(filtered->find(std::string(line) + "\r\n"), filtered->npos) << line << " was lost from\n"
                                                                          << *filtered;
  }
  EXPECT_EQ(count(*filtered, "\r\nm="), count(text, "\r\nm=")) << "sections keep their places";
  EXPECT_EQ(count(*filtered, "a=fingerprint:"), 2U);
  EXPECT_EQ(count(*filtered, " UDP/DTLS/SCTP "), 1U);
  EXPECT_NE(filtered->find("m=application 0 "), filtered->npos) << "the data channel is declined";
  EXPECT_NE(filtered->find("a=group:BUNDLE 0 1\r\n"), filtered->npos);
  for (const char* leak :
       {"audio-level", "video-content-type", "video-timing", "capture-time", "H264", "AV1", "PCMU",
        "a=candidate:311915032", " tcp ", " TCP ", "mozilla", "a=rtcp:", "msid-semantic"}) {
    EXPECT_EQ(filtered->find(leak), filtered->npos) << leak << " came through";
  }
  EXPECT_EQ(first_line_not_allowed(*filtered), "");
  EXPECT_EQ(filter(*filtered, GetParam().kind).value(), *filtered);
}

// NOLINTBEGIN(bugprone-suspicious-missing-comma): clang-format breaks the longest lines
INSTANTIATE_TEST_SUITE_P(
    captures, Browsers,
    testing::Values(BrowserRow{"browser-chromium-offer.sdp",
                               Kind::offer,
                               {"o=- 3963233573379537250 2 IN IP4 0.0.0.0",
                                "m=audio 9 UDP/TLS/RTP/SAVPF 111 63",
                                "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 100 101 118 119 120",
                                "a=extmap-allow-mixed",
                                "a=candidate:3963463308 1 udp 2122194687 192.0.2.2 54096 typ host",
                                "a=candidate:660301676 1 udp 2122265343 fd00::2 41072 typ host",
                                "a=ice-ufrag:zMOz",
                                "a=ice-pwd:f7ifbpk1Fx2Z3wn9stA986zp",
                                "a=setup:actpass",
                                "a=ice-options:trickle",
                                "a=fingerprint:sha-256 "
                                "D3:F2:F4:DB:78:E7:94:53:5B:DA:84:58:E7:74:E1:FB:2A:9F:9B:DD:2A:"
                                "DF:DE:32:88:F1:A9:DF:52:"
                                "DA:C1:A8",
                                "a=msid:ff3b7a13-9c0d-4653-9bde-0187ee11c115 "
                                "88a0d6ed-f5e5-4040-a0aa-eb23dd66c6e2",
                                "a=fmtp:111 minptime=10;useinbandfec=1",
                                "a=fmtp:63 111/111",
                                "a=fmtp:97 apt=96",
                                "a=fmtp:98 profile-id=0",
                                "a=fmtp:119 apt=118",
                                "a=rtcp-fb:96 nack pli",
                                "a=rtcp-fb:111 transport-cc",
                                "a=ssrc-group:FID 976542589 236746024",
                                "a=ssrc:976542589 cname:j+wKzLODvz5jxsMo",
                                "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid"}},
                    BrowserRow{"browser-chromium-answer.sdp",
                               Kind::answer,
                               {"m=audio 9 UDP/TLS/RTP/SAVPF 111 63", "a=setup:active", "a=ice-ufrag:mehd",
                                "a=ice-pwd:5Vlrx3tqcWh8qDJBP6dfzrxB",
                                "a=candidate:1317620496 1 udp 2122194687 192.0.2.2 42926 "
                                "typ host"}},
                    BrowserRow{"browser-firefox-offer.sdp",
                               Kind::offer,
                               {"o=- 1208308424714100101 0 IN IP4 0.0.0.0", "m=audio 9 UDP/TLS/RTP/SAVPF 109",
                                "m=video 0 UDP/TLS/RTP/SAVPF 120 124 121 125 123 122 119", "a=bundle-only",
                                "a=candidate:0 1 udp 2122187007 192.0.2.2 38712 typ host",
                                "a=end-of-candidates", "a=ice-pwd:1ca78d9c83e4c6a23c30b0a2047e6e3c",
                                "a=setup:actpass", "a=fmtp:109 maxplaybackrate=48000;stereo=1;useinbandfec=1",
                                "a=fmtp:120 max-fs=12288;max-fr=60",
                                "a=msid:{ca18e9de-9efa-47cc-8110-4cfdd73f9825} "
                                "{2bb35687-e2a3-45ec-ae9a-1e613c660272}",
                                "a=ssrc:4132422106 cname:{25b894fd-0b45-4a65-86c9-02c80569bd5b}"}},
                    BrowserRow{"browser-firefox-answer.sdp",
                               Kind::answer,
                               {"m=audio 9 UDP/TLS/RTP/SAVPF 109",
                                "m=video 9 UDP/TLS/RTP/SAVPF 120 124 121 125 123 122 119", "a=setup:active",
                                "a=ice-ufrag:d4d2001f"}}));
// NOLINTEND(bugprone-suspicious-missing-comma)

struct OtherRow {
  const char* file;
  const char* verdict;  ///< with its line endings mended, so that the filter
                        ///< must look further
};

/// Every other real description of the collection: none of them is a browser's
/// call, and each is told why.
TEST(collection, each_description_has_its_verdict) {
  const std::vector<OtherRow> rows = {
      {"clux-bfcp.sdp", "not_dtls_srtp"},
      {"clux-extmap-encrypt.sdp", "bad_structure"},
      {"clux-icelite.sdp", "ice_lite"},
      {"clux-jsep.sdp", "ice_differs"},
      {"clux-mediaclk-avbtp.sdp", "bad_structure"},
      {"clux-mediaclk-ptp-v2.sdp", "bad_structure"},
      {"clux-normal.sdp", "bad_structure"},
      {"clux-rtcp-fb.sdp", "not_dtls_srtp"},
      {"clux-simulcast.sdp", "bad_structure"},
      {"clux-st2022-6.sdp", "not_dtls_srtp"},
      {"clux-tcp-active.sdp", "bad_structure"},
      {"clux-ts-refclk-media.sdp", "bad_structure"},
      {"pion-unmarshal_test-0.sdp", "bad_structure"},
      {"pionw-dtlsrole_test-1.sdp", "not_dtls_srtp"},
      {"pionw-mediaengine_test-1.sdp", "no_fingerprint"},
      {"pionw-mediaengine_test-11.sdp", "no_fingerprint"},
      {"pionw-mediaengine_test-13.sdp", "no_fingerprint"},
      {"pionw-mediaengine_test-2.sdp", "no_fingerprint"},
      {"pionw-mediaengine_test-4.sdp", "no_fingerprint"},
      {"pionw-mediaengine_test-6.sdp", "no_fingerprint"},
      {"pionw-mediaengine_test-8.sdp", "no_fingerprint"},
      {"pionw-peerconnection_go_test-0.sdp", "ice_lite"},
      {"pionw-peerconnection_go_test-2.sdp", "wrong_setup"},
      {"pionw-peerconnection_go_test-4.sdp", "no_rtcp_mux"},
      {"pionw-peerconnection_test-0.sdp", "not_dtls_srtp"},
      {"pionw-sdp_test-0.sdp", "no_codec"},
      {"pionw-sdpsemantics_test-0.sdp", "wrong_setup"},
  };
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SALUS_DATA_DIR) + "/sdp")) {
    files += !entry.path().filename().string().starts_with("browser-");
  }
  EXPECT_EQ(rows.size(), files) << "a description without an expected verdict";
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    const auto text = capture(row.file);
    EXPECT_EQ(said(filter(with_crlf(text), Kind::offer)), row.verdict);
    EXPECT_FALSE(filter(text, Kind::offer));
    EXPECT_FALSE(filter(text, Kind::answer));
    if (text.find('\r') == text.npos) {
      EXPECT_EQ(said(filter(text, Kind::offer)), "bad_line_ending");
    }
  }
}

TEST(least_description, is_accepted_as_it_stands) {
  const auto filtered = filter(least(), Kind::offer);
  ASSERT_TRUE(filtered) << words(filtered.error()).view();
  EXPECT_EQ(first_line_not_allowed(*filtered), "");
}

struct TrapRow {
  const char* trap;
  std::string text;
  Refusal reason;
};

TEST(traps, each_is_refused_with_its_own_reason) {
  const std::string good = least();
  const std::string crypto =
      "a=crypto:1 AES_CM_128_HMAC_SHA1_80 "
      "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n";
  const std::string other = replaced(std::string(fingerprint), "93:C7", "94:C7");
  const std::string mux = "a=rtcp-mux\r\n";
  std::string more_sections = good;
  for (int i = 2; i < 5; ++i) {
    more_sections +=
        "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:" + std::to_string(i) + "\r\n";
  }
  std::string many_lines = good;
  for (int i = 0; i < 600; ++i) many_lines += "a=x\r\n";
  const std::vector<TrapRow> rows = {
      {"no fingerprint", replaced(good, fingerprint, ""), Refusal::no_fingerprint},
      {"fingerprint on one section only", replaced_once(good, fingerprint, ""), Refusal::no_fingerprint},
      {"two fingerprints in a section", replaced(good, fingerprint, std::string(fingerprint) + other),
       Refusal::two_fingerprints},
      {"the same one twice", replaced(good, fingerprint, std::string(fingerprint) + std::string(fingerprint)),
       Refusal::two_fingerprints},
      {"one a section", replaced_once(good, fingerprint, other), Refusal::two_fingerprints},
      {"another at session level", replaced(good, "t=0 0\r\n", "t=0 0\r\n" + other),
       Refusal::two_fingerprints},
      {"another hash beside",
       replaced(good, fingerprint, std::string(fingerprint) + "a=fingerprint:sha-1 00:11\r\n"),
       Refusal::two_fingerprints},
      {"another in a declined section",
       good + "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n" + other + "a=mid:2\r\n",
       Refusal::two_fingerprints},
      {"SHA-1",
       replaced(good, fingerprint,
                "a=fingerprint:sha-1 "
                "42:89:c5:c6:55:9d:6e:c8:e8:83:55:2a:39:f9:b6:eb:e9:a3:a9:e7\r\n"),
       Refusal::weak_fingerprint},
      {"MD5", replaced(good, "sha-256", "md5"), Refusal::weak_fingerprint},
      {"unknown hash", replaced(good, "sha-256", "sha-9"), Refusal::bad_fingerprint},
      {"truncated fingerprint", replaced(good, ":03:E8\r\n", "\r\n"), Refusal::bad_fingerprint},
      {"fingerprint that isn't hex", replaced(good, "93:C7", "9G:C7"), Refusal::bad_fingerprint},
      {"keys of SDES", replaced_once(good, mux, mux + crypto), Refusal::media_keys},
      {"keys of SDES for the session", replaced(good, "t=0 0\r\n", "t=0 0\r\n" + crypto),
       Refusal::media_keys},
      {"MIKEY", replaced_once(good, mux, mux + "a=key-mgmt:mikey AQAFgM0X\r\n"), Refusal::media_keys},
      {"k=clear", replaced_once(good, "c=IN IP4 0.0.0.0\r\n", "c=IN IP4 0.0.0.0\r\nk=clear:secret\r\n"),
       Refusal::media_keys},
      {"k= for the session", replaced(good, "t=0 0\r\n", "t=0 0\r\nk=prompt\r\n"), Refusal::media_keys},
      {"plain RTP", replaced(good, "UDP/TLS/RTP/SAVPF", "RTP/AVP"), Refusal::not_dtls_srtp},
      {"plain RTP for video only", replaced(good, "m=video 9 UDP/TLS/RTP/SAVPF", "m=video 9 RTP/AVP"),
       Refusal::not_dtls_srtp},
      {"SRTP without DTLS", replaced(good, "UDP/TLS/RTP/SAVPF", "RTP/SAVPF"), Refusal::not_dtls_srtp},
      {"over TCP", replaced(good, "UDP/TLS/RTP/SAVPF", "TCP/TLS/RTP/SAVPF"), Refusal::not_dtls_srtp},
      {"lower-case transport", replaced(good, "UDP/TLS/RTP/SAVPF", "udp/tls/rtp/savpf"),
       Refusal::not_dtls_srtp},
      {"setup active in an offer", replaced(good, "actpass", "active"), Refusal::wrong_setup},
      {"setup passive in an offer", replaced(good, "actpass", "passive"), Refusal::wrong_setup},
      {"holdconn", replaced(good, "actpass", "holdconn"), Refusal::wrong_setup},
      {"no setup", replaced(good, "a=setup:actpass\r\n", ""), Refusal::wrong_setup},
      {"ICE lite", replaced(good, "t=0 0\r\n", "t=0 0\r\na=ice-lite\r\n"), Refusal::ice_lite},
      {"no ufrag", replaced(good, "a=ice-ufrag:abcd\r\n", ""), Refusal::no_ice},
      {"short ufrag", replaced(good, "a=ice-ufrag:abcd\r\n", "a=ice-ufrag:abc\r\n"), Refusal::no_ice},
      {"short password", replaced(good, "ghijkl\r\n", "\r\n"), Refusal::no_ice},
      {"password with other characters", replaced(good, "ghijkl\r\n", "ghij-l\r\n"), Refusal::no_ice},
      {"another ufrag a section", replaced_once(good, "a=ice-ufrag:abcd", "a=ice-ufrag:abce"),
       Refusal::ice_differs},
      {"ufrag twice", replaced(good, "a=ice-ufrag:abcd\r\n", "a=ice-ufrag:abcd\r\na=ice-ufrag:abcd\r\n"),
       Refusal::repeated_attribute},
      {"no BUNDLE", replaced(good, "a=group:BUNDLE 0 1\r\n", ""), Refusal::not_bundled},
      {"BUNDLE of one", replaced(good, "BUNDLE 0 1", "BUNDLE 0"), Refusal::not_bundled},
      {"two BUNDLEs", replaced(good, "a=group:BUNDLE 0 1\r\n", "a=group:BUNDLE 0\r\na=group:BUNDLE 1\r\n"),
       Refusal::repeated_attribute},
      {"same mid twice", replaced(good, "a=mid:1", "a=mid:0"), Refusal::repeated_attribute},
      {"no mid", replaced(good, "a=mid:1\r\n", ""), Refusal::not_bundled},
      {"no rtcp-mux", replaced_once(good, mux, ""), Refusal::no_rtcp_mux},
      {"H.264 only", replaced(good, "VP8", "H264"), Refusal::no_codec},
      {"repair without its codec", replaced(good, "VP8", "rtx"), Refusal::no_codec},
      {"payload type of RTCP", replaced(replaced(good, "SAVPF 96", "SAVPF 72"), "rtpmap:96", "rtpmap:72"),
       Refusal::no_codec},
      {"fifty sections", more_sections, Refusal::too_many_sections},
      {"only declined sections", replaced(replaced(good, "m=audio 9", "m=audio 0"), "m=video 9", "m=video 0"),
       Refusal::no_media},
      {"no section", good.substr(0, good.find("m=audio")), Refusal::no_media},
      {"text over RTP", replaced(good, "m=video", "m=text"), Refusal::unknown_media},
      {"bare LF", replaced(good, "\r\n", "\n"), Refusal::bad_line_ending},
      {"one bare LF", replaced_once(good, "s=-\r\n", "s=-\n"), Refusal::bad_line_ending},
      {"one bare CR", replaced_once(good, "s=-\r\n", "s=-\ra=x\r\n"), Refusal::bad_line_ending},
      {"no last line ending", good.substr(0, good.size() - 2), Refusal::bad_line_ending},
      {"NUL", replaced_once(good, "s=-", std::string_view("s=\0", 3)), Refusal::bad_character},
      {"beyond ASCII", replaced_once(good, "s=-", "s=\xc3\xa9"), Refusal::bad_character},
      {"5 MB", good + std::string(5'000'000, 'a'), Refusal::too_large},
      {"long line", good + "a=" + std::string(3000, 'x') + "\r\n", Refusal::too_large},
      {"600 attributes", many_lines, Refusal::too_large},
      {"empty", "", Refusal::bad_structure},
      {"empty line", replaced_once(good, "s=-\r\n", "s=-\r\n\r\n"), Refusal::bad_structure},
      {"two versions", "v=0\r\n" + good, Refusal::bad_structure},
      {"attribute before time", replaced(good, "t=0 0\r\n", "a=x\r\nt=0 0\r\n"), Refusal::bad_structure},
      {"port 22", replaced_once(good, mux, mux + "a=candidate:1 1 udp 1 192.0.2.1 22 typ host\r\n"),
       Refusal::low_port},
      {"port 0", replaced_once(good, mux, mux + "a=candidate:1 1 udp 1 192.0.2.1 0 typ host\r\n"),
       Refusal::low_port},
      {"host name", replaced_once(good, mux, mux + "a=candidate:1 1 udp 1 evil.example 5000 typ host\r\n"),
       Refusal::bad_candidate},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.trap);
    const auto filtered = filter(row.text, Kind::offer);
    ASSERT_FALSE(filtered);
    EXPECT_EQ(name(filtered.error()).view(), name(row.reason).view());
    if (row.reason != Refusal::wrong_setup) {
      EXPECT_FALSE(filter(replaced(row.text, "actpass", "active"), Kind::answer)) << "as an answer too";
    }
  }
}

TEST(answers, must_be_active) {
  const auto active = replaced(least(), "actpass", "active");
  EXPECT_EQ(said(filter(active, Kind::answer)), "accepted");
  EXPECT_EQ(said(filter(least(), Kind::answer)), "wrong_setup");
  EXPECT_EQ(said(filter(replaced(least(), "actpass", "passive"), Kind::answer)), "wrong_setup");
}

TEST(fingerprints, stronger_hashes_pass_and_lower_case_is_raised) {
  const std::string pairs = "a=fingerprint:SHA-512 ";
  std::string strong = pairs;
  for (int i = 0; i < 64; ++i) strong += i == 0 ? "ab" : ":cd";
  const auto filtered = filter(replaced(least(), fingerprint, strong + "\r\n"), Kind::offer);
  ASSERT_TRUE(filtered);
  EXPECT_NE(filtered->find("a=fingerprint:sha-512 AB:CD:"), filtered->npos);
}

TEST(sections, declined_ones_keep_their_place_and_nothing_else) {
  const auto filtered = filter(replaced(least(), "m=video 9", "m=video 0"), Kind::offer);
  ASSERT_TRUE(filtered) << words(filtered.error()).view();
  EXPECT_NE(filtered->find("a=group:BUNDLE 0\r\n"), filtered->npos);
  EXPECT_NE(filtered->find("m=video 0 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 "
                           "0.0.0.0\r\na=mid:1\r\na=inactive\r\n"),
            filtered->npos);
  EXPECT_EQ(filter(*filtered, Kind::offer).value(), *filtered);
}

TEST(sections, an_answer_can_not_open_what_was_declined) {
  const auto text = replaced(capture("browser-chromium-answer.sdp"), "m=application 9", "m=application 5000");
  const auto filtered = filter(text, Kind::answer);
  ASSERT_TRUE(filtered);
  EXPECT_NE(filtered->find("m=application 0 "), filtered->npos);
  EXPECT_EQ(filtered->find("sctp-port"), filtered->npos);
}

struct CandidateRow {
  const char* text;
  const char* verdict;  ///< a refusal's name, or the candidate as it comes out
  Loopback loopback = Loopback::refuse;
};

TEST(candidates, are_the_devices_own_over_udp) {
  const std::vector<CandidateRow> rows = {
      {"", ""},
      {"candidate:1 1 udp 2122194687 192.168.1.20 50000 typ host generation 0 "
       "ufrag abcd network-id 1",
       "candidate:1 1 udp 2122194687 192.168.1.20 50000 typ host ufrag abcd"},
      {"candidate:0 1 UDP 2122187007 192.0.2.2 38712 typ host",
       "candidate:0 1 udp 2122187007 192.0.2.2 38712 typ host"},
      {"candidate:0 1 udp 7 FD00:0::2 38712 typ host", "candidate:0 1 udp 7 fd00::2 38712 typ host"},
      {"candidate:1 1 udp 7 1b4ff5a2-6a5c-4a51-8f5b-3b1d1d3c4c11.local 50000 "
       "typ host",
       "candidate:1 1 udp 7 1b4ff5a2-6a5c-4a51-8f5b-3b1d1d3c4c11.local 50000 "
       "typ host"},
      {"candidate:1 1 udp 7 127.0.0.1 50000 typ host", "candidate:1 1 udp 7 127.0.0.1 50000 typ host",
       Loopback::allow},
      {"candidate:1 1 udp 7 ::1 50000 typ host", "candidate:1 1 udp 7 ::1 50000 typ host", Loopback::allow},
      {"candidate:1 1 udp 7 127.0.0.1 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 127.9.9.9 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 ::1 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 ::ffff:127.0.0.1 50000 typ host", "candidate_address", Loopback::allow},
      {"candidate:1 1 udp 7 169.254.169.254 50000 typ host", "candidate_address", Loopback::allow},
      {"candidate:1 1 udp 7 0.0.0.0 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 224.0.0.251 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 255.255.255.255 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 fe80::1 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 ff02::1 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 64:ff9b::a00:1 50000 typ host", "candidate_address"},
      {"candidate:1 1 udp 7 192.0.2.1 1023 typ host", "low_port"},
      {"candidate:1 1 udp 7 192.0.2.1 22 typ host", "low_port"},
      {"candidate:1 1 udp 7 192.0.2.1 65536 typ host", "bad_candidate"},
      {"candidate:1 1 udp 7 metadata.internal 5000 typ host", "bad_candidate"},
      {"candidate:1 1 udp 7 printer.local 5000 typ host", "bad_candidate"},
      {"candidate:1 1 udp 7 0177.0.0.1 5000 typ host", "bad_candidate"},
      {"candidate:1 1 udp 7 2130706433 5000 typ host", "bad_candidate"},
      {"candidate:1 1 udp 7 fe80::1%eth0 5000 typ host", "bad_candidate"},
      {"candidate:1 1 tcp 7 192.0.2.1 9 typ host tcptype active", "candidate_not_udp"},
      {"candidate:1 2 udp 7 192.0.2.1 5000 typ host", "candidate_not_rtp"},
      {"candidate:1 1 udp 7 192.0.2.1 5000 typ srflx raddr 10.0.0.1 rport 5000", "candidate_not_host"},
      {"candidate:1 1 udp 7 192.0.2.1 5000 typ relay raddr 10.0.0.1 rport 5000", "candidate_not_host"},
      {"candidate:1 1 udp 7 192.0.2.1 5000 typ host ufrag abc", "bad_candidate"},
      {"candidate:1 1 udp 7 192.0.2.1 5000 typ host ufrag", "bad_candidate"},
      {"candidate:1 1 udp 7 192.0.2.1 5000", "bad_candidate"},
      {"candidate:1 1 udp 4294967296 192.0.2.1 5000 typ host", "bad_candidate"},
      {"candidate:1 0 udp 7 192.0.2.1 5000 typ host", "bad_candidate"},
      {"candidate:X! 1 udp 7 192.0.2.1 5000 typ host", "bad_candidate"},
      {"a=candidate:1 1 udp 7 192.0.2.1 5000 typ host", "bad_candidate"},
      {"candidate:1 1 udp 7 192.0.2.1 5000 typ host\r\na=crypto:1", "bad_character"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const auto filtered = filter_candidate(row.text, Rules{row.loopback});
    EXPECT_EQ(filtered ? *filtered : std::string(name(filtered.error()).view()), row.verdict);
    if (filtered) {
      EXPECT_EQ(filter_candidate(*filtered, Rules{row.loopback}), filtered);
    }
  }
  EXPECT_EQ(said(filter_candidate("candidate:" + std::string(600, '1'))), "too_large");
}

TEST(candidates, of_a_kind_that_browsers_gather_are_left_out_and_others_refuse_the_description) {
  const auto with = [](std::string_view line) {
    return filter(replaced_once(least(), "a=rtcp-mux\r\n", std::string(line) + "\r\na=rtcp-mux\r\n"),
                  Kind::offer);
  };
  const auto without = filter(least(), Kind::offer);
  EXPECT_EQ(with("a=candidate:1 1 udp 7 127.0.0.1 5000 typ host"), without);
  EXPECT_EQ(with("a=candidate:1 1 tcp 7 192.0.2.1 9 typ host tcptype active"), without);
  EXPECT_EQ(said(with("a=candidate:1 1 udp 7 192.0.2.1 80 typ host")), "low_port");
}

TEST(refusals, each_has_words_of_its_own) {
  std::set<std::string_view> seen;
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Refusal::candidate_address); ++i) {
    seen.insert(words(static_cast<Refusal>(i)).view());
    names.insert(name(static_cast<Refusal>(i)).view());
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(Refusal::candidate_address) + 1);
  EXPECT_EQ(names.size(), seen.size());
}

/// Any line of a real capture, doubled, dropped or swapped: whatever comes out
/// obeys the two laws.
TEST(laws, hold_for_every_small_change_of_a_capture) {
  std::size_t accepted = 0;
  for (const char* file : {"browser-chromium-offer.sdp", "browser-firefox-offer.sdp"}) {
    const auto text = capture(file);
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find("\r\n", at) + 2;
      lines.push_back(text.substr(at, end - at));
      at = end;
    }
    for (std::size_t i = 0; i < lines.size(); i += 3) {
      for (int change = 0; change < 3; ++change) {
        auto changed = lines;
        if (change == 0) changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
        if (change == 1) changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
        if (change == 2) std::swap(changed[i], changed[(i + 7) % changed.size()]);
        std::string joined;
        for (const auto& line : changed) joined += line;
        const auto once = filter(joined, Kind::offer);
        if (!once) continue;
        ++accepted;
        ASSERT_EQ(first_line_not_allowed(*once), "");
        ASSERT_EQ(filter(*once, Kind::offer), once);
      }
    }
  }
  EXPECT_GT(accepted, 100U) << "the changes are too large to test the law";
}

}  // namespace
}  // namespace salus::visit::sdp
