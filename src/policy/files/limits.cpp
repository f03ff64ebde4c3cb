// SPDX-License-Identifier: Apache-2.0
// Reads how long things are kept, and what a connection must at least be.
#include "files/parts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace salus::policy::files {
namespace {

template <std::size_t N>
std::vector<std::string> known(Section& section, std::string_view key,
                               const std::array<std::string_view, N>& allowed) {
  std::vector<std::string> out = section.texts(key);
  for (const std::string& value : out) {
    if (!contains(allowed, value)) {
      section.mistake(key, fmt::format("'{}' is below the floor, or unknown", value));
    }
  }
  if (out.empty()) section.mistake(key, fmt::format("'{}' allows nothing", key));
  return out;
}

constexpr std::array<std::string_view, 2> suites = {"TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"};
constexpr std::array<std::string_view, 4> groups = {"X25519", "P-256", "P-384", "X448"};
constexpr std::array<std::string_view, 3> srtp = {"AEAD_AES_256_GCM", "AEAD_AES_128_GCM",
                                                  "AES_CM_128_HMAC_SHA1_80"};
constexpr std::int64_t decades = 365 * 60;

}  // namespace

void read_retention(File& file, Rules& rules) {
  Section root(file.root(), file);
  for (Section& section : root.tables("retention")) {
    Retention out;
    out.what = section.text("what");
    if (section.has("kinds")) out.kinds = section.kinds("kinds");
    for (const Kind& kind : out.kinds) {
      if (!rules.classes.empty() && !rules.classes.contains(kind)) {
        section.mistake("kinds", fmt::format("{} has no classes in classes.toml", kind.view()));
      }
      for (const Retention& other : rules.retention) {
        if (!contains(other.kinds, kind)) continue;
        section.mistake("kinds", fmt::format("{} is kept by '{}' too", kind.view(), other.what));
      }
    }
    out.keep = std::chrono::days(section.number("days", 1, decades));
    out.citation = section.text("citation");
    section.finish();
    rules.retention.push_back(std::move(out));
  }
  for (const auto& [kind, classes] : rules.classes) {
    const bool kept =
        std::ranges::any_of(rules.retention, [&](const Retention& row) { return contains(row.kinds, kind); });
    if (!kept) root.mistake(fmt::format("nothing says how long {} is kept", kind.view()));
  }
  root.finish();
}

void read_tls(File& file, Rules& rules) {
  Section root(file.root(), file);
  Section tls = root.table("tls");
  rules.tls.minimum = tls.text("minimum");
  if (rules.tls.minimum != "TLSv1.3") tls.mistake("minimum", "the floor is TLSv1.3");
  rules.tls.suites = known(tls, "suites", suites);
  rules.tls.groups = known(tls, "groups", groups);
  rules.tls.citation = tls.text("citation");
  tls.finish();
  Section hsts = root.table("hsts");
  rules.tls.hsts = std::chrono::seconds(hsts.number("seconds", 31536000, 63072000));
  rules.tls.hsts_demo = std::chrono::seconds(hsts.number("demo_seconds", 0, 300));
  hsts.text("citation");
  hsts.finish();
  Section media = root.table("media");
  rules.tls.srtp_profiles = known(media, "srtp_profiles", srtp);
  media.text("citation");
  media.finish();
  root.finish();
}

}  // namespace salus::policy::files
