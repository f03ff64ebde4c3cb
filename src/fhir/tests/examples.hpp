// SPDX-License-Identifier: Apache-2.0
// HL7's and Synthea's example resources, unpacked for a test. Absent data fails the test that asks.
#pragma once

#include "base/json.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace salus::fhir::examples {

struct File {
  std::string name;
  std::string text;
};

inline std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Every file of an archive under shared/data, by name.
inline std::vector<File> unpack(const std::string& archive) {
  auto pattern = (std::filesystem::temp_directory_path() / "salus-fhir-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return {};
  const std::filesystem::path folder = pattern;
  const auto command = "tar -C " + folder.string() + " -xJf " + SALUS_DATA_DIR "/fhir/" + archive;
  std::vector<File> files;
  if (std::system(command.c_str()) == 0) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) files.push_back({entry.path().filename().string(), read(entry.path())});
    }
  }
  std::filesystem::remove_all(folder);
  std::ranges::sort(files, {}, &File::name);
  return files;
}

inline const std::vector<File>& hl7() {
  static const auto files = unpack("hl7-r4-examples.tar.xz");
  return files;
}

inline std::string kind_of(const std::string& text) {
  const auto json = Json::parse(as_bytes(text), {.size = std::size_t{64} << 20, .depth = 64});
  if (!json) return {};
  const auto index = json->find(0, "resourceType");
  return index == 0 ? std::string() : json->string(index);
}

}  // namespace salus::fhir::examples
