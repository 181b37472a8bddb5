#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "nn/layers/convolution.h"

namespace receptive {

namespace {

/// The numbers of "0,1,12" (a comma may end it) or "012"; nothing when the text is neither.
std::optional<std::vector<int>> map_numbers(std::string_view group) {
  const bool with_commas = group.find(',') != std::string_view::npos;
  std::vector<int> numbers;
  bool inside = false;  // a number that more digits may follow
  for (const char symbol : group) {
    if (symbol == ',') {
      if (!inside) return {};
      inside = false;
      continue;
    }
    if (symbol < '0' || symbol > '9') return {};
    const int digit = symbol - '0';
    if (!inside || !with_commas) {
      numbers.push_back(digit);
      inside = true;
    } else {
      // Beyond any number of maps, so that it cannot overflow.
      numbers.back() = std::min(numbers.back() * 10 + digit, 10'000'000);
    }
  }
  return numbers;
}

}  // namespace

std::vector<bool> read_connections(Arguments& arguments, int filters, int maps) {
  const std::optional<Value> value = arguments.raw("connections");
  if (!value) return {};
  const std::string expected = "a text with " + std::to_string(filters) +
                               " groups of input maps 0 to " + std::to_string(maps - 1) +
                               ", as in '012 123' or '0,1,12 3,4'";
  const auto* text = std::get_if<std::string>(&*value);
  if (text == nullptr) arguments.refuse("connections", expected, value_text(*value));

  std::vector<std::string> groups;
  for (std::size_t end = 0;;) {
    const std::size_t start = text->find_first_not_of(" \t\n\r", end);
    if (start == std::string::npos) break;
    end = std::min(text->find_first_of(" \t\n\r", start), text->size());
    groups.push_back(text->substr(start, end - start));
  }
  if (groups.size() != static_cast<std::size_t>(filters)) {
    arguments.refuse("connections", expected, std::to_string(groups.size()) + " groups");
  }

  const auto width = static_cast<std::size_t>(maps);
  std::vector<bool> table(groups.size() * width);
  for (std::size_t filter = 0; filter < groups.size(); ++filter) {
    const auto numbers = map_numbers(groups[filter]);
    if (!numbers) arguments.refuse("connections", expected, "'" + groups[filter] + "'");
    for (const int map : *numbers) {
      if (map >= maps) {
        arguments.refuse("connections", expected,
                         "map " + std::to_string(map) + " in '" + groups[filter] + "'");
      }
      const std::size_t pair = filter * width + static_cast<std::size_t>(map);
      if (table[pair]) {
        arguments.refuse("connections", expected,
                         "map " + std::to_string(map) + " twice in '" + groups[filter] + "'");
      }
      table[pair] = true;
    }
  }
  return table;
}

}  // namespace receptive
