// SPDX-License-Identifier: Apache-2.0
// Where in a clinic's home each thing lies; operators and tests rely on these names.
#pragma once

#include <filesystem>
#include <utility>

namespace salus {
inline namespace base {

class Home {
 public:
  explicit Home(std::filesystem::path root) : root_(std::move(root)) {}
  const std::filesystem::path& root() const { return root_; }

  std::filesystem::path store() const { return root_ / "salus.db"; }
  std::filesystem::path keys() const { return root_ / "keys.db"; }
  std::filesystem::path hsm() const { return root_ / "hsm"; }  ///< token, its configuration and PIN file
  std::filesystem::path journal() const { return root_ / "journal"; }
  std::filesystem::path audit() const { return root_ / "audit"; }  ///< the local write-once sink
  std::filesystem::path log() const { return root_ / "log"; }
  std::filesystem::path tls() const { return root_ / "tls"; }
  std::filesystem::path demo() const { return root_ / "demo.json"; }

 private:
  std::filesystem::path root_;
};

}  // namespace base
}  // namespace salus
