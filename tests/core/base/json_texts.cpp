#include "core/base/json_texts.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace receptive::testing {

namespace {

std::string random_number(Random& random) {
  const auto digits = [&](std::uint32_t most) {
    std::string text;
    for (std::uint32_t count = 1 + random.below(most); count > 0; --count) {
      text += static_cast<char>('0' + random.below(10));
    }
    return text;
  };
  std::string text = random.below(3) == 0 ? "-" : "";
  std::string whole = digits(random.below(4) == 0 ? 22 : 4);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  text += whole;
  if (random.below(2) == 0) text += "." + digits(random.below(4) == 0 ? 30 : 5);
  if (random.below(3) == 0) {
    constexpr const char* starts[] = {"e", "E", "e+", "e-", "E-"};
    text += starts[random.below(5)] + digits(random.below(4) == 0 ? 3 : 2);
  }
  return text;
}

std::string random_text(Random& random) {
  constexpr const char* pieces[] = {"a",
                                    "Z9",
                                    " ",
                                    R"(\")",
                                    R"(\\)",
                                    R"(\/)",
                                    R"(\b\f)",
                                    R"(\n\r\t)",
                                    "\xc3\xa9",
                                    "\x7f",
                                    "{",
                                    "\\u0041",
                                    R"(\u00e9)",
                                    R"(\uFFFF)",
                                    R"(\ud83d\ude00)",
                                    "[,:]",
                                    "\xe2\x82\xac",
                                    "\xf0\x9f\x98\x80"};
  std::string text = "\"";
  for (std::uint32_t count = random.below(6); count > 0; --count) {
    text += pieces[random.below(static_cast<std::uint32_t>(std::size(pieces)))];
  }
  return text + "\"";
}

}  // namespace

std::string random_json_text(Random& random, int depth) {
  const std::uint32_t kind = random.below(depth > 0 ? 7 : 4);
  constexpr const char* words[] = {"null", "true", "false"};
  constexpr const char* spaces[] = {"", "", "", " ", "\n\t", "\r "};
  const auto space = [&] { return std::string(spaces[random.below(6)]); };
  if (kind == 0) return words[random.below(3)];
  if (kind == 1) return random_text(random);
  if (kind < 4) return random_number(random);
  const bool object = kind == 6;
  std::string text = (object ? "{" : "[") + space();
  const std::uint32_t parts = random.below(5);
  for (std::uint32_t i = 0; i < parts; ++i) {
    if (i > 0) text += "," + space();
    if (object) text += random_text(random) + space() + ":" + space();
    text += random_json_text(random, depth - 1) + space();
  }
  return text + (object ? "}" : "]");
}

void spoil(std::string& text, Random& random) {
  if (text.empty()) return;
  const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
  constexpr std::string_view bytes = "[]{},:\"\\0123456789.eE+- aufn\x80\xc3\xed\xf4\xff\x01";
  switch (random.below(3)) {
    case 0:
      text.erase(at, 1);
      break;
    case 1:
      text.insert(at, 1, text[at]);
      break;
    default:
      text[at] = bytes[random.below(static_cast<std::uint32_t>(bytes.size()))];
  }
}

}  // namespace receptive::testing
