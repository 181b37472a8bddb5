#include "data/readers/class_names.h"

#include <cstdint>

#include "base/utf8.h"

namespace receptive {

std::string in_quotes(std::string_view text) {
  constexpr std::size_t most = 24;
  std::string result = "'";
  for (const char letter : text.substr(0, most)) {
    const bool printable = letter >= 0x20 && letter < 0x7F;
    result += printable ? letter : '?';
  }
  return result + (text.size() > most ? "...'" : "'");
}

std::string wrong_with_class_name(std::string_view name) {
  if (name.empty()) return "an empty name";
  if (name.size() > longest_class_name)
    return "a name of " + std::to_string(name.size()) + " bytes";
  for (std::string_view rest = name; !rest.empty();) {
    const std::size_t bytes = utf8_length(rest);
    if (bytes == 0) return in_quotes(name) + ", which is not UTF-8";
    const auto first = static_cast<std::uint8_t>(rest[0]);
    // U+0080 to U+009F are control characters too.
    const bool control = first < 0x20 || first == 0x7F ||
                         (first == 0xC2 && static_cast<std::uint8_t>(rest[1]) < 0xA0);
    if (control) return in_quotes(name) + " with a control character";
    rest.remove_prefix(bytes);
  }
  return "";
}

}  // namespace receptive
