#pragma once

#include <cstdint>

#include "data/looking/table/beginning.h"
#include "data/looking/table/delimiter.h"
#include "data/looking/table/header.h"

namespace receptive {

/// How the rows of a table are to be cut and read.
struct TableLayout {
  char delimiter = ',';
  DecimalSign sign = DecimalSign::first;
  std::size_t width = 1;  ///< columns
  TableHeader header = {};
};

/// Finds the layout in steps, each of which reads the beginning once or twice.
class TableLayoutSearch {
 public:
  /// @throws FormatError for a line "sep=:".
  explicit TableLayoutSearch(TableBeginning beginning);

  /// @returns whether there is more to be done.
  /// @throws FormatError where the beginning has no rows, or more columns than
  /// `most_table_columns`, or is no text.
  bool step();
  /// When nothing is left to be done.
  [[nodiscard]] const TableLayout& found() const { return layout_; }

 private:
  enum class Next : std::uint8_t { delimiter, width, header, nothing };
  void find_width();

  TableBeginning beginning_;
  DelimiterSearch delimiters_;
  Next next_ = Next::delimiter;
  TableLayout layout_ = {};
};

}  // namespace receptive
