#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "data/looking/table/fields.h"

namespace receptive {

/// More fields are in no row.
inline constexpr std::size_t most_table_columns = 20'000;

/// The delimiters that tables have; the last one stands for any number of blanks.
inline constexpr std::string_view table_delimiters = ",;\t| ";

/// What "sep=;" names; nothing for another line.
std::optional<char> named_delimiter(std::string_view line);

/// The beginning of a table, from which it is found out how it is written down.
struct TableBeginning {
  std::string path = {};
  std::string_view text = {};
  bool whole = false;  ///< all of the table

  /// In bytes: at first, and where long lines ask for more.
  static constexpr std::size_t usual = 64U << 10U;
  static constexpr std::size_t most = 16U << 20U;
  /// Line ends that it has, where that is possible.
  static constexpr std::size_t enough_lines = 4;

  struct Line {
    std::uint64_t number = 0;
    bool comment = false;  ///< its sign is taken off
    std::string_view text = {};
  };
  /// @param fields what cuts the lines
  /// @param take is called with every whole line that is not blank. @returns whether to go on.
  /// @returns false where a quote ends no field
  /// @throws FormatError as TableLines does.
  bool each_line(char delimiter, TableFields& fields,
                 const std::function<bool(const Line&)>& take) const;
};

}  // namespace receptive
