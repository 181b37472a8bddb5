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

/// Why a column holds no classes, as "numbers with fractions".
std::string why_not_classes(const Column& column);

/// Whether a column says which rows are for training and which for testing.
bool is_split(const Column& column);

/// For people: "column breed", "the last column".
std::string column_title(const TableFacts& facts, int column);

/// "column 0", as a choice has it.
std::string column_id(int column);

}  // namespace receptive
