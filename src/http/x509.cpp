// SPDX-License-Identifier: Apache-2.0
// What demo certificates need of OpenSSL's X.509.
#include "x509.hpp"

#include <ctime>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace salus::http {
namespace {

using BioPointer = std::unique_ptr<BIO, Freer<BIO_free_all>>;

std::unexpected<Error> failed() {
  ERR_clear_error();
  return fail(Code::internal, "http: OpenSSL couldn't make a certificate");
}

bool add(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  if (extension == nullptr) return false;
  const bool added = X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

/// Version, a random serial number, names, times and key.
X509Pointer begin(EVP_PKEY* key, const char* name, X509* issuer, Time from, Time until) {
  X509Pointer made(X509_new());
  if (!made) return nullptr;
  X509* raw = made.get();
  unsigned char serial[16];
  if (RAND_bytes(serial, sizeof serial) != 1) return nullptr;
  serial[0] &= 0x7f;  // a positive number (RFC 5280 §4.1.2.2)
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  const bool numbered = BN_to_ASN1_INTEGER(number, X509_get_serialNumber(raw)) != nullptr;
  BN_free(number);
  const auto seconds = [](Time time) { return std::chrono::system_clock::to_time_t(time); };
  X509_NAME* subject = X509_get_subject_name(raw);
  const auto* text = reinterpret_cast<const unsigned char*>(name);
  const bool good =
      numbered && X509_set_version(raw, X509_VERSION_3) == 1 &&
      X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1 &&
      X509_set_issuer_name(raw, X509_get_subject_name(issuer != nullptr ? issuer : raw)) == 1 &&
      ASN1_TIME_set(X509_getm_notBefore(raw), seconds(from - std::chrono::hours(1))) != nullptr &&
      ASN1_TIME_set(X509_getm_notAfter(raw), seconds(until)) != nullptr && X509_set_pubkey(raw, key) == 1;
  if (!good) return nullptr;
  return made;
}

Time to_time(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return std::chrono::time_point_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::from_time_t(::timegm(&parts)));
}

BioPointer reader(ByteView pem) {
  return BioPointer(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

Bytes contents(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return to_bytes(as_bytes({data, static_cast<std::size_t>(size)}));
}

}  // namespace

Result<KeyPointer> new_key() {
  KeyPointer key(EVP_EC_gen("P-256"));
  if (!key) return failed();
  return key;
}

Result<X509Pointer> make_ca(EVP_PKEY* key, Time from, Time until) {
  X509Pointer made = begin(key, "Salus demo, this machine only", nullptr, from, until);
  if (!made) return failed();
  X509* raw = made.get();
  const bool good = add(raw, raw, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                    add(raw, raw, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                    add(raw, raw, NID_ext_key_usage, "serverAuth") &&
                    add(raw, raw, NID_name_constraints,
                        "critical,permitted;DNS:localhost,permitted;IP:127.0.0.1/255.255.255.255,"
                        "permitted;IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF") &&
                    add(raw, raw, NID_subject_key_identifier, "hash") &&
                    X509_sign(raw, key, EVP_sha256()) != 0;
  if (!good) return failed();
  return made;
}

Result<X509Pointer> make_leaf(EVP_PKEY* key, X509* ca, EVP_PKEY* ca_key, Time from, Time until) {
  X509Pointer made = begin(key, "localhost", ca, from, until);
  if (!made) return failed();
  X509* raw = made.get();
  const bool good = add(raw, ca, NID_basic_constraints, "critical,CA:FALSE") &&
                    add(raw, ca, NID_key_usage, "critical,digitalSignature") &&
                    add(raw, ca, NID_ext_key_usage, "serverAuth") &&
                    add(raw, ca, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1") &&
                    add(raw, ca, NID_subject_key_identifier, "hash") &&
                    add(raw, ca, NID_authority_key_identifier, "keyid:always") &&
                    X509_sign(raw, ca_key, EVP_sha256()) != 0;
  if (!good) return failed();
  return made;
}

Result<X509Pointer> certificate_from_pem(ByteView pem) {
  X509Pointer certificate(PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!certificate) return fail(Code::invalid, "http: not a certificate in PEM");
  return certificate;
}

Result<KeyPointer> key_from_pem(ByteView pem) {
  // An encrypted key must not make OpenSSL ask on the terminal.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  KeyPointer key(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  if (!key) return fail(Code::invalid, "http: not a private key in PEM");
  return key;
}

Result<Bytes> to_pem(X509* certificate) {
  const BioPointer out(BIO_new(BIO_s_mem()));
  if (!out || PEM_write_bio_X509(out.get(), certificate) != 1) return failed();
  return contents(out.get());
}

Result<Bytes> to_pem(EVP_PKEY* key) {
  const BioPointer out(BIO_new(BIO_s_secmem()));  // wiped when freed
  if (!out || PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return failed();
  return contents(out.get());
}

bool fits(X509* certificate, EVP_PKEY* key) {
  const bool same = X509_check_private_key(certificate, key) == 1;
  ERR_clear_error();
  return same;
}

bool is_signed_by(X509* certificate, X509* ca) {
  const bool valid =
      X509_check_issued(ca, certificate) == X509_V_OK && X509_verify(certificate, X509_get0_pubkey(ca)) == 1;
  ERR_clear_error();
  return valid;
}

bool is_strong(X509* certificate) {
  constexpr int least_bits = 112;
  int signature_bits = 0;
  const EVP_PKEY* const key = X509_get0_pubkey(certificate);
  return key != nullptr && EVP_PKEY_get_security_bits(key) >= least_bits &&
         X509_get_signature_info(certificate, nullptr, nullptr, &signature_bits, nullptr) == 1 &&
         signature_bits >= least_bits;
}

std::string host_of(X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, Freer<GENERAL_NAMES_free>> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    int kind = 0;
    const auto* const value = static_cast<const ASN1_STRING*>(
        GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &kind));
    if (kind != GEN_DNS) continue;
    std::string host(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                     static_cast<std::size_t>(ASN1_STRING_length(value)));
    if (host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.") ==
        std::string::npos)
      return host;
  }
  return {};
}

Time beginning(const X509* certificate) {
  return to_time(X509_get0_notBefore(certificate));
}
Time expiry(const X509* certificate) {
  return to_time(X509_get0_notAfter(certificate));
}

}  // namespace salus::http
