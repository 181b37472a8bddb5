#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/decimal.h"
#include "base/json.h"
#include "base/utf8.h"

namespace receptive {

/// By recursive descent. Every reader returns false where the text is not JSON.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : rest_(text) {}

  Json document() {
    (void)take("\xef\xbb\xbf");
    Json json;
    skip_spaces();
    const bool good = read_value(json, 0);
    skip_spaces();
    if (good && rest_.empty()) return json;
    Json none;
    none.kind_ = Json::Kind::discarded;
    return none;
  }

 private:
  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  void skip_spaces() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n\r"), rest_.size()));
  }

  bool read_value(Json& json, int depth) {
    switch (next()) {
      case '[':
        return depth < deepest_json && read_array(json, depth + 1);
      case '{':
        return depth < deepest_json && read_object(json, depth + 1);
      case '"':
        json = "";
        return read_text(*json.number_.text);
      case 't':
        json = true;
        return take("true");
      case 'f':
        json = false;
        return take("false");
      case 'n':
        return take("null");
      default:
        return read_number(json);
    }
  }

  /// Calls read_part() for what stands between commas up to `last`, which it takes too.
  template <typename ReadPart>
  bool read_parts(char last, const ReadPart& read_part) {
    rest_.remove_prefix(1);
    skip_spaces();
    if (take({&last, 1})) return true;
    for (;;) {
      skip_spaces();
      if (!read_part()) return false;
      skip_spaces();
      if (take({&last, 1})) return true;
      if (!take(",")) return false;
    }
  }

  bool read_array(Json& json, int depth) {
    json = Json::array();
    return read_parts(']', [&] {
      json.push_back(nullptr);
      return read_value(json.number_.members->back().value, depth);
    });
  }

  bool read_object(Json& json, int depth) {
    json = Json::object();
    return read_parts('}', [&] {
      std::string name;
      if (next() != '"' || !read_text(name)) return false;
      skip_spaces();
      if (!take(":")) return false;
      skip_spaces();
      Json& value = json[name];
      value = nullptr;
      return read_value(value, depth);
    });
  }

  bool read_text(std::string& text) {
    rest_.remove_prefix(1);
    for (;;) {
      const char first = next();
      if (take("\"")) return true;
      if (take("\\")) {
        if (!read_escape(text)) return false;
        continue;
      }
      const std::size_t length = utf8_length(rest_);
      if (length == 0 || static_cast<unsigned char>(first) < 0x20) return false;
      text += rest_.substr(0, length);
      rest_.remove_prefix(length);
    }
  }

  bool read_escape(std::string& text) {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (take("u")) return read_code_point(text);
    const std::size_t at = rest_.empty() ? letters.npos : letters.find(next());
    if (at == letters.npos) return false;
    text += meanings[at];
    rest_.remove_prefix(1);
    return true;
  }

  /// The four digits behind \u, and the second half where they are the first of a pair.
  bool read_code_point(std::string& text) {
    unsigned code = 0;
    if (!read_hexadecimal(code)) return false;
    if (code >= 0xdc00 && code < 0xe000) return false;
    if (code >= 0xd800 && code < 0xdc00) {
      unsigned low = 0;
      if (!take("\\u") || !read_hexadecimal(low) || low < 0xdc00 || low >= 0xe000) return false;
      code = 0x10000 + ((code - 0xd800) << 10U) + (low - 0xdc00);
    }
    append_utf8(code, text);
    return true;
  }

  bool read_hexadecimal(unsigned& code) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (int i = 0; i < 4; ++i) {
      const char digit = next();
      const bool upper = digit >= 'A' && digit <= 'F';
      const std::size_t value = digits.find(upper ? static_cast<char>(digit + 32) : digit);
      if (value == digits.npos) return false;
      code = code * 16 + static_cast<unsigned>(value);
      rest_.remove_prefix(1);
    }
    return true;
  }

  std::string_view take_digits() {
    const std::string_view digits =
        rest_.substr(0, std::min(rest_.find_first_not_of("0123456789"), rest_.size()));
    rest_.remove_prefix(digits.size());
    return digits;
  }

  bool read_number(Json& json) {
    const bool negative = take("-");
    const std::string_view whole = take_digits();
    if (whole.empty() || (whole.size() > 1 && whole.front() == '0')) return false;
    std::string_view behind;
    bool real = take(".");
    if (real) {
      behind = take_digits();
      if (behind.empty()) return false;
    }
    int exponent = 0;
    if (next() == 'e' || next() == 'E') {
      real = true;
      rest_.remove_prefix(1);
      const bool down = take("-");
      if (!down) (void)take("+");
      const std::string_view digits = take_digits();
      if (digits.empty()) return false;
      // More than a text could make up for.
      constexpr int most = 100'000'000;
      for (const char digit : digits) exponent = std::min(exponent * 10 + (digit - '0'), most);
      if (down) exponent = -exponent;
    }
    if (!real && set_whole(json, whole, negative)) return true;
    const double size = nearest_double(std::string(whole) + std::string(behind),
                                       static_cast<int>(whole.size()) + exponent);
    json = negative ? -size : size;
    return std::isfinite(size);
  }

  /// False where it does not fit.
  static bool set_whole(Json& json, std::string_view digits, bool negative) {
    std::uint64_t value = 0;
    for (const char digit : digits) {
      const auto unit = static_cast<std::uint64_t>(digit - '0');
      if (value > (std::numeric_limits<std::uint64_t>::max() - unit) / 10) return false;
      value = value * 10 + unit;
    }
    if (!negative) {
      json.set_whole(value);
      return true;
    }
    constexpr std::uint64_t most = std::uint64_t{1} << 63U;
    // -0 is a real number, as JavaScript has it.
    if (value == 0 || value > most) return false;
    json.set_whole(static_cast<std::int64_t>(0 - value));
    return true;
  }

  std::string_view rest_;
};

Json parse_json(std::string_view text) { return JsonReader(text).document(); }

}  // namespace receptive
