#include "data/looking/table/layout.h"

#include <map>

#include "data/looking/table/delimiter.h"
#include "data/looking/table/refuse.h"

namespace receptive {

namespace {

/// Rows of one number of fields.
struct Width {
  std::size_t rows = 0;
  std::size_t ending_empty = 0;  ///< those whose last field is empty
};

DecimalSign sign_found_by(const TableFields& fields) {
  if (fields.commas() > fields.points()) return DecimalSign::comma;
  return fields.points() > 0 ? DecimalSign::point : DecimalSign::first;
}

}  // namespace

TableLayout find_table_layout(const TableBeginning& beginning) {
  TableLayout layout{.delimiter = find_delimiter(beginning)};
  TableFields fields(layout.delimiter, DecimalSign::both, most_table_columns);
  std::map<std::size_t, Width> widths;
  std::uint64_t widest = 0;
  beginning.each_line(layout.delimiter, fields, [&](const auto& line) {
    if (line.comment) return true;
    Width& width = widths[fields.count()];
    ++width.rows;
    if (fields.last_is_empty()) ++width.ending_empty;
    if (fields.count() > most_table_columns && widest == 0) widest = line.number;
    return true;
  });
  Width usual;
  for (const auto& [count, width] : widths) {
    if (width.rows < usual.rows) continue;
    usual = width;
    layout.width = count;
  }
  // A delimiter at the end of each line has no column behind it.
  if (layout.width > 1 && usual.ending_empty == usual.rows) --layout.width;
  if (layout.width > most_table_columns) {
    refuse_line(beginning.path, widest,
                "at most " + std::to_string(most_table_columns) + " values in a row",
                std::to_string(layout.width));
  }
  layout.sign = sign_found_by(fields);
  layout.header = find_table_header(beginning, layout.delimiter, layout.width);
  return layout;
}

}  // namespace receptive
