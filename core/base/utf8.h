#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace receptive {

/// Bytes of the UTF-8 sequence at the front of `text`; 0 where there is none (table 3-7 of the
/// Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t utf8_length(std::string_view text);

/// @param code at most 0x10FFFF; half a surrogate pair becomes three bytes that are not UTF-8.
void append_utf8(unsigned code, std::string& text);

}  // namespace receptive
