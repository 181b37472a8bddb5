#include "data/looking/naming/folded_name.h"

#include <cstddef>

#include "base/utf8.h"

namespace receptive {

namespace {

/// Letters without their accents, from U+00C0; '.' where there is none (Æ, ß, ...).
constexpr std::string_view latin1 =
    "aaaaaa.ceeeeiiii.nooooo..uuuuy.."
    "aaaaaa.ceeeeiiii.nooooo..uuuuy.y";
/// From U+0100.
constexpr std::string_view latin_a =
    "aaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll....nnnnnn...oooooo..rrrrrr"
    "sssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.";
static_assert(latin1.size() == 0x40 && latin_a.size() == 0x80);

/// Vietnamese letters from U+1EA0 stand in runs of one letter.
char vietnamese(unsigned code) {
  if (code < 0x1EB8) return 'a';
  if (code < 0x1EC8) return 'e';
  if (code < 0x1ECC) return 'i';
  if (code < 0x1EE4) return 'o';
  return code < 0x1EF2 ? 'u' : 'y';
}

char latin(unsigned code) {
  if (code >= 'A' && code <= 'Z') return static_cast<char>(code + 32);
  if (code >= 0xC0 && code < 0x100) return latin1[code - 0xC0];
  if (code >= 0x100 && code < 0x180) return latin_a[code - 0x100];
  if (code == 0x1A0 || code == 0x1A1) return 'o';
  if (code == 0x1AF || code == 0x1B0) return 'u';
  return code >= 0x1EA0 && code < 0x1EFA ? vietnamese(code) : '.';
}

unsigned cyrillic(unsigned code) {
  if (code >= 0x410 && code < 0x430) code += 0x20;
  if (code == 0x439) return 0x438;                       // й
  return code == 0x401 || code == 0x451 ? 0x435 : code;  // ё
}

/// A mark that stands behind its letter in NFD.
bool is_accent(unsigned code) { return code >= 0x300 && code < 0x370; }

/// A syllable of Hangul as its two or three parts (The Unicode Standard, section 3.12).
void add_hangul(unsigned code, std::string& text) {
  const unsigned place = code - 0xAC00;
  append_utf8(0x1100 + place / 588, text);
  append_utf8(0x1161 + place % 588 / 28, text);
  if (place % 28 > 0) append_utf8(0x11A7 + place % 28, text);
}

/// Whether a kana is one with a mark, which stands right behind the one without.
bool is_voiced(unsigned code) {
  const unsigned place = (code >= 0x30A0 ? code - 0x60 : code) - 0x3040;
  if (place >= 0x0B && place <= 0x22) return place % 2 == 0;         // か to ぢ
  if (place >= 0x24 && place <= 0x29) return place % 2 == 1;         // つ to ど
  return place >= 0x2F && place <= 0x3D && (place - 0x2F) % 3 != 0;  // は to ぽ
}

unsigned without_voice(unsigned code) {
  if (code == 0x3094 || code == 0x30F4) return code - 0x4E;  // ゔ
  if (code < 0x3041 || code >= 0x3100 || !is_voiced(code)) return code;
  const unsigned place = (code >= 0x30A0 ? code - 0x60 : code) - 0x3040;
  return place >= 0x2F ? code - (place - 0x2F) % 3 : code - 1;
}

bool is_voice(unsigned code) { return code == 0x3099 || code == 0x309A; }

/// Of a letter in UTF-8.
unsigned code_of(std::string_view letter) {
  const auto first = static_cast<unsigned char>(letter.front());
  if (letter.size() == 1) return first;
  unsigned code = first & (0xFFU >> (letter.size() + 1));
  for (const char byte : letter.substr(1)) {
    code = code << 6U | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  return code;
}

}  // namespace

std::string folded_name(std::string_view name) {
  std::string folded;
  folded.reserve(name.size());
  while (!name.empty()) {
    const std::size_t length = utf8_length(name);
    const unsigned code = length == 0 ? 0 : code_of(name.substr(0, length));
    if (length == 0) folded += name.front();
    name.remove_prefix(length == 0 ? 1 : length);
    if (length == 0 || is_accent(code) || is_voice(code)) continue;
    if (const char letter = latin(code); letter != '.') {
      folded += letter;
    } else if (code >= 0xAC00 && code < 0xD7A4) {
      add_hangul(code, folded);
    } else {
      append_utf8(without_voice(cyrillic(code)), folded);
    }
  }
  return folded;
}

}  // namespace receptive
