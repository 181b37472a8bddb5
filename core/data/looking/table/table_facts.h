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
  /// The beginning has whole numbers only: the decimal sign is that of the first number with one.
  bool late_sign = false;
  /// Of the header, from 1; 0: there is none.
  std::uint64_t header_line = 0;
};

/// What is known of a column when the table was read once. Each of its fields is a number, a list,
/// a text, or blank.
struct Column {
  /// The header's, without quotes; empty without one, and where it has none (row names).
  std::string name = {};
  std::uint64_t texts = 0;
  std::uint64_t blanks = 0;  ///< empty fields and words for nothing: NA, N/A, NaN, null
  Extent numbers = {};       ///< those in lists too
  /// Each number is the one before plus 1: row numbers. At least two, in every row; where rows were
  /// left out there may be a gap.
  bool counts_up = false;
  /// Fields are lists of numbers (Kaggle's FER2013 writes a picture so): how many numbers the first
  /// has; 0 where they are not. A list has at least 4 numbers, with blanks (or in quotes or
  /// brackets commas) between them.
  std::uint64_t packed = 0;
  std::uint64_t lists = 0;           ///< fields that are lists
  std::uint64_t odd_lists = 0;       ///< lists of another length than the first
  std::uint64_t first_odd_list = 0;  ///< place of the first of them among the rows
  /// Values and how often each; of lists nothing. In very wide tables, where that would take too
  /// much memory, the columns with the most values are said to have many before they have.
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
  /// The fields that are texts, by column, in order: neither numbers nor lists nor blank. UTF-8.
  std::vector<std::pair<int, std::string>> texts = {};
  /// The numbers of the first field that is a list, if there is one.
  std::vector<float> packed = {};
  int packed_column = -1;  ///< where that is; -1: nowhere
};

/// What is known of a table when it was read once.
struct TableFacts {
  std::string path = {};
  TableForm form = {};
  bool has_header = false;  ///< form.header_line > 0
  /// Bytes were no UTF-8 and were read as Windows-1252.
  bool was_latin = false;
  std::uint64_t rows = 0;  ///< the header apart
  std::uint64_t blank_rows = 0;
  std::uint64_t comment_rows = 0;
  /// Rows with another number of fields than most; they are left out.
  std::uint64_t odd_rows = 0;
  std::uint64_t first_odd_line = 0;  ///< from 1
  std::vector<Column> columns = {};
  /// Some rows, spread evenly; of their texts at most the first 256 bytes.
  std::vector<TableRow> samples = {};
};

}  // namespace receptive
