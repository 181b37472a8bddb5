#pragma once

#include <string>
#include <string_view>

namespace receptive {

/// Classes of a data set: labels are bytes.
inline constexpr int most_classes = 256;
/// Bytes of a class's name in UTF-8.
inline constexpr std::size_t longest_class_name = 256;

/// A text of a file as a message quotes it: at most 24 bytes of it, with '?' for what cannot be
/// printed.
std::string in_quotes(std::string_view text);

/// What keeps a text from being a class's name ("an empty name"); empty when nothing does. A name
/// is UTF-8 of 1 to 256 bytes without control characters.
std::string wrong_with_class_name(std::string_view name);

}  // namespace receptive
