// SPDX-License-Identifier: Apache-2.0
// What demo certificates need of OpenSSL's X.509.
#pragma once

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "tls.hpp"

#include <memory>
#include <string>

#include <openssl/x509.h>

namespace salus::http {

using X509Pointer = std::unique_ptr<X509, Freer<X509_free>>;
using KeyPointer = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;

/// EC P-256.
Result<KeyPointer> new_key();
/// A root that may sign server certificates for localhost, 127.0.0.1 and ::1 and nothing else.
Result<X509Pointer> make_ca(EVP_PKEY* key, Time from, Time until);
/// A server certificate for these three names.
Result<X509Pointer> make_leaf(EVP_PKEY* key, X509* ca, EVP_PKEY* ca_key, Time from, Time until);

Result<X509Pointer> certificate_from_pem(ByteView pem);
Result<KeyPointer> key_from_pem(ByteView pem);
Result<Bytes> to_pem(X509* certificate);
Result<Bytes> to_pem(EVP_PKEY* key);

bool fits(X509* certificate, EVP_PKEY* key);
bool is_signed_by(X509* certificate, X509* ca);
/// Key and signature of at least 112 bits of security (NIST SP 800-52r2 section 3.2): no RSA below 2,048, no
/// SHA-1.
bool is_strong(X509* certificate);
/// The first DNS name that it is for, wildcards left out; empty when there is none.
std::string host_of(X509* certificate);
Time beginning(const X509* certificate);
Time expiry(const X509* certificate);

}  // namespace salus::http
