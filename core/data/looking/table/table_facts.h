#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data/looking/distinct.h"
#include "data/looking/extent.h"

namespace receptive {

/// How a table is written down. Found from its beginning.
struct TableForm {
  enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big };
  Encoding encoding = Encoding::utf8;
  /// ',', ';', '\t', '|', or ' ' for any number of blanks.
  char delimiter = ',';
  bool decimal_comma = false;
};

/// What is known of a column when the table was read once. Columns that a few rows lack are blank
/// there.
struct Column {
  std::string name = {};  ///< the header's; empty without one
  std::uint64_t texts = 0;
  std::uint64_t blanks = 0;
  Extent numbers = {};
  /// Each number is the one before plus 1: row numbers.
  bool counts_up = false;
  /// Fields are lists of numbers (Kaggle's FER2013 writes a picture so): how many numbers the first
  /// has; 0 where they are not.
  std::uint64_t packed = 0;
  /// Values and how often each; of lists nothing.
  Distinct values = {};
  /// Of columns that may hold labels or say what a row is for, which the first rows tell: of each
  /// row the place of its value in `values.values()`, -1 where it has none. Else, and where the
  /// values are many, nothing.
  std::vector<std::int32_t> codes = {};

  [[nodiscard]] bool is_blank() const { return texts == 0 && numbers.count == 0 && packed == 0; }
};

/// A row that is looked at, or taken.
struct TableRow {
  std::uint64_t place = 0;  ///< among the rows, from 0
  /// A number for each column: NaN where the field is none.
  std::vector<float> numbers = {};
  /// The fields that are no numbers, by column, in order. UTF-8.
  std::vector<std::pair<int, std::string>> texts = {};
  /// The numbers of the field that is a list, if there is one.
  std::vector<float> packed = {};
};

/// What is known of a table when it was read once.
struct TableFacts {
  std::string path = {};
  TableForm form = {};
  bool has_header = false;
  /// Bytes were no UTF-8 and were read as Windows-1252.
  bool was_latin = false;
  std::uint64_t rows = 0;  ///< the header apart
  std::uint64_t blank_rows = 0;
  std::uint64_t comment_rows = 0;
  /// Rows with another number of fields than most; they are left out.
  std::uint64_t odd_rows = 0;
  std::uint64_t first_odd_line = 0;  ///< from 1
  std::vector<Column> columns = {};
  /// Some rows, spread evenly.
  std::vector<TableRow> samples = {};
};

}  // namespace receptive
