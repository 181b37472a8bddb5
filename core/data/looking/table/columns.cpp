// Compiled for speed: runs for every value of a file.
#include "data/looking/table/columns.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/heap_sort.h"

namespace receptive {

namespace {

using Kind = TableFields::Kind;

/// The beginning of a text, whole letters of UTF-8.
std::string_view cut_off(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return text;
  std::size_t length = longest;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80) --length;
  return text.substr(0, length);
}

/// Bytes, about.
std::size_t memory_of(const TableRow& row) {
  std::size_t bytes = sizeof(TableRow) + (row.numbers.size() + row.packed.size()) * sizeof(float);
  for (const auto& [column, text] : row.texts) bytes += sizeof(row.texts[0]) + text.size();
  return bytes;
}

void copy_floats(std::span<const double> numbers, std::vector<float>& floats) {
  floats.resize(numbers.size());
  std::transform(numbers.begin(), numbers.end(), floats.begin(),
                 [](double number) { return static_cast<float>(number); });
}

}  // namespace

void copy_row(const TableFields& fields, TableRow& row, std::size_t longest_text) {
  copy_floats(fields.numbers(), row.numbers);
  row.packed.clear();
  row.packed_column = -1;
  std::size_t texts = 0;
  for (const auto& other : fields.others()) {
    const auto column = static_cast<int>(other.column);
    if (other.kind == Kind::list && row.packed_column < 0) {
      row.packed_column = column;
      copy_floats(fields.list_of(other), row.packed);
    } else if (other.kind == Kind::text) {
      // The texts of the row before are written over: their memory is there already.
      if (texts == row.texts.size()) row.texts.emplace_back();
      row.texts[texts].first = column;
      row.texts[texts].second = cut_off(other.text, longest_text);
      ++texts;
    }
  }
  row.texts.resize(texts);
}

TableColumns::TableColumns(std::size_t width, std::vector<std::string> names)
    : names_(std::move(names)), columns_(width), codes_(width, names_), before_(width) {
  // Until a row shows that it does not.
  for (Column& column : columns_) column.counts_up = true;
}

void TableColumns::add(const TableFields& fields) {
  const double* const numbers = fields.numbers().data();
  std::size_t from = 0;
  for (const auto& other : fields.others()) {
    add_numbers(numbers, from, other.column);
    add_other(fields, other);
    from = other.column + 1;
  }
  add_numbers(numbers, from, columns_.size());
  codes_.add(fields);
  gap_ = false;
  if (value_bytes_ > most_value_bytes) spare_memory();
  if (sampling_.wants(rows_)) keep_sample(fields);
  ++rows_;
}

void TableColumns::add_numbers(const double* numbers, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    const double number = numbers[i];
    Column& column = columns_[i];
    column.numbers.add(number);
    value_bytes_ += column.values.add(number);
    if (column.counts_up) {
      column.counts_up = gap_ || number == before_[i] + 1.0;
      before_[i] = number;
    }
  }
}

void TableColumns::add_other(const TableFields& fields, const TableFields::Other& field) {
  Column& column = columns_[field.column];
  column.counts_up = false;
  switch (field.kind) {
    case Kind::empty:
    case Kind::missing:
      ++column.blanks;
      break;
    case Kind::text:
      ++column.texts;
      value_bytes_ += column.values.add(field.text);
      break;
    case Kind::list:
      if (column.packed == 0) column.packed = field.list_length;
      if (column.packed != field.list_length && ++column.odd_lists == 1) {
        column.first_odd_list = rows_;
      }
      ++column.lists;
      for (const double number : fields.list_of(field)) column.numbers.add(number);
      break;
  }
}

/// Columns with the most values give up first: a label has few. In the first rows none has more
/// than another; then those of numbers do before those with texts, and the larger ones first.
void TableColumns::spare_memory() {
  struct Share {
    bool texts = false;
    std::size_t bytes = 0;
    std::size_t values = 0;
    std::size_t column = 0;
  };
  std::vector<Share> shares;
  value_bytes_ = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Distinct& values = columns_[i].values;
    if (values.memory() == 0) continue;
    shares.push_back({values.has_texts(), values.memory(), values.size(), i});
    value_bytes_ += values.memory();
  }
  if (value_bytes_ <= most_value_bytes) return;
  heap_sort(shares, [](const Share& a, const Share& b) {
    if (a.values != b.values) return a.values > b.values;
    if (a.texts != b.texts) return b.texts;
    return a.bytes != b.bytes ? a.bytes > b.bytes : a.column < b.column;
  });
  for (const Share& share : shares) {
    if (value_bytes_ <= most_value_bytes / 2) break;
    columns_[share.column].values.forget();
    value_bytes_ -= share.bytes;
  }
}

void TableColumns::keep_sample(const TableFields& fields) {
  TableRow row;
  copy_row(fields, row, Distinct::longest_text);
  row.place = rows_;
  samples_.push_back(std::move(row));
  const auto too_many = [&] {
    if (samples_.size() >= 2 * Sampling::usual) return true;
    std::size_t bytes = 0;
    for (const TableRow& sample : samples_) bytes += memory_of(sample);
    return samples_.size() > 1 && bytes > most_sample_bytes;
  };
  while (too_many()) {
    sampling_.thin_out();
    std::erase_if(samples_, [&](const TableRow& sample) { return !sampling_.wants(sample.place); });
  }
}

void TableColumns::finish(TableFacts& facts) {
  codes_.finish(columns_);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    if (i < names_.size()) column.name = names_[i];
    column.counts_up = column.counts_up && rows_ > 1;
  }
  facts.rows = rows_;
  facts.columns = std::move(columns_);
  facts.samples = std::move(samples_);
}

}  // namespace receptive
