// SPDX-License-Identifier: Apache-2.0
// Signed notes as others write them, and checkpoints that were tampered with.
#include "note.hpp"

namespace salus::audit {
namespace {

Signer signer(char fill) {
  return Signer(crypto::SecretBytes(as_bytes(std::string(32, fill))));
}

// From the documentation of golang.org/x/mod/sumdb/note.
constexpr std::string_view neumann = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

TEST(note, a_verifier_key_of_others_reads_and_writes_back) {
  const auto key = VerifierKey::parse(neumann);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->name, "PeterNeumann");
  EXPECT_EQ(key->id(), 0xc74f20a3);
  EXPECT_EQ(key->text(), neumann);
}

TEST(note, a_signature_of_others_verifies) {
  const auto key = VerifierKey::parse(neumann);
  ASSERT_TRUE(key);
  const auto signature = from_base64(
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=");
  ASSERT_TRUE(signature);
  const std::string_view text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  EXPECT_TRUE(crypto::verify(key->key, as_bytes(text), ByteView(*signature).subspan(4)));
}

TEST(note, keys_with_another_id_or_type_are_refused) {
  for (const std::string_view text :
       {"PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Axpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "", "a+b", "+c74f20a3+ARpc"}) {
    EXPECT_FALSE(VerifierKey::parse(text)) << text;
  }
}

TEST(note, a_checkpoint_comes_back_as_it_was_signed) {
  const auto ours = signer('a');
  Checkpoint checkpoint{1234567, crypto::sha256(as_bytes("root")),
                        Time(std::chrono::milliseconds(1763771049123))};
  const auto note = ours.sign(checkpoint);
  const auto opened = open_checkpoint(note, ours.verifier());
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->size, checkpoint.size);
  EXPECT_EQ(opened->root, checkpoint.root);
  EXPECT_EQ(opened->at, checkpoint.at);
}

TEST(note, each_change_of_a_byte_is_noticed) {
  const auto ours = signer('a');
  const auto note = ours.sign({77, crypto::sha256(as_bytes("root")), Time(std::chrono::milliseconds(1))});
  for (std::size_t i = 0; i < note.size(); ++i) {
    auto changed = note;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(open_checkpoint(changed, ours.verifier())) << i;
  }
  EXPECT_FALSE(open_checkpoint(note, signer('b').verifier()));
}

TEST(note, a_witness_may_sign_too_but_not_alone) {
  const auto ours = signer('a');
  const auto witness = signer('w');
  const Checkpoint checkpoint{5, crypto::sha256(as_bytes("root")), Time(std::chrono::milliseconds(1))};
  auto note = ours.sign(checkpoint);
  const auto other = witness.sign(checkpoint);
  note += other.substr(other.find("\n\n") + 2);
  EXPECT_TRUE(open_checkpoint(note, ours.verifier()));
  EXPECT_FALSE(open_checkpoint(other, ours.verifier()));
}

}  // namespace
}  // namespace salus::audit
