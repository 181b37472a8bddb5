#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/looking/table/beginning.h"

namespace receptive {

/// The line with the names of the columns.
struct TableHeader {
  std::uint64_t line = 0;               ///< from 1; 0: there is none
  std::vector<std::string> names = {};  ///< one for each column
};

/// Whether the first row, of as many fields as the others or of one less (R's write.table has no
/// name for the row names), names the columns:
/// - it has texts over columns of numbers and no numbers itself, or fewer of them;
/// - its numbers count up from column to column, as pandas numbers columns without names, and those
///   of no row below do;
/// - its numbers have fractions over columns of whole numbers, and all its fields are different:
///   pandas took a row of whole numbers for the names, and made them different;
/// - in a table of words only: it has a word that is not among the words below, which repeat.
/// Else a comment right before the rows may be the header, as NumPy's savetxt writes it.
TableHeader find_table_header(const TableBeginning& beginning, char delimiter, std::size_t width);

/// Whether a row of `count` fields fits a table: it has as many as the others, and maybe a
/// delimiter behind the last one.
inline bool fits_table(const TableFields& fields, std::size_t width) {
  return fields.count() == width || (fields.count() == width + 1 && fields.last_is_empty());
}

}  // namespace receptive
