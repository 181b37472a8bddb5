// Compiled for speed: runs for every byte of a file.
#include "data/looking/table/decoder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "data/looking/table/refuse.h"

namespace receptive {

namespace {

using Encoding = TableForm::Encoding;

bool begins_with(std::span<const std::uint8_t> head, std::string_view mark) {
  return head.size() >= mark.size() &&
         std::equal(mark.begin(), mark.end(), head.begin(),
                    [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view little_mark = "\xFF\xFE";
constexpr std::string_view big_mark = "\xFE\xFF";

/// What Windows-1252 has at 0x80 to 0x9f; 0: nothing.
constexpr std::array<std::uint16_t, 32> windows_1252 = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

/// Bytes at the front that are ASCII.
std::size_t ascii_length(std::string_view bytes) {
  constexpr std::size_t block = 32;
  std::size_t at = 0;
  for (; at + block <= bytes.size(); at += block) {
    unsigned char high = 0;
    for (std::size_t i = 0; i < block; ++i) {
      high = static_cast<unsigned char>(high | static_cast<unsigned char>(bytes[at + i]));
    }
    if (high >= 0x80) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

/// Bytes that a letter of UTF-8 has by its first one.
std::size_t promised_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0xc2 || byte > 0xf4) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

}  // namespace

Encoding find_encoding(std::span<const std::uint8_t> head) {
  if (begins_with(head, utf8_mark)) return Encoding::utf8;
  if (begins_with(head, little_mark)) return Encoding::utf16_little;
  if (begins_with(head, big_mark)) return Encoding::utf16_big;
  std::array<std::size_t, 2> zeros = {};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == 0 ? 1 : 0;
  const std::size_t letters = head.size() / 2;
  // Digits and delimiters have a zero each; names in other scripts may stand among them.
  const auto most_of = [&](std::size_t count) { return count > 0 && count * 2 >= letters; };
  if (most_of(zeros[1]) && zeros[0] == 0) return Encoding::utf16_little;
  if (most_of(zeros[0]) && zeros[1] == 0) return Encoding::utf16_big;
  return Encoding::utf8;
}

void TableDecoder::refuse(const std::string& found) const {
  refuse_table(path_, "a table as text", found + " (byte " + std::to_string(offset_) + ")");
}

std::string_view TableDecoder::read(std::span<const std::uint8_t> piece) {
  std::string_view bytes(reinterpret_cast<const char*>(piece.data()), piece.size());
  if (!begun_) {
    const std::size_t wanted = std::min(head_bytes - kept_.size(), bytes.size());
    kept_.append(bytes.substr(0, wanted));
    bytes.remove_prefix(wanted);
    if (kept_.size() < head_bytes) return {};
    begin();
  }
  if (kept_.empty()) {
    // Most tables are nothing else, and need not be copied.
    if (encoding_ == Encoding::utf8 && ascii_length(bytes) == bytes.size()) {
      offset_ += bytes.size();
      return bytes;
    }
    return decode(bytes, false);
  }
  // The head, or a letter that was cut in two.
  std::string joined = std::exchange(kept_, {});
  joined.append(bytes);
  return decode(joined, false);
}

std::string_view TableDecoder::end() {
  if (!begun_) begin();
  const std::string rest = std::exchange(kept_, {});
  return decode(rest, true);
}

void TableDecoder::begin() {
  begun_ = true;
  const std::span head(reinterpret_cast<const std::uint8_t*>(kept_.data()), kept_.size());
  encoding_ = find_encoding(head);
  for (const std::string_view mark : {utf8_mark, little_mark, big_mark}) {
    if (!begins_with(head, mark)) continue;
    offset_ = mark.size();
    kept_.erase(0, mark.size());
    break;
  }
}

std::string_view TableDecoder::decode(std::string_view bytes, bool last) {
  text_.clear();
  if (encoding_ == Encoding::utf8) {
    decode_utf8(bytes, last);
  } else {
    decode_utf16(bytes, last);
  }
  return text_;
}

void TableDecoder::decode_utf8(std::string_view bytes, bool last) {
  while (!bytes.empty()) {
    const std::size_t ascii = ascii_length(bytes);
    text_.append(bytes.substr(0, ascii));
    bytes.remove_prefix(ascii);
    offset_ += ascii;
    if (bytes.empty()) return;
    if (!last && bytes.size() < promised_length(bytes.front())) {
      kept_ = bytes;
      return;
    }
    const std::size_t length = utf8_length(bytes);
    if (length == 0) add_latin(static_cast<std::uint8_t>(bytes.front()));
    const std::size_t taken = std::max<std::size_t>(length, 1);
    text_.append(bytes.substr(0, length));
    bytes.remove_prefix(taken);
    offset_ += taken;
  }
}

void TableDecoder::add_latin(std::uint8_t byte) {
  const unsigned letter = byte < 0xa0 ? windows_1252[byte - 0x80U] : byte;
  if (letter == 0) refuse("a byte that is neither UTF-8 nor Windows-1252");
  was_latin_ = true;
  append_utf8(letter, text_);
}

void TableDecoder::decode_utf16(std::string_view bytes, bool last) {
  const bool little = encoding_ == Encoding::utf16_little;
  const auto unit = [&](std::size_t at) {
    const auto one = static_cast<unsigned char>(bytes[at]);
    const auto two = static_cast<unsigned char>(bytes[at + 1]);
    return little ? two * 256U + one : one * 256U + two;
  };
  std::size_t at = 0;
  for (std::size_t taken = 2; at + taken <= bytes.size();
       at += taken, offset_ += taken, taken = 2) {
    unsigned letter = unit(at);
    if (letter >= 0xd800 && letter < 0xe000) {
      constexpr std::string_view half = "half a letter of UTF-16";
      if (letter >= 0xdc00) refuse(std::string(half));
      taken = 4;
      if (at + taken > bytes.size()) break;
      const unsigned second = unit(at + 2);
      if (second < 0xdc00 || second >= 0xe000) refuse(std::string(half));
      letter = 0x10000U + ((letter - 0xd800U) << 10U) + (second - 0xdc00U);
    }
    append_utf8(letter, text_);
  }
  if (at == bytes.size()) return;
  if (last) refuse("the end of the file within a letter of UTF-16: is it whole?");
  kept_ = bytes.substr(at);
}

}  // namespace receptive
