// Compiled for speed: runs for every row of a table.
#include "data/looking/table/row_codes.h"

#include <algorithm>
#include <cmath>

#include "data/looking/path_words.h"

namespace receptive {

RowCodes::RowCodes(std::size_t width, const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (is_label_column(names[i]) || is_split_column(names[i])) follow(i);
  }
  constexpr std::size_t ends = 2;
  for (std::size_t i = 0; i < std::min(ends, width); ++i) {
    follow(i);
    follow(width - 1 - i);
  }
}

void RowCodes::follow(std::size_t column) {
  const bool already = std::ranges::find(followed_, column, &Followed::column) != followed_.end();
  if (already || followed_.size() == most_columns) return;
  // Rows before had no text, and what numbers they had does not matter: they have no label.
  followed_.push_back({.column = column, .codes = std::vector<std::int16_t>(rows_, -1)});
}

void RowCodes::add(const TableFields& fields) {
  for (const auto& other : fields.others()) {
    if (other.kind == TableFields::Kind::text) follow(other.column);
  }
  for (Followed& followed : followed_) {
    if (!followed.given_up) add_to(followed, fields);
  }
  ++rows_;
}

void RowCodes::add_to(Followed& followed, const TableFields& fields) const {
  const auto next = static_cast<std::int16_t>(followed.numbers.size() + followed.texts.size());
  std::int16_t code = -1;
  const double number = fields.numbers()[followed.column];
  if (!std::isnan(number)) {
    code = followed.numbers.try_emplace(number, next).first->second;
  } else {
    for (const auto& other : fields.others()) {
      if (other.column != followed.column || other.kind != TableFields::Kind::text) continue;
      const auto found = followed.texts.find(other.text);
      code = found != followed.texts.end() ? found->second
                                           : followed.texts.emplace(other.text, next).first->second;
    }
  }
  followed.codes.push_back(code);
  if (followed.numbers.size() + followed.texts.size() <= Distinct::most) return;
  followed = {.column = followed.column, .given_up = true};
}

void RowCodes::finish(std::vector<Column>& columns) {
  for (Followed& followed : followed_) {
    Column& column = columns[followed.column];
    if (followed.given_up || column.values.many()) continue;
    // From the order of appearance to that of the values.
    std::vector<std::int32_t> places(followed.numbers.size() + followed.texts.size(), -1);
    const std::vector<Counted> values = column.values.values();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const LabelValue& value = values[i].value;
      const auto place = static_cast<std::int32_t>(i);
      if (value.is_text()) {
        const auto found = followed.texts.find(value.text);
        if (found != followed.texts.end()) places[static_cast<std::size_t>(found->second)] = place;
      } else {
        const auto found = followed.numbers.find(value.number);
        if (found != followed.numbers.end()) {
          places[static_cast<std::size_t>(found->second)] = place;
        }
      }
    }
    column.codes.reserve(followed.codes.size());
    for (const std::int16_t code : followed.codes) {
      column.codes.push_back(code < 0 ? -1 : places[static_cast<std::size_t>(code)]);
    }
  }
}

}  // namespace receptive
