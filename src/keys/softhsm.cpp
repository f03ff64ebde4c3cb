// SPDX-License-Identifier: Apache-2.0
// Configures and initialises SoftHSM2.
#include "softhsm.hpp"

#include "base/file.hpp"
#include "crypto/hash.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace salus::keys {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pin_bytes = 16;

fs::path absolute_hsm(const Home& home) {
  return fs::absolute(home.hsm()).lexically_normal();
}
fs::path pin_file(const Home& home) {
  return home.hsm() / "pin";
}
fs::path tokens_folder(const Home& home) {
  return home.hsm() / "tokens";
}

crypto::SecretBytes hex_of(ByteView bytes) {
  crypto::SecretBytes text(bytes.size() * 2);
  const auto out = text.writable();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto value = std::to_integer<std::size_t>(bytes[i]);
    out[2 * i] = static_cast<std::byte>(digits[value >> 4]);
    out[2 * i + 1] = static_cast<std::byte>(digits[value & 15]);
  }
  return text;
}

/// The security officer may set the user's PIN, so that it is as secret; deriving it spares a second file to
/// lose.
crypto::SecretBytes officer_pin(const crypto::SecretBytes& pin) {
  return hex_of(ByteView(crypto::hmac_sha256(pin, as_bytes("salus/so-pin/v1"))).first(pin_bytes));
}

Result<crypto::SecretBytes> read_pin(const fs::path& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) return fail(Code::absent, "keys: no PIN file");
  if ((status.st_mode & 0077) != 0) return fail(Code::forbidden, "keys: others may read the PIN file");
  TRY(auto text, read_file(file, 256));
  const crypto::SecretBytes whole(text);
  crypto::wipe(text);
  const auto end = as_text(whole.view()).find_first_of("\r\n");
  crypto::SecretBytes pin(whole.view().first(std::min(end, whole.size())));
  if (pin.empty()) return fail(Code::corrupt, "keys: the PIN file is empty");
  return pin;
}

Result<void> initialise(const Module& module, CK_SLOT_ID slot, const crypto::SecretBytes& officer) {
  std::array<unsigned char, 32> label;
  label.fill(' ');
  std::ranges::copy(token_label, label.begin());
  return check(module->C_InitToken(slot, raw(officer.view()), officer.size(), label.data()),
               "keys: C_InitToken failed");
}

Result<void> set_user_pin(const Module& module, CK_SLOT_ID slot, const crypto::SecretBytes& officer,
                          const crypto::SecretBytes& pin) {
  TRY(auto session, Session::open(module, slot));
  TRY(session.login(CKU_SO, officer));
  return check(module->C_InitPIN(session.handle(), raw(pin.view()), pin.size()), "keys: C_InitPIN failed");
}

Result<void> sync_file(const fs::path& path) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file || ::fsync(file.get()) != 0) return fail(Code::unavailable, "keys: cannot sync the token");
  return {};
}

}  // namespace

Result<fs::path> find_softhsm() {
  for (const char* place :
       {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so"}) {
    std::error_code failed;
    if (fs::exists(place, failed)) return fs::path(place);
  }
  return fail(Code::absent, "keys: libsofthsm2.so isn't installed");
}

Result<void> configure_softhsm(const Home& home) {
  TRY(create_folder(tokens_folder(home)));
  const auto hsm = absolute_hsm(home);
  const auto file = hsm / "softhsm2.conf";
  const auto wanted = "directories.tokendir = " + (hsm / "tokens").string() +
                      "\nobjectstore.backend = file\nlog.level = ERROR\nslots.removable = false\n";
  const auto held = read_file(file, 4096);
  if (!held || as_text(*held) != wanted) TRY(replace_file(file, as_bytes(wanted)));
  if (::setenv("SOFTHSM2_CONF", file.c_str(), 1) != 0)
    return fail(Code::internal, "keys: cannot set SOFTHSM2_CONF");
  return {};
}

Result<crypto::SecretBytes> token_pin(const Home& home, Random& random) {
  auto pin = read_pin(pin_file(home));
  if (pin || pin.error().code != Code::absent) return pin;
  std::error_code failed;
  if (!fs::is_empty(tokens_folder(home), failed))
    return fail(Code::corrupt, "keys: the token's PIN is missing");
  crypto::SecretBytes drawn(pin_bytes);
  random.fill(drawn.writable());
  auto made = hex_of(drawn.view());
  TRY(replace_file(pin_file(home), made.view()));
  return made;
}

Result<CK_SLOT_ID> provide_token(const Module& module, const crypto::SecretBytes& pin) {
  const auto officer = officer_pin(pin);
  TRY(auto slot, module.slot_of(token_label));
  if (!slot) {
    TRY(const auto blank, module.blank_slot());
    TRY(initialise(module, blank, officer));
    TRY(slot, module.slot_of(token_label));
    if (!slot) return fail(Code::unavailable, "keys: the new token doesn't show");
  }
  CK_TOKEN_INFO info;
  TRY(check(module->C_GetTokenInfo(*slot, &info), "keys: C_GetTokenInfo failed"));
  if ((info.flags & CKF_USER_PIN_INITIALIZED) == 0) TRY(set_user_pin(module, *slot, officer, pin));
  return *slot;
}

Result<void> sync_token(const Home& home) {
  std::error_code failed;
  for (const auto& entry : fs::recursive_directory_iterator(tokens_folder(home), failed)) {
    TRY(sync_file(entry.path()));
  }
  if (failed) return fail(Code::unavailable, "keys: cannot list the token's files");
  return sync_folder(tokens_folder(home));
}

}  // namespace salus::keys
