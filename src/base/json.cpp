// SPDX-License-Identifier: Apache-2.0
// The reader: one pass that checks, copies and indexes. simdjson checks UTF-8; it keeps neither numbers as
// they were written nor names that come twice, which is why it doesn't do the rest.
#include "base/json.hpp"

#include <algorithm>

#include <simdjson.h>

namespace salus::base {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

bool digit(char c) {
  return c >= '0' && c <= '9';
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xc0 | point >> 6);
  } else {
    if (point < 0x10000) {
      put(0xe0 | point >> 12);
    } else {
      put(0xf0 | point >> 18);
      put(0x80 | (point >> 12 & 0x3f));
    }
    put(0x80 | (point >> 6 & 0x3f));
  }
  put(0x80 | (point & 0x3f));
}

/// One character of a string in its canonical form; true when that is an escape.
bool append_canonical(std::string& out, std::uint32_t point) {
  static constexpr std::string_view letters = "\"\"\\\\\bb\ff\nn\rr\tt";
  for (std::size_t i = 0; i < letters.size(); i += 2) {
    if (point != static_cast<unsigned char>(letters[i])) continue;
    out.push_back('\\');
    out.push_back(letters[i + 1]);
    return true;
  }
  if (point >= 0x20) {
    append_utf8(out, point);
    return false;
  }
  out.append("\\u00");
  out.push_back(hex_digits[point >> 4]);
  out.push_back(hex_digits[point & 15]);
  return true;
}

}  // namespace

class JsonReader {
 public:
  JsonReader(std::string_view input, JsonLimits limits, Json& out)
      : input_(input), limits_(limits), text_(out.text_), nodes_(out.nodes_) {
    text_.reserve(input.size());
    nodes_.reserve(input.size() / 24 + 1);
  }

  Result<void> read() {
    if (!simdjson::validate_utf8(input_.data(), input_.size())) return fail(Code::invalid, "json: not UTF-8");
    TRY(value(0, 0, 1));
    skip();
    if (at_ != input_.size()) return fail(Code::invalid, "json: more than one value");
    return {};
  }

 private:
  using Node = Json::Node;
  using Shape = Json::Shape;

  std::uint32_t here() const { return static_cast<std::uint32_t>(text_.size()); }
  char peek() const { return at_ < input_.size() ? input_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void skip() {
    while (at_ < input_.size() &&
           (input_[at_] == ' ' || input_[at_] == '\n' || input_[at_] == '\r' || input_[at_] == '\t')) {
      ++at_;
    }
  }

  Result<void> value(std::uint32_t name, std::uint32_t name_size, int depth) {
    skip();
    const auto index = nodes_.size();
    nodes_.push_back(Node{.name = name, .name_size = name_size, .value = here()});
    switch (peek()) {
      case '{':
        TRY(object(index, depth));
        break;
      case '[':
        TRY(array(index, depth));
        break;
      case '"': {
        TRY(auto escaped, string());
        nodes_[index].shape = Shape::string;
        nodes_[index].escaped = escaped;
        break;
      }
      case 't':
        TRY(word(index, "true", Shape::boolean));
        break;
      case 'f':
        TRY(word(index, "false", Shape::boolean));
        break;
      case 'n':
        TRY(word(index, "null", Shape::null));
        break;
      default:
        TRY(number());
        nodes_[index].shape = Shape::number;
    }
    nodes_[index].value_size = here() - nodes_[index].value;
    nodes_[index].next = static_cast<std::uint32_t>(nodes_.size());
    return {};
  }

  Result<void> word(std::size_t index, std::string_view text, Shape shape) {
    if (input_.substr(at_, text.size()) != text) return fail(Code::invalid, "json: not a value");
    at_ += text.size();
    text_.append(text);
    nodes_[index].shape = shape;
    return {};
  }

  Result<void> number() {
    const auto start = at_;
    const auto digits = [this] {
      const auto from = at_;
      while (digit(peek())) ++at_;
      return at_ - from;
    };
    take('-');
    const bool zero = peek() == '0';
    const auto whole = digits();
    bool good = whole == 1 || (whole > 1 && !zero);
    if (good && take('.')) good = digits() > 0;
    if (good && (take('e') || take('E'))) {
      if (!take('+')) take('-');
      good = digits() > 0;
    }
    if (!good) return fail(Code::invalid, "json: not a value");
    text_.append(input_.substr(start, at_ - start));
    return {};
  }

  /// True when the canonical form has an escape.
  Result<bool> string() {
    ++at_;
    text_.push_back('"');
    bool escaped = false;
    for (;;) {
      const auto from = at_;
      while (at_ < input_.size() && input_[at_] != '"' && input_[at_] != '\\' &&
             static_cast<unsigned char>(input_[at_]) >= 0x20) {
        ++at_;
      }
      text_.append(input_.substr(from, at_ - from));
      if (take('"')) break;
      if (!take('\\')) return fail(Code::invalid, "json: a string doesn't end, or holds a control character");
      TRY(auto point, escape());
      escaped |= append_canonical(text_, point);
    }
    text_.push_back('"');
    return escaped;
  }

  Result<std::uint32_t> escape() {
    const char c = peek();
    ++at_;
    switch (c) {
      case '"':
      case '\\':
      case '/':
        return static_cast<std::uint32_t>(c);
      case 'b':
        return std::uint32_t{'\b'};
      case 'f':
        return std::uint32_t{'\f'};
      case 'n':
        return std::uint32_t{'\n'};
      case 'r':
        return std::uint32_t{'\r'};
      case 't':
        return std::uint32_t{'\t'};
      case 'u':
        break;
      default:
        return fail(Code::invalid, "json: no such escape");
    }
    TRY(const auto high, hex4());
    if (high < 0xd800 || high > 0xdfff) return high;
    if (high > 0xdbff || !take('\\') || !take('u')) return fail(Code::invalid, "json: an unpaired surrogate");
    TRY(const auto low, hex4());
    if (low < 0xdc00 || low > 0xdfff) return fail(Code::invalid, "json: an unpaired surrogate");
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  }

  Result<std::uint32_t> hex4() {
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = peek();
      const char lower = static_cast<char>(c | 0x20);
      const auto place = hex_digits.find(digit(c) ? c : lower);
      if (at_ >= input_.size() || place == std::string_view::npos)
        return fail(Code::invalid, "json: no such escape");
      ++at_;
      number = number << 4 | static_cast<std::uint32_t>(place);
    }
    return number;
  }

  Result<void> array(std::size_t index, int depth) {
    TRY(enter(index, Shape::array, depth));
    skip();
    if (!take(']')) {
      for (;;) {
        ++nodes_[index].count;
        TRY(value(0, 0, depth + 1));
        skip();
        if (take(']')) break;
        if (!take(',')) return fail(Code::invalid, "json: an array doesn't end");
        text_.push_back(',');
      }
    }
    text_.push_back(']');
    return {};
  }

  Result<void> object(std::size_t index, int depth) {
    TRY(enter(index, Shape::object, depth));
    skip();
    if (!take('}')) {
      for (;;) {
        ++nodes_[index].count;
        skip();
        if (peek() != '"') return fail(Code::invalid, "json: a member without a name");
        const auto name = here() + 1;
        TRY(string());
        const auto name_size = here() - 1 - name;
        skip();
        if (!take(':')) return fail(Code::invalid, "json: a member without a value");
        text_.push_back(':');
        TRY(value(name, name_size, depth + 1));
        skip();
        if (take('}')) break;
        if (!take(',')) return fail(Code::invalid, "json: an object doesn't end");
        text_.push_back(',');
      }
    }
    text_.push_back('}');
    return unique(index);
  }

  Result<void> enter(std::size_t index, Shape shape, int depth) {
    if (depth > limits_.depth) return fail(Code::too_large, "json: nested too deeply");
    nodes_[index].shape = shape;
    text_.push_back(input_[at_++]);
    return {};
  }

  /// Names are canonical by now, so that two spellings of one name are found too.
  Result<void> unique(std::size_t index) {
    names_.clear();
    for (auto i = index + 1; i < nodes_.size(); i = nodes_[i].next) {
      names_.push_back(std::string_view(text_).substr(nodes_[i].name, nodes_[i].name_size));
    }
    std::ranges::sort(names_);
    if (std::ranges::adjacent_find(names_) == names_.end()) return {};
    return fail(Code::invalid, "json: a name comes twice in one object");
  }

  std::string_view input_;
  std::size_t at_ = 0;
  JsonLimits limits_;
  std::string& text_;
  std::vector<Node>& nodes_;
  std::vector<std::string_view> names_;
};

Result<Json> Json::parse(ByteView text, JsonLimits limits) {
  // No canonical form is longer than what it was read from, so 32-bit positions are enough.
  if (text.size() > limits.size || text.size() > 0x7fffffff) return fail(Code::too_large, "json: too long");
  Json json;
  TRY(JsonReader(as_text(text), limits, json).read());
  return json;
}

std::string_view Json::member(Index index) const {
  const Node& node = nodes_[index];
  const auto begin = node.name - 1;
  return std::string_view(text_).substr(begin, node.value + node.value_size - begin);
}

std::string_view Json::string(Index index, std::string& buffer) const {
  const auto quoted = raw(index);
  const auto inner = quoted.substr(1, quoted.size() - 2);
  if (!nodes_[index].escaped) return inner;
  buffer.clear();
  for (std::size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] != '\\') {
      buffer.push_back(inner[i]);
      continue;
    }
    switch (const char c = inner[++i]) {
      case 'b':
        buffer.push_back('\b');
        break;
      case 'f':
        buffer.push_back('\f');
        break;
      case 'n':
        buffer.push_back('\n');
        break;
      case 'r':
        buffer.push_back('\r');
        break;
      case 't':
        buffer.push_back('\t');
        break;
      case 'u':
        buffer.push_back(
            static_cast<char>(hex_digits.find(inner[i + 3]) << 4 | hex_digits.find(inner[i + 4])));
        i += 4;
        break;
      default:
        buffer.push_back(c);
    }
  }
  return buffer;
}

std::string Json::string(Index index) const {
  std::string buffer;
  return std::string(string(index, buffer));
}

Json::Index Json::find(Index object, std::string_view name) const {
  for (Index i = first(object); i < end(object); i = next(i)) {
    if (this->name(i) == name) return i;
  }
  return 0;
}

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      append_canonical(out, byte);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

}  // namespace salus::base
