// SPDX-License-Identifier: Apache-2.0
// Paths and widths as the C2SP tlog-tiles specification gives them in its examples.
#include "tiles.hpp"

#include "layout.hpp"

#include <map>

namespace salus::audit {
namespace {

TEST(layout, paths_of_the_specification) {
  EXPECT_EQ(layout::tile(0, 1234067, 256), "tile/0/x001/x234/067");
  EXPECT_EQ(layout::tile(2, 0, 1), "tile/2/000.p/1");
  EXPECT_EQ(layout::tile(1, 999, 255), "tile/1/999.p/255");
  EXPECT_EQ(layout::tile(1, 1000, 256), "tile/1/x001/000");
  EXPECT_EQ(layout::bundle(273, 112), "tile/entries/273.p/112");
}

TEST(tiles, a_tree_of_70000_is_cut_as_the_specification_says) {
  Tiles tiles;
  std::map<std::string, std::size_t> full;
  for (int i = 0; i < 70000; ++i) {
    Leaf leaf;
    leaf.entry = to_bytes(as_bytes(std::to_string(i)));
    leaf.hash = leaf_hash(leaf.entry);
    tiles.add(leaf);
    for (const auto& file : tiles.take_full()) {
      const auto folder = file.path.substr(0, file.path.find('/', 5));
      ++full[folder];
      if (folder != "tile/entries") {
        EXPECT_EQ(file.content.size(), 8192U) << file.path;
      }
    }
  }
  EXPECT_EQ(full,
            (std::map<std::string, std::size_t>{{"tile/0", 273}, {"tile/1", 1}, {"tile/entries", 273}}));
  std::map<std::string, std::size_t> partial;
  for (const auto& file : tiles.partial()) partial[file.path] = file.content.size();
  EXPECT_TRUE(partial.contains("tile/entries/273.p/112"));
  EXPECT_EQ(partial["tile/0/273.p/112"], 112U * 32);
  EXPECT_EQ(partial["tile/1/001.p/17"], 17U * 32);
  EXPECT_EQ(partial["tile/2/000.p/1"], 32U);
  EXPECT_EQ(partial.size(), 4U);
}

TEST(tiles, a_tree_of_256_has_a_full_tile_and_a_partial_one_above) {
  Tiles tiles;
  Leaf leaf;
  leaf.hash = leaf_hash(leaf.entry);
  for (int i = 0; i < 256; ++i) tiles.add(leaf);
  EXPECT_EQ(tiles.take_full().size(), 2U);
  ASSERT_EQ(tiles.partial().size(), 1U);
  EXPECT_EQ(tiles.partial()[0].path, "tile/1/000.p/1");
  EXPECT_EQ(as_text(tiles.partial()[0].content), as_text(tiles.root()));
}

TEST(tiles, a_bundle_that_ends_within_an_entry_is_refused) {
  const Bytes bundle{std::byte{0}, std::byte{2}, std::byte{'a'}, std::byte{'b'}, std::byte{0}, std::byte{1}};
  EXPECT_FALSE(decode_bundle(bundle));
  const auto entries = decode_bundle(ByteView(bundle).first(4));
  ASSERT_TRUE(entries);
  EXPECT_EQ(as_text(entries->at(0)), "ab");
}

}  // namespace
}  // namespace salus::audit
