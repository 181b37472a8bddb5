#include "data/looking/table/reread_table.h"

#include <utility>

#include "data/looking/table/refuse.h"

namespace receptive {

RereadTable::RereadTable(const TableFacts& facts, DecimalSign sign, Take take)
    : path_(facts.path),
      rows_(facts.rows),
      decoder_(facts.path),
      reader_(facts.path, facts.form.delimiter, sign, facts.columns.size(), facts.form.header_line,
              [this, given = std::move(take)](const TableFields& fields) {
                // The reader has counted this one already.
                const std::uint64_t place = reader_.counts().rows - 1;
                if (place >= rows_) refuse("more");
                given(place, fields);
              }) {}

void RereadTable::end() {
  reader_.read(decoder_.end());
  reader_.end();
  const std::uint64_t found = reader_.counts().rows;
  if (found != rows_) refuse(std::to_string(found));
}

void RereadTable::refuse(const std::string& found) const {
  refuse_table(path_, std::to_string(rows_) + " rows, as when it was looked at", found);
}

}  // namespace receptive
