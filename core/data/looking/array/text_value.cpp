#include "data/looking/array/text_value.h"

#include <string_view>

#include "base/error.h"
#include "base/utf8.h"

namespace receptive {

namespace {

[[noreturn]] void refuse_text(const ArrayHeader& header, std::uint64_t place,
                              const std::string& expected, const std::string& found) {
  throw FormatError({.where = header.path,
                     .expected = expected,
                     .found = found + " in text " + std::to_string(place) + " (counted from 0)"});
}

std::uint32_t code_at(const ArrayHeader& header, std::span<const std::uint8_t> bytes,
                      std::size_t at) {
  std::uint32_t code = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    code = code << 8U | bytes[at + (header.big_endian ? i : 3 - i)];
  }
  return code;
}

/// U+D800 to U+DFFF are halves of pairs, which UTF-32 does not need.
bool is_character(std::uint32_t code) {
  return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

std::string from_utf32(const ArrayHeader& header, std::span<const std::uint8_t> bytes,
                       std::uint64_t place) {
  std::string text;
  bool ended = false;
  for (std::size_t at = 0; at < bytes.size(); at += 4) {
    const std::uint32_t code = code_at(header, bytes, at);
    if (code != 0 && ended) {
      refuse_text(header, place, "texts with zeros at their end only", "a zero within");
    }
    if (!is_character(code)) {
      refuse_text(header, place, "characters of Unicode", "the number " + std::to_string(code));
    }
    ended = code == 0;
    if (!ended) append_utf8(code, text);
  }
  return text;
}

std::string from_bytes(const ArrayHeader& header, std::span<const std::uint8_t> bytes,
                       std::uint64_t place) {
  std::string text(bytes.begin(), bytes.end());
  text.erase(text.find_last_not_of('\0') + 1);
  if (text.find('\0') != std::string::npos) {
    refuse_text(header, place, "texts with zeros at their end only", "a zero within");
  }
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t length = utf8_length(rest);
    if (length == 0) {
      refuse_text(header, place, "UTF-8 (numpy.char.decode makes texts of other bytes)",
                  "the byte " + std::to_string(static_cast<std::uint8_t>(rest[0])));
    }
    rest.remove_prefix(length);
  }
  return text;
}

}  // namespace

std::string read_text_value(const ArrayHeader& header, std::span<const std::uint8_t> bytes,
                            std::uint64_t place) {
  return header.type == ArrayType::text ? from_utf32(header, bytes, place)
                                        : from_bytes(header, bytes, place);
}

}  // namespace receptive
