#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/looking/sampling.h"
#include "data/looking/table/fields.h"
#include "data/looking/table/row_codes.h"
#include "data/looking/table/table_facts.h"

namespace receptive {

/// @param row receives the fields of a row; its place is left.
/// @param longest_text in bytes; longer ones are cut.
void copy_row(const TableFields& fields, TableRow& row,
              std::size_t longest_text = std::string_view::npos);

/// What is found out about the columns, row by row, in memory that does not grow with the rows.
class TableColumns {
 public:
  /// Bytes, about, that all columns' different values may take: beyond that the columns with the
  /// most of them, which are no labels, are only known to have many.
  static constexpr std::size_t most_value_bytes = 14U << 20U;
  /// Bytes, about, of all samples: beyond that there are fewer.
  static constexpr std::size_t most_sample_bytes = 6U << 20U;

  /// @param names of the columns; none: they have none.
  TableColumns(std::size_t width, std::vector<std::string> names);

  /// A row that was left out comes before the next one: row numbers have a gap there.
  void skip() { gap_ = true; }
  /// @param fields as many as there are columns
  void add(const TableFields& fields);

  void finish(TableFacts& facts);

 private:
  void add_numbers(const double* numbers, std::size_t from, std::size_t to);
  void add_other(const TableFields& fields, const TableFields::Other& field);
  void spare_memory();
  void keep_sample(const TableFields& fields);

  std::vector<std::string> names_;
  std::vector<Column> columns_;
  RowCodes codes_;
  std::vector<double> before_;  ///< the last number of each column
  std::uint64_t rows_ = 0;
  bool gap_ = true;
  std::size_t value_bytes_ = 0;  ///< of all columns' values, or more
  Sampling sampling_ = {};
  std::vector<TableRow> samples_ = {};
};

}  // namespace receptive
