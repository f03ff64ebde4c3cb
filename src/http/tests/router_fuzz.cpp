// SPDX-License-Identifier: Apache-2.0
// Laws of targets and patterns: build∘parse is the identity on what parse gives and canonical, match∘build =
// id.
#include "http/router.hpp"
#include "http/target.hpp"

#include <cstdlib>

using namespace salus;
using namespace salus::http;

namespace {

void require(bool law) {
  if (!law) std::abort();
}

void check_target(std::string_view text) {
  const auto target = parse_target(text);
  if (!target) return;
  require(is_utf8(target->path) && target->path.starts_with('/'));
  require(target->path.find('\0') == target->path.npos && target->path.find('\\') == target->path.npos);
  require((target->path + "/").find("/../") == std::string::npos);
  require((target->path + "/").find("/./") == std::string::npos);
  const std::string canonical = build_target(*target);
  const auto again = parse_target(canonical);
  require(again && *again == *target);
  require(build_target(*again) == canonical);
}

void check_pattern(std::string_view text, std::string_view path) {
  const auto pattern = Pattern::parse(text);
  if (!pattern) return;
  require(pattern->overlaps(*pattern) && !pattern->more_specific(*pattern));
  const auto values = pattern->match(path);
  if (!values) return;
  require(values->size() == pattern->names().size());
  const auto built = pattern->build({values->begin(), values->end()});
  require(built && *built == path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_target(text);
  const auto line = text.find('\n');
  if (line != text.npos) check_pattern(text.substr(0, line), text.substr(line + 1));
  return 0;
}
