// SPDX-License-Identifier: Apache-2.0
// The certificate that the server shows: made by ourselves in demo mode, only checked otherwise.
#include "http/certificate.hpp"

#include "x509.hpp"

#include <base/file.hpp>
#include <base/log.hpp>

#include <sys/stat.h>

namespace salus::http {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;

constexpr std::size_t pem_limit = 64 * 1024;
constexpr days ca_life{365};
constexpr days leaf_life{30};
constexpr days leaf_reserve{10};

Result<X509Pointer> read_certificate(const fs::path& path) {
  TRY(const Bytes pem, read_file(path, pem_limit));
  return certificate_from_pem(pem);
}

Result<KeyPointer> read_key(const fs::path& path) {
  TRY(const Bytes pem, read_file(path, pem_limit));
  return key_from_pem(pem);
}

Result<void> write(const fs::path& path, const Bytes& pem) {
  return replace_file(path, pem);
}

struct Issuer {
  X509Pointer certificate;
  KeyPointer key;
};

/// The CA on disk when it can still sign a leaf of full life, else a new one.
Result<Issuer> issuer(const fs::path& folder, Time now) {
  auto certificate = read_certificate(folder / "ca.pem");
  auto key = read_key(folder / "ca.key");
  if (certificate && key && fits(certificate->get(), key->get()) &&
      expiry(certificate->get()) > now + leaf_life) {
    return Issuer{.certificate = *std::move(certificate), .key = *std::move(key)};
  }
  Issuer made;
  TRY(made.key, new_key());
  TRY(made.certificate, make_ca(made.key.get(), now, now + ca_life));
  TRY(const Bytes key_pem, to_pem(made.key.get()));
  TRY(const Bytes certificate_pem, to_pem(made.certificate.get()));
  TRY(write(folder / "ca.key", key_pem));
  TRY(write(folder / "ca.pem", certificate_pem));
  log::info("http.demo_ca_made");
  return made;
}

}  // namespace

Validity validity(const Certificate& certificate, Time now) {
  if (certificate.expires <= now) return Validity::ended;
  return certificate.expires <= now + leaf_reserve ? Validity::ends_soon : Validity::good;
}

Result<Certificate> demo_certificate(const fs::path& folder, const Clock& clock) {
  TRY(create_folder(folder));
  const Time now = clock.now();
  TRY(const Issuer ca, issuer(folder, now));
  Certificate result{.ca = folder / "ca.pem",
                     .certificate = folder / "server.pem",
                     .key = folder / "server.key",
                     .expires = {},
                     .host = "localhost"};
  const auto present = read_certificate(result.certificate);
  const auto present_key = read_key(result.key);
  if (present && present_key && fits(present->get(), present_key->get()) &&
      is_signed_by(present->get(), ca.certificate.get()) && expiry(present->get()) > now + leaf_reserve) {
    result.expires = expiry(present->get());
    return result;
  }
  TRY(const KeyPointer key, new_key());
  TRY(const X509Pointer leaf, make_leaf(key.get(), ca.certificate.get(), ca.key.get(), now, now + leaf_life));
  TRY(const Bytes key_pem, to_pem(key.get()));
  TRY(const Bytes leaf_pem, to_pem(leaf.get()));
  TRY(write(result.key,
            key_pem));  // a crash between the two leaves a pair that doesn't fit, and so a new one
  TRY(write(result.certificate, leaf_pem));
  log::info("http.demo_certificate_made");
  result.expires = expiry(leaf.get());
  return result;
}

Result<Certificate> check_certificate(const fs::path& certificate, const fs::path& key, const Clock& clock) {
  struct stat status{};
  if (::stat(key.c_str(), &status) != 0) return fail(Code::absent, "http: no key of the certificate");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(Code::forbidden, "http: others may read the certificate's key: chmod 600");
  }
  TRY(const X509Pointer leaf, read_certificate(certificate));
  TRY(const KeyPointer secret, read_key(key));
  if (!fits(leaf.get(), secret.get())) return fail(Code::invalid, "http: certificate and key don't fit");
  if (!is_strong(leaf.get()))
    return fail(Code::invalid, "http: the certificate's key or signature is too weak");
  std::string host = host_of(leaf.get());
  if (host.empty()) return fail(Code::invalid, "http: the certificate names no host (subjectAltName, DNS)");
  const Time now = clock.now();
  if (expiry(leaf.get()) <= now)
    return fail(Code::unavailable, "http: the certificate has expired: renew it");
  if (beginning(leaf.get()) > now) return fail(Code::unavailable, "http: the certificate isn't valid yet");
  return Certificate{.ca = {},
                     .certificate = certificate,
                     .key = key,
                     .expires = expiry(leaf.get()),
                     .host = std::move(host)};
}

}  // namespace salus::http
