// SPDX-License-Identifier: Apache-2.0
// The tree against its definition, and proofs against published vectors.
#include "tree.hpp"

#include "proof.hpp"

#include <bit>
#include <filesystem>

#include <simdjson.h>

namespace salus::audit {
namespace {

std::vector<Hash> some_leaves(std::size_t count) {
  std::vector<Hash> leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash(as_bytes(std::to_string(i))));
  return leaves;
}

/// MTH of RFC 6962 §2.1, word for word.
Hash defined_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return crypto::sha256(ByteView());
  if (leaves.size() == 1) return leaves[0];
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  return node_hash(defined_root(leaves.first(k)), defined_root(leaves.subspan(k)));
}

TEST(tree, root_is_the_one_defined_for_every_size) {
  const auto leaves = some_leaves(600);
  Frontier tree;
  for (std::size_t n = 0;; ++n) {
    ASSERT_EQ(tree.size(), n);
    ASSERT_EQ(tree.root(), defined_root(std::span(leaves).first(n))) << n;
    if (n == leaves.size()) break;
    tree.add(leaves[n]);
  }
}

TEST(tree, hashes_known_from_certificate_transparency) {
  EXPECT_EQ(to_base64(leaf_hash({})), "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=");
  EXPECT_EQ(to_hex(Frontier().root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(proof, every_leaf_of_every_small_tree_proves_itself_and_nothing_else) {
  const auto all = some_leaves(40);
  for (std::size_t n = 1; n <= all.size(); ++n) {
    const auto leaves = std::span(all).first(n);
    const auto root = tree_root(leaves);
    for (std::size_t i = 0; i < n; ++i) {
      const auto proof = prove_inclusion(leaves, i);
      ASSERT_TRUE(verify_inclusion(i, n, leaves[i], root, proof)) << i << " of " << n;
      ASSERT_FALSE(verify_inclusion(i, n, leaves[(i + 1) % n], root, proof) && n > 1) << i << " of " << n;
      ASSERT_FALSE(verify_inclusion(i + 1, n, leaves[i], root, proof)) << i << " of " << n;
    }
  }
}

TEST(proof, every_prefix_of_every_small_tree_is_consistent_with_it) {
  const auto all = some_leaves(40);
  for (std::size_t n = 1; n <= all.size(); ++n) {
    for (std::size_t m = 1; m <= n; ++m) {
      const auto before = tree_root(std::span(all).first(m));
      const auto after = tree_root(std::span(all).first(n));
      auto proof = prove_consistency(std::span(all).first(n), m);
      ASSERT_TRUE(verify_consistency(m, n, before, after, proof)) << m << " to " << n;
      ASSERT_FALSE(verify_consistency(m, n, after, before, proof) && m != n) << m << " to " << n;
      proof.push_back(before);
      ASSERT_FALSE(verify_consistency(m, n, before, after, proof)) << m << " to " << n;
    }
  }
}

/// Some vectors have roots of other sizes, which are equal or not like any text: their hash stands for them.
Hash hash_of(std::string_view base64) {
  const auto bytes = from_base64(base64).value();
  if (bytes.size() != 32) return crypto::sha256({as_bytes("not a hash"), bytes});
  Hash hash;
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

struct Vector {
  std::map<std::string, std::uint64_t> numbers;
  std::map<std::string, Hash> hashes;
  std::vector<Hash> proof;
  bool whole = true;  ///< all are 32 bytes
  bool want_error = false;
};

Vector parse(const simdjson::dom::element& json) {
  Vector vector;
  for (const auto [key, value] : json.get_object()) {
    if (value.is_uint64()) vector.numbers[std::string(key)] = value.get_uint64();
    if (value.is_string() && key != "desc") {
      const std::string_view text = value.get_string();
      vector.hashes[std::string(key)] = hash_of(text);
      vector.whole = vector.whole && text.size() == 44;
    }
    if (key == "wantErr") vector.want_error = value.get_bool();
    vector.whole = vector.whole && (key == "proof" || !value.is_null());
    if (key != "proof" || value.is_null()) continue;
    for (const auto item : value.get_array()) {
      vector.proof.push_back(hash_of(item.get_string()));
    }
  }
  return vector;
}

bool holds(Vector& v, const std::string& what) {
  auto& n = v.numbers;
  auto& h = v.hashes;
  if (what == "inclusion" && !v.whole) return false;
  if (what == "inclusion")
    return verify_inclusion(n["leafIdx"], n["treeSize"], h["leafHash"], h["root"], v.proof);
  return verify_consistency(n["size1"], n["size2"], h["root1"], h["root2"], v.proof);
}

TEST(proof, published_vectors) {
  namespace fs = std::filesystem;
  const auto archive = fs::path(SALUS_DATA_DIR) / "rfc6962/merkle-proofs.tar.xz";
  ASSERT_TRUE(fs::exists(archive)) << archive;
  std::string folder = (fs::temp_directory_path() / "salus-proofs-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  ASSERT_EQ(std::system(("tar -xJf '" + archive.string() + "' -C '" + folder + "'").c_str()), 0);
  std::map<std::string, int> seen;
  for (const std::string what : {"inclusion", "consistency"}) {
    for (const auto& file : fs::recursive_directory_iterator(fs::path(folder) / "testdata" / what)) {
      if (file.path().extension() != ".json") continue;
      simdjson::dom::parser parser;
      auto vector = parse(parser.load(file.path().string()));
      EXPECT_EQ(holds(vector, what), !vector.want_error) << file.path();
      ++seen[what];
    }
  }
  EXPECT_GT(seen["inclusion"], 50);
  EXPECT_GT(seen["consistency"], 50);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace salus::audit
