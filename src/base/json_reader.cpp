// SPDX-License-Identifier: Apache-2.0
// The reader: one pass that checks, copies and indexes. simdjson checks UTF-8; it keeps neither numbers as
// they were written nor names that come twice, which is why it doesn't do the rest.
#include "base/json.hpp"
#include "json_text.hpp"

#include <algorithm>

#include <simdjson.h>

namespace salus::base {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
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
      escaped |= append_json_character(text_, point);
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
      const auto place = json_hex.find(digit(c) ? c : lower);
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

}  // namespace salus::base
