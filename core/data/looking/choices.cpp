#include "data/looking/choices.h"

#include <algorithm>
#include <utility>

namespace receptive {

std::string choose(std::vector<Choice>& choices, const Choices& wanted, std::string name,
                   std::vector<Option> options, std::string found) {
  const auto chosen = wanted.chosen.find(name);
  if (chosen != wanted.chosen.end() &&
      std::ranges::find(options, chosen->second, &Option::value) != options.end()) {
    found = chosen->second;
  }
  choices.push_back({.name = std::move(name), .value = found, .options = std::move(options)});
  return found;
}

}  // namespace receptive
