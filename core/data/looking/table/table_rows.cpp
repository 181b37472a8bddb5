#include <utility>

#include "data/looking/table/columns.h"
#include "data/looking/table/decoder.h"
#include "data/looking/table/reader.h"
#include "data/looking/table/refuse.h"
#include "data/looking/table/table_look.h"

namespace receptive {

namespace {

/// As the look began, so that every field is what it was.
DecimalSign sign_of(const TableForm& form) {
  if (form.late_sign) return DecimalSign::first;
  return form.decimal_comma ? DecimalSign::comma : DecimalSign::point;
}

}  // namespace

struct TableRows::State {
  State(const TableFacts& facts, Take taken)
      : path(facts.path),
        rows(facts.rows),
        take(std::move(taken)),
        decoder(facts.path),
        reader(facts.path, facts.form.delimiter, sign_of(facts.form), facts.columns.size(),
               facts.form.header_line, [this](const TableFields& fields) { take_row(fields); }) {}

  void take_row(const TableFields& fields) {
    // The reader has counted this one already.
    row.place = reader.counts().rows - 1;
    if (row.place >= rows) refuse("more");
    copy_row(fields, row);
    take(row);
  }

  void end() {
    reader.read(decoder.end());
    reader.end();
    const std::uint64_t found = reader.counts().rows;
    if (found != rows) refuse(std::to_string(found));
  }

  [[noreturn]] void refuse(const std::string& found) const {
    refuse_table(path, std::to_string(rows) + " rows, as when it was looked at", found);
  }

  std::string path;
  std::uint64_t rows;
  Take take;
  TableRow row = {};
  TableDecoder decoder;
  TableReader reader;
};

TableRows::TableRows(const TableFacts& facts, Take take)
    : state_(std::make_unique<State>(facts, std::move(take))) {}
TableRows::~TableRows() = default;
TableRows::TableRows(TableRows&&) noexcept = default;
TableRows& TableRows::operator=(TableRows&&) noexcept = default;

void TableRows::read(std::span<const std::uint8_t> piece) {
  state_->reader.read(state_->decoder.read(piece));
}

void TableRows::end() { state_->end(); }

}  // namespace receptive
