#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "data/looking/table/table_facts.h"

namespace receptive {

/// Reads a table of separated values once, piece by piece, and finds out what is in it.
///
/// Taken as they are: any of five delimiters, decimal points and commas, a first line "sep=;", a
/// byte-order mark, UTF-16, line ends of LF, CRLF and CR, quotes (with delimiters and line ends in
/// them), rows of nothing, comments (a '#' or '%' first), a delimiter at the end of each line, a
/// header with or without a field for row names (as R writes it), numbers as a header (as pandas
/// writes it).
class TableLook {
 public:
  explicit TableLook(std::string path);
  ~TableLook();
  TableLook(TableLook&&) noexcept;
  TableLook& operator=(TableLook&&) noexcept;

  /// Pieces in order, of any size.
  /// @throws FormatError, beginning with the path, for what is no table: control characters, a
  /// quote that nothing closes, a line or a number of fields beyond all limits.
  void read(std::span<const std::uint8_t> piece);
  /// After the last piece.
  /// @throws FormatError where there is no row, or where more than a tenth of the rows have another
  /// number of fields than most: with the first such line, what was expected and what was found.
  TableFacts end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads a table again, row by row.
class TableRows {
 public:
  using Take = std::function<void(const TableRow&)>;

  /// @param take is called for every row that the look counted, with the same row each time.
  TableRows(const TableFacts& facts, Take take);
  ~TableRows();
  TableRows(TableRows&&) noexcept;
  TableRows& operator=(TableRows&&) noexcept;

  /// @throws FormatError where the file is not what it was.
  void read(std::span<const std::uint8_t> piece);
  void end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace receptive
