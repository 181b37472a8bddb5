#include "data/looking/table/layout.h"

#include <map>
#include <utility>

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

TableLayoutSearch::TableLayoutSearch(TableBeginning beginning)
    : beginning_(beginning), delimiters_(std::move(beginning)) {}

bool TableLayoutSearch::step() {
  switch (next_) {
    case Next::delimiter:
      if (delimiters_.step()) break;
      layout_.delimiter = delimiters_.found();
      next_ = Next::width;
      break;
    case Next::width:
      find_width();
      next_ = Next::header;
      break;
    case Next::header:
      layout_.header = find_table_header(beginning_, layout_.delimiter, layout_.width);
      next_ = Next::nothing;
      break;
    case Next::nothing:
      break;
  }
  return next_ != Next::nothing;
}

void TableLayoutSearch::find_width() {
  TableFields fields(layout_.delimiter, DecimalSign::both, most_table_columns);
  std::map<std::size_t, Width> widths;
  std::uint64_t widest = 0;
  beginning_.each_line(layout_.delimiter, fields, [&](const auto& line) {
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
    layout_.width = count;
  }
  // A delimiter at the end of each line has no column behind it.
  if (layout_.width > 1 && usual.ending_empty == usual.rows) --layout_.width;
  if (layout_.width > most_table_columns) {
    refuse_line(beginning_.path, widest,
                "at most " + std::to_string(most_table_columns) + " values in a row",
                std::to_string(layout_.width));
  }
  layout_.sign = sign_found_by(fields);
}

}  // namespace receptive
