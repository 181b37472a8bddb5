#pragma once

#include <string>
#include <string_view>

namespace receptive {

/// A name as it is compared: in small letters and without accents, so that it does not matter
/// whether these are written as letters with accents (NFC) or behind their letters (NFD, as
/// archives made on a Mac have them). Latin, Cyrillic, kana and Hangul; other letters stay as they
/// are.
std::string folded_name(std::string_view name);

}  // namespace receptive
