#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace receptive {

/// What the visitor wants otherwise than it was found, by the choice's name ("labels", "turn",
/// ...).
struct Choices {
  std::map<std::string, std::string, std::less<>> chosen = {};
  /// In the order of the classes that were found; empty: as found.
  std::vector<std::string> class_names = {};
};

/// One of the ways that there are.
struct Option {
  std::string value = {};
  std::string title = {};
};

/// Something that may be chosen.
struct Choice {
  std::string name = {};
  std::string value = {};
  std::vector<Option> options = {};
};

/// Adds a choice with what was chosen, or with `found` where nothing was or nothing of the kind is
/// there (any more: another choice may have changed what there is).
/// @returns the value.
std::string choose(std::vector<Choice>& choices, const Choices& wanted, std::string name,
                   std::vector<Option> options, std::string found);

}  // namespace receptive
