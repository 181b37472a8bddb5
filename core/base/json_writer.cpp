#include <cmath>
#include <string>

#include "base/decimal.h"
#include "base/json.h"
#include "base/utf8.h"

namespace receptive {

class JsonWriter {
 public:
  explicit JsonWriter(bool ascii) : ascii_(ascii) {}

  void write(const Json& json) {
    switch (json.kind_) {
      case Json::Kind::null:
        text_ += "null";
        break;
      case Json::Kind::discarded:
        text_ += "<discarded>";
        break;
      case Json::Kind::boolean:
        text_ += json.number_.whole != 0 ? "true" : "false";
        break;
      case Json::Kind::whole:
        text_ += std::to_string(json.number_.whole);
        break;
      case Json::Kind::negative:
        text_ += std::to_string(json.number_.negative);
        break;
      case Json::Kind::real:
        text_ += std::isfinite(json.number_.real) ? json_number_text(json.number_.real) : "null";
        break;
      case Json::Kind::text:
        write(std::string_view(*json.number_.text));
        break;
      case Json::Kind::array:
      case Json::Kind::object:
        write_parts(json);
        break;
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void write_parts(const Json& json) {
    text_ += json.is_object() ? '{' : '[';
    bool first = true;
    for (const auto& [name, value] : json.items()) {
      if (!first) text_ += ',';
      first = false;
      if (json.is_object()) {
        write(std::string_view(name));
        text_ += ':';
      }
      write(value);
    }
    text_ += json.is_object() ? '}' : ']';
  }

  void write(std::string_view text) {
    text_ += '"';
    while (!text.empty()) {
      const std::size_t length = utf8_length(text);
      if (length == 0) {
        write_code(0xfffd);
      } else {
        write_character(text.substr(0, length));
      }
      text.remove_prefix(length == 0 ? 1 : length);
    }
    text_ += '"';
  }

  /// @param bytes of one code point
  void write_character(std::string_view bytes) {
    constexpr std::string_view special = "\"\\\b\f\n\r\t";
    constexpr std::string_view letters = "\"\\bfnrt";
    const std::size_t at = special.find(bytes.front());
    if (at != special.npos) {
      text_ += '\\';
      text_ += letters[at];
    } else if (static_cast<unsigned char>(bytes.front()) < 0x20) {
      escape(static_cast<unsigned char>(bytes.front()));
    } else if (bytes.size() == 1 || !ascii_) {
      text_ += bytes;
    } else {
      unsigned code = static_cast<unsigned char>(bytes.front()) & (0x7fU >> bytes.size());
      for (const char byte : bytes.substr(1)) {
        code = code << 6U | (static_cast<unsigned char>(byte) & 0x3fU);
      }
      write_code(code);
    }
  }

  void write_code(unsigned code) {
    if (!ascii_) return append_utf8(code, text_);
    if (code >= 0x10000) {
      escape(0xd800 + ((code - 0x10000) >> 10U));
      code = 0xdc00 + (code & 0x3ffU);
    }
    escape(code);
  }

  void escape(unsigned code) {
    text_ += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) {
      text_ += "0123456789abcdef"[code >> static_cast<unsigned>(shift) & 15U];
    }
  }

  std::string text_;
  bool ascii_;
};

std::string Json::dump(bool ascii) const {
  JsonWriter writer(ascii);
  writer.write(*this);
  return writer.take();
}

}  // namespace receptive
