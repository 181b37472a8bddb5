#include <algorithm>
#include <optional>
#include <string>

#include "base/error.h"
#include "data/looking/table/table_look.h"
#include "input.h"

using namespace receptive;

namespace {

/// Sizes of pieces, again and again: 1 to 256 bytes, or all of it.
template <typename Reader>
void read_in_pieces(Reader& reader, std::span<const std::uint8_t> file, std::uint8_t choice) {
  std::size_t piece = choice == 255 ? file.size() : choice + std::size_t{1};
  while (!file.empty()) {
    const auto part = file.first(std::min(piece, file.size()));
    // A copy, so that whoever reads beyond a piece is caught.
    const std::vector<std::uint8_t> bytes(part.begin(), part.end());
    reader.read(bytes);
    file = file.subspan(part.size());
    if (choice != 255) piece = piece * 7 % 256 + 1;
  }
}

std::optional<TableFacts> look(std::span<const std::uint8_t> file, std::uint8_t choice) {
  try {
    TableLook reader("fuzz");
    read_in_pieces(reader, file, choice);
    return reader.end();
  } catch (const FormatError& error) {
    fuzz::require(std::string(error.what()).starts_with("fuzz: "));
    return std::nullopt;
  }
}

void check(const TableFacts& facts) {
  fuzz::require(facts.rows > 0 && !facts.columns.empty() && !facts.samples.empty());
  fuzz::require(facts.has_header == (facts.form.header_line > 0));
  for (const Column& column : facts.columns) {
    const std::uint64_t values = column.numbers.count + column.numbers.not_finite;
    // The numbers of lists are counted among the numbers.
    if (column.lists == 0) fuzz::require(values + column.texts + column.blanks == facts.rows);
    fuzz::require(column.lists + column.texts + column.blanks <= facts.rows);
    fuzz::require(column.values.many() || column.values.values().size() <= Distinct::most);
  }
  for (const TableRow& row : facts.samples) {
    fuzz::require(row.place < facts.rows && row.numbers.size() == facts.columns.size());
  }
}

/// However the file is cut into pieces.
void check_same(const TableFacts& one, const TableFacts& other) {
  fuzz::require(one.rows == other.rows && one.blank_rows == other.blank_rows);
  fuzz::require(one.comment_rows == other.comment_rows && one.odd_rows == other.odd_rows);
  fuzz::require(one.was_latin == other.was_latin && one.columns.size() == other.columns.size());
  fuzz::require(one.form.delimiter == other.form.delimiter);
  fuzz::require(one.form.decimal_comma == other.form.decimal_comma);
  fuzz::require(one.form.header_line == other.form.header_line);
  for (std::size_t i = 0; i < one.columns.size(); ++i) {
    const Column& a = one.columns[i];
    const Column& b = other.columns[i];
    fuzz::require(a.name == b.name && a.texts == b.texts && a.blanks == b.blanks);
    fuzz::require(a.numbers.count == b.numbers.count && a.lists == b.lists);
    fuzz::require(a.numbers.low == b.numbers.low && a.numbers.high == b.numbers.high);
    fuzz::require(a.counts_up == b.counts_up && a.values.size() == b.values.size());
  }
}

}  // namespace

/// How the file is cut into pieces in both passes, and the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::uint8_t first = input.byte();
  const std::uint8_t second = input.byte();
  const auto file = input.rest();
  const auto facts = look(file, first);
  const auto again = look(file, second);
  fuzz::require(facts.has_value() == again.has_value());
  if (!facts) return 0;
  check(*facts);
  check_same(*facts, *again);

  std::uint64_t rows = 0;
  std::uint64_t texts = 0;
  TableRows reader(*facts, [&](const TableRow& row) {
    fuzz::require(row.place == rows++ && row.numbers.size() == facts->columns.size());
    texts += row.texts.size();
  });
  // What was looked at must be read again.
  read_in_pieces(reader, file, second);
  reader.end();
  fuzz::require(rows == facts->rows);
  for (const Column& column : facts->columns) texts -= column.texts;
  fuzz::require(texts == 0);
  return 0;
}
