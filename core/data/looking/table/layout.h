#pragma once

#include "data/looking/table/beginning.h"
#include "data/looking/table/header.h"

namespace receptive {

/// How the rows of a table are to be cut and read.
struct TableLayout {
  char delimiter = ',';
  DecimalSign sign = DecimalSign::first;
  std::size_t width = 1;  ///< columns
  TableHeader header = {};
};

/// @throws FormatError where it has no rows, or more columns than `most_table_columns`, or is no
/// text.
TableLayout find_table_layout(const TableBeginning& beginning);

}  // namespace receptive
