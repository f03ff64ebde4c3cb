// SPDX-License-Identifier: Apache-2.0
// A home filled with the demo clinics, and what people are told of it.
#pragma once

#include "http/certificate.hpp"
#include "portal/context.hpp"
#include "runtime.hpp"

#include <string>
#include <vector>

namespace salus {

/// Makes both clinics, their people and `demo.json` unless the home has them; Code::conflict in a home that
/// holds a clinic but no `demo.json`, since that is nobody's demo.
Task<std::vector<portal::DemoPerson>> fill_demo_home(Runtime& runtime, std::uint64_t seed);

/// Writes the address into `demo.json` and tells on standard output who can sign in, and how.
void introduce_demo(const Home& home, const std::string& base_url, const http::Certificate& certificate,
                    const std::vector<portal::DemoPerson>& people, const Runtime& runtime);

/// Deletes what `salus` made in a demo home, and nothing else. Code::conflict when the folder holds a home
/// that isn't a demo.
Result<void> remove_demo_home(const Home& home);

/// What `demo.json` says, for `salus token`.
struct DemoFile {
  std::string base_url;
  std::string ca;
  struct Person {
    std::string email;
    std::string password;
    crypto::SecretBytes totp_secret;
  };
  std::vector<Person> people;
};
Result<DemoFile> read_demo_file(const Home& home);

}  // namespace salus
