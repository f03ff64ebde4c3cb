// SPDX-License-Identifier: Apache-2.0
// The demo's certificates are narrow, kept while good and renewed in time; a clinic's are only checked.
#include "http/certificate.hpp"

#include "tests/running.hpp"
#include "x509.hpp"

#include <base/file.hpp>

#include <openssl/x509v3.h>
#include <sys/stat.h>

namespace salus::http {
namespace {

using std::chrono::days;

X509Pointer load(const std::filesystem::path& path) {
  return *certificate_from_pem(*read_file(path, 65536));
}

/// As a browser would: chain, purpose and name.
bool trusted(X509* leaf, X509* ca, const char* name) {
  const std::unique_ptr<X509_STORE, Freer<X509_STORE_free>> store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), ca);
  const std::unique_ptr<X509_STORE_CTX, Freer<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), leaf, nullptr);
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_X509_STRICT);
  if (X509_VERIFY_PARAM_set1_ip_asc(parameters, name) != 1) X509_VERIFY_PARAM_set1_host(parameters, name, 0);
  return X509_verify_cert(context.get()) == 1;
}

TEST(demo_certificate, is_good_for_this_machine_alone) {
  Folder folder;
  const auto made = demo_certificate(folder.path() / "tls", SystemClock());
  ASSERT_TRUE(made) << made.error().context.view();
  const auto ca = load(made->ca);
  const auto leaf = load(made->certificate);
  for (const char* name : {"localhost", "127.0.0.1", "::1"})
    EXPECT_TRUE(trusted(leaf.get(), ca.get(), name)) << name;
  for (const char* name : {"example.org", "10.0.0.1"})
    EXPECT_FALSE(trusted(leaf.get(), ca.get(), name)) << name;
  for (const char* secret : {"server.key", "ca.key"}) {
    struct stat status{};
    ASSERT_EQ(::stat((folder.path() / "tls" / secret).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600u) << secret;
  }
}

TEST(demo_certificate, its_ca_cannot_sign_for_others) {
  Folder folder;
  const auto made = demo_certificate(folder.path(), SystemClock());
  const auto ca = load(made->ca);
  const auto ca_key = *key_from_pem(*read_file(folder.path() / "ca.key", 65536));
  const auto key = *new_key();
  const Time now = SystemClock().now();
  const auto forged = *make_leaf(key.get(), ca.get(), ca_key.get(), now, now + days(1));
  EXPECT_TRUE(trusted(forged.get(), ca.get(), "localhost"));
  // The same leaf with one more name, signed again by the real CA key.
  const auto rename = [&](const char* names) {
    const int at = X509_get_ext_by_NID(forged.get(), NID_subject_alt_name, -1);
    X509_EXTENSION_free(X509_delete_ext(forged.get(), at));
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names);
    X509_add_ext(forged.get(), extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(forged.get(), ca_key.get(), EVP_sha256());
    return *certificate_from_pem(*to_pem(forged.get()));  // parsed anew: OpenSSL remembers the old names
  };
  EXPECT_TRUE(trusted(rename("DNS:localhost,IP:127.0.0.1").get(), ca.get(), "127.0.0.1"));
  EXPECT_FALSE(trusted(rename("DNS:bank.example").get(), ca.get(), "bank.example"));
  EXPECT_FALSE(trusted(rename("DNS:localhost,IP:10.0.0.1").get(), ca.get(), "10.0.0.1"));
}

TEST(demo_certificate, is_kept_while_good_and_renewed_in_time) {
  Folder folder;
  ManualClock clock(SystemClock().now());
  const auto read = [&](const char* name) { return *read_file(folder.path() / name, 65536); };
  const auto first = demo_certificate(folder.path(), clock);
  ASSERT_TRUE(first);
  const auto ca = read("ca.pem");
  const auto leaf = read("server.pem");
  clock.advance(days(19));
  EXPECT_TRUE(demo_certificate(folder.path(), clock));
  EXPECT_EQ(read("server.pem"), leaf);
  clock.advance(days(2));
  const auto renewed = demo_certificate(folder.path(), clock);
  ASSERT_TRUE(renewed);
  EXPECT_NE(read("server.pem"), leaf);
  EXPECT_EQ(read("ca.pem"), ca);  // trust is kept
  EXPECT_GT(renewed->expires, clock.now() + days(29));
  clock.advance(days(360));
  EXPECT_TRUE(demo_certificate(folder.path(), clock));
  EXPECT_NE(read("ca.pem"), ca);
  EXPECT_TRUE(is_signed_by(load(folder.path() / "server.pem").get(), load(folder.path() / "ca.pem").get()));
}

TEST(demo_certificate, mends_what_is_damaged) {
  Folder folder;
  ASSERT_TRUE(demo_certificate(folder.path(), SystemClock()));
  for (const char* name : {"server.pem", "server.key", "ca.pem", "ca.key"}) {
    ASSERT_TRUE(replace_file(folder.path() / name, as_bytes("nonsense")));
    const auto made = demo_certificate(folder.path(), SystemClock());
    ASSERT_TRUE(made) << name;
    EXPECT_TRUE(check_certificate(made->certificate, made->key, SystemClock())) << name;
    EXPECT_TRUE(is_signed_by(load(made->certificate).get(), load(made->ca).get())) << name;
  }
}

TEST(check_certificate, says_what_is_wrong) {
  Folder folder;
  const auto made = demo_certificate(folder.path(), SystemClock());
  const Time now = SystemClock().now();
  const auto code = [&](Time time, const std::filesystem::path& key) {
    const auto checked = check_certificate(made->certificate, key, ManualClock(time));
    return checked ? std::string_view("good") : name(checked.error().code);
  };
  EXPECT_EQ(code(now, made->key), "good");
  EXPECT_EQ(code(now + days(31), made->key), name(Code::unavailable));
  EXPECT_EQ(code(now - days(1), made->key), name(Code::unavailable));
  EXPECT_EQ(code(now, folder.path() / "ca.key"), name(Code::invalid));
  EXPECT_EQ(code(now, folder.path() / "none.key"), name(Code::absent));
  EXPECT_EQ(check_certificate(made->certificate, made->key, SystemClock())->host, "localhost");
  EXPECT_EQ(code(now, made->key), "good");
  ::chmod(made->key.c_str(), 0640);
  EXPECT_EQ(code(now, made->key), name(Code::forbidden));
}

/// A certificate of that key and those names, signed by itself with that hash.
Result<Certificate> checked(const KeyPointer& key, const char* names, const EVP_MD* hash) {
  Folder folder;
  const Time now = SystemClock().now();
  const auto ca = *make_ca(key.get(), now, now + days(1));
  const auto leaf = *make_leaf(key.get(), ca.get(), key.get(), now, now + days(1));
  X509_EXTENSION_free(X509_delete_ext(leaf.get(), X509_get_ext_by_NID(leaf.get(), NID_subject_alt_name, -1)));
  if (names != nullptr) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names);
    X509_add_ext(leaf.get(), extension, -1);
    X509_EXTENSION_free(extension);
  }
  EXPECT_NE(X509_sign(leaf.get(), key.get(), hash), 0);
  EXPECT_TRUE(replace_file(folder.path() / "leaf.pem", *to_pem(leaf.get())));
  EXPECT_TRUE(replace_file(folder.path() / "leaf.key", *to_pem(key.get())));
  return check_certificate(folder.path() / "leaf.pem", folder.path() / "leaf.key", SystemClock());
}

TEST(check_certificate, weak_and_nameless_ones_are_refused) {
  const KeyPointer key = *new_key();
  const KeyPointer short_key(EVP_RSA_gen(1024));
  const KeyPointer long_key(EVP_RSA_gen(2048));
  const auto word = [](const Result<Certificate>& result) {
    return result ? "host " + result->host : std::string(result.error().context.view());
  };
  EXPECT_EQ(word(checked(key, "DNS:*.clinic.example,DNS:clinic.example,DNS:b.example", EVP_sha256())),
            "host clinic.example");
  EXPECT_EQ(word(checked(long_key, "DNS:clinic.example", EVP_sha256())), "host clinic.example");
  const std::string weak = "http: the certificate's key or signature is too weak";
  EXPECT_EQ(word(checked(short_key, "DNS:clinic.example", EVP_sha256())), weak);
  EXPECT_EQ(word(checked(key, "DNS:clinic.example", EVP_sha1())), weak);
  const std::string nameless = "http: the certificate names no host (subjectAltName, DNS)";
  EXPECT_EQ(word(checked(key, nullptr, EVP_sha256())), nameless);
  EXPECT_EQ(word(checked(key, "IP:10.0.0.1,DNS:*.clinic.example", EVP_sha256())), nameless);
}

TEST(certificate, is_said_to_end_in_time) {
  Certificate certificate;
  certificate.expires = Time(days(20'000));
  EXPECT_EQ(validity(certificate, certificate.expires - days(11)), Validity::good);
  EXPECT_EQ(validity(certificate, certificate.expires - days(10)), Validity::ends_soon);
  EXPECT_EQ(validity(certificate, certificate.expires), Validity::ended);
}

}  // namespace
}  // namespace salus::http
