// SPDX-License-Identifier: Apache-2.0
// Writes log lines as JSON, one write(2) a line, so that lines of several threads never mix.
#include "base/log.hpp"

#include "base/file.hpp"
#include "base/rfc3339.hpp"

#include <atomic>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace salus::base::log {
namespace {

std::atomic<int> output = STDERR_FILENO;

std::string_view name(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  std::unreachable();
}

void put(fmt::memory_buffer& line, const Field& field) {
  const auto out = std::back_inserter(line);
  if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
    fmt::format_to(out, R"(,"{}":{})", field.key.view(), *number);
  } else if (const auto* real = std::get_if<double>(&field.value)) {
    fmt::format_to(out, R"(,"{}":{:.3f})", field.key.view(), *real);
  } else {
    fmt::format_to(out, R"(,"{}":"{}")", field.key.view(), std::get<std::string_view>(field.value));
  }
}

}  // namespace

Result<void> open(const std::filesystem::path& folder) {
  TRY(create_folder(folder));
  const int file = ::open((folder / "salus.log").c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return fail(Code::unavailable, "log: cannot open the file");
  output = file;
  return {};
}

void write(Level level, Literal event, std::initializer_list<Field> fields) {
  fmt::memory_buffer line;
  fmt::format_to(std::back_inserter(line), R"({{"time":"{}","level":"{}","event":"{}")",
                 rfc3339_millis(SystemClock().now()), name(level), event.view());
  for (const Field& field : fields) put(line, field);
  line.push_back('}');
  line.push_back('\n');
  // A full disk must not stop a clinic: a line that can't be written is lost.
  [[maybe_unused]] const auto written = ::write(output, line.data(), line.size());
}

void error(Literal event, const Error& cause) {
  write(Level::error, event, {{"code", cause.code}, {"context", cause.context}});
}

}  // namespace salus::base::log
