#include "base/utf8.h"

namespace receptive {

std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  const auto follows = [&](std::size_t at) { return byte(at) >> 6U == 2U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xc2 || !follows(1)) return 0;
  if (first < 0xe0) return 2;
  if (!follows(2)) return 0;
  if (first < 0xf0) {
    const bool fits = first == 0xe0 ? byte(1) >= 0xa0 : first != 0xed || byte(1) < 0xa0;
    return fits ? 3 : 0;
  }
  const bool fits = first == 0xf0 ? byte(1) >= 0x90 : first < 0xf4 || byte(1) < 0x90;
  return first < 0xf5 && fits && follows(3) ? 4 : 0;
}

void append_utf8(unsigned code, std::string& text) {
  const auto add = [&](unsigned byte) { text += static_cast<char>(byte); };
  const auto follow = [&](unsigned shift) { add(0x80 | ((code >> shift) & 0x3f)); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xc0 | code >> 6U);
  } else {
    if (code < 0x10000) {
      add(0xe0 | code >> 12U);
    } else {
      add(0xf0 | code >> 18U);
      follow(12);
    }
    follow(6);
  }
  follow(0);
}

}  // namespace receptive
