#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "data/looking/naming/naming_table.h"
#include "data/looking/parts.h"

namespace receptive {

/// A column of one or more tables that may hold the classes of the pictures that these name.
struct LabelColumn {
  std::string id = {};     ///< "column breed"
  std::string title = {};  ///< for people
  bool called = false;     ///< it is called as labels are
  /// Where it is: the naming table, and the column in that or `one_hot_columns`.
  std::vector<std::pair<std::size_t, int>> places = {};
};

/// The most likely first; see named_pictures().
/// @param used places of the naming tables that count.
std::vector<LabelColumn> label_columns(std::span<const LookedTable> tables,
                                       std::span<const NamingTable> naming,
                                       std::span<const std::size_t> used);

/// Of a table that has none, in a sentence.
std::string why_no_labels(const TableFacts& facts, const NamingTable& naming);

}  // namespace receptive
