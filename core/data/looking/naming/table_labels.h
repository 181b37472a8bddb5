#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/looking/naming/naming_table.h"
#include "data/looking/parts.h"

namespace receptive {

/// A column that says the classes of pictures; in several tables, where they call it alike.
struct TableLabels {
  LabelSource source = {};  ///< with a code for each of all the pictures
  /// Pictures of which a row was found, whatever it says.
  std::vector<bool> named = {};
  std::string tables = {};               ///< "labels.csv", "train.csv and test.csv"
  std::vector<std::string> checks = {};  ///< to be said where this is chosen
};

/// What tables say of the pictures beside them.
struct NamedPictures {
  std::vector<TableLabels> labels = {};  ///< the most likely first
  std::optional<LabelSource> split = {};
  /// By the tables' names, of each picture; empty where no table names any.
  std::vector<Purpose> purposes = {};
  std::vector<std::string> notes = {};
  /// Why a table that names pictures tells no classes.
  std::vector<std::string> reasons = {};
};

/// Labels are columns that are called so and columns of few texts; where there are none, columns of
/// 0 and 1 of which each row has one 1, and else columns of few whole numbers.
/// @param pictures how many there are.
NamedPictures named_pictures(std::span<const LookedTable> tables,
                             std::span<const NamingTable> naming, std::size_t pictures);

}  // namespace receptive
