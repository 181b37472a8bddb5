#include <utility>

#include "data/looking/table/columns.h"
#include "data/looking/table/reread_table.h"
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
      : take(std::move(taken)),
        table(facts, sign_of(facts.form), [this](std::uint64_t place, const TableFields& fields) {
          row.place = place;
          copy_row(fields, row);
          take(row);
        }) {}

  Take take;
  TableRow row = {};
  RereadTable table;
};

TableRows::TableRows(const TableFacts& facts, Take take)
    : state_(std::make_unique<State>(facts, std::move(take))) {}
TableRows::~TableRows() = default;
TableRows::TableRows(TableRows&&) noexcept = default;
TableRows& TableRows::operator=(TableRows&&) noexcept = default;

void TableRows::read(std::span<const std::uint8_t> piece) { state_->table.read(piece); }

void TableRows::end() { state_->table.end(); }

}  // namespace receptive
