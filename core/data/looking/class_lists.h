#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/looking/distinct.h"

namespace receptive {

/// Names for classes, as they lie beside pictures: one after the other, or for the number of each.
struct ClassList {
  std::string path = {};
  /// In order, where the file is a list.
  std::vector<std::string> names = {};
  /// By the label's number, where the file pairs them (EMNIST's mapping, KMNIST's classmap).
  std::map<double, std::string> by_number = {};
};

/// A small text with a name a line ("airplane"), or a number and a name ("3 dog", "0,U+304A,o"), or
/// a number and the code of a character ("1 65 97", as EMNIST has it: A). Nothing where it is
/// neither.
std::optional<ClassList> read_class_list(const std::string& path, std::string_view text);

/// Names for these labels, if the list has one for each: by number, or in order where the labels
/// are 0 to n - 1 or 1 to n and the list has n names.
std::vector<std::string> names_by(const ClassList& list, const std::vector<LabelValue>& values);

}  // namespace receptive
