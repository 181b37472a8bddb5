#pragma once

#include <span>
#include <string>
#include <vector>

#include "data/looking/parts.h"

namespace receptive {

/// What the columns of a table are, by their places.
struct TableRoles {
  std::vector<int> pixels = {};
  std::vector<int> labels = {};  ///< the most likely first
  /// No header names the labels: which of them is left out of the pixels. -1: they are named.
  int guessed = -1;
  bool was_chosen = false;  ///< the visitor has said so
  int split = -1;
  int packed = -1;  ///< its fields are pictures
  std::vector<std::string> left_out = {};
};

/// Few whole numbers, or few texts, as classes are.
bool may_be_classes(const Column& column);

/// Of each table. Where no header names the labels it is the first or the last column, whichever
/// has fewer values; the largest of the tables with as many columns says it for the others.
/// @param chosen the column that the visitor wants then ("column 0"); empty: none.
std::vector<TableRoles> roles_of(std::span<const LookedTable> tables, const std::string& chosen);

/// "column 0", as a choice has it.
std::string column_id(int column);

}  // namespace receptive
