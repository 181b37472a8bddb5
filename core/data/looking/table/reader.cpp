#include "data/looking/table/reader.h"

#include <utility>

#include "data/looking/table/beginning.h"
#include "data/looking/table/header.h"
#include "data/looking/table/refuse.h"

namespace receptive {

TableReader::TableReader(const std::string& path, char delimiter, DecimalSign sign,
                         std::size_t width, std::uint64_t header_line, Take take)
    : path_(path),
      delimiter_(delimiter),
      width_(width),
      header_line_(header_line),
      take_(std::move(take)),
      lines_(path, delimiter),
      fields_(delimiter, sign, width) {}

void TableReader::read(std::string_view text) {
  lines_.give(text);
  while (lines_.next()) take_line();
}

void TableReader::end() {
  if (lines_.last()) take_line();
}

void TableReader::take_line() {
  const std::string_view line = lines_.line();
  const std::uint64_t number = lines_.number();
  if (number == header_line_ || (number == 1 && named_delimiter(line))) return;
  if (is_comment(line, delimiter_)) {
    ++counts_.comments;
    return;
  }
  if (!fields_.cut(line)) {
    refuse_line(path_, number, "a delimiter behind a text in quotes", "more text");
  }
  if (fields_.is_blank()) {
    ++counts_.blank;
    return;
  }
  if (!fits_table(fields_, width_)) {
    if (++counts_.odd > 1) return;
    counts_.first_odd_line = number;
    counts_.first_odd_fields = fields_.count();
    return;
  }
  if (fields_.count() > width_) fields_.drop_last();
  ++counts_.rows;
  take_(fields_);
}

}  // namespace receptive
