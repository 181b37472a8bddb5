#include <algorithm>

#include "data/looking/naming/naming_table.h"

namespace receptive {

namespace {

/// Whole numbers that do not repeat, as those of pictures; names like "0e1" and "0e2" are 0 both.
bool are_numbers_of_pictures(const Column& column, std::uint64_t rows) {
  const Extent& numbers = column.numbers;
  const bool unique = is_number_column(column.name) || column.counts_up || column.values.many() ||
                      column.values.size() == rows;
  return column.texts == 0 && column.packed == 0 && numbers.count == rows && numbers.whole &&
         numbers.low >= 0 && unique;
}

/// Texts of which some is a picture's name; where they are many, it may be one that was not kept.
bool are_names(const TableFacts& facts, int column, const PictureIndex& index) {
  if (facts.columns[static_cast<std::size_t>(column)].values.many()) return true;
  return std::ranges::any_of(facts.samples, [&](const TableRow& row) {
    return std::ranges::any_of(row.texts, [&](const auto& field) {
      return field.first == column && index.find(field.second, facts.path) != PictureIndex::none;
    });
  });
}

}  // namespace

std::vector<int> naming_columns(const TableFacts& facts, const PictureIndex& index) {
  constexpr std::size_t most = 8;
  // Numbers in a table of pixels count rows, not files.
  constexpr std::uint64_t few = 64;
  const auto numbers = static_cast<std::uint64_t>(std::ranges::count_if(
      facts.columns, [](const Column& column) { return column.values.many(); }));
  std::vector<int> columns;
  for (int i = 0; i < static_cast<int>(facts.columns.size()) && columns.size() < most; ++i) {
    const Column& column = facts.columns[static_cast<std::size_t>(i)];
    const bool fits = column.texts > 0 && column.packed == 0
                          ? are_names(facts, i, index)
                          : numbers < few && are_numbers_of_pictures(column, facts.rows);
    if (fits) columns.push_back(i);
  }
  return columns;
}

bool header_is_row(const TableFacts& facts, const std::vector<int>& columns,
                   const PictureIndex& index) {
  return facts.has_header && std::ranges::any_of(columns, [&](int column) {
           const std::string& name = facts.columns[static_cast<std::size_t>(column)].name;
           // A column may be called "image" though there is an image.png.
           const bool is_name =
               is_called_picture(name) || name.find_first_of("0123456789") != std::string::npos;
           return is_name && index.find(name, facts.path) != PictureIndex::none;
         });
}

}  // namespace receptive
