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
/// writes it), titles and comments above the rows, Windows-1252. Numbers are read alike in every
/// locale; thousands are not grouped. Rows of another number of fields than most are left out and
/// counted, up to a tenth of all.
///
/// Limits: 20,000 fields in a row (`most_table_columns`), 8 MB in a line (`TableLines`), 65,536
/// numbers in the lists of a line (`TableFields`). What it takes is independent of the number of
/// rows: some 1.5 MB for pictures of 28x28, 25 MB for 12,289 columns.
class TableLook {
 public:
  enum class Header : std::uint8_t {
    look,  ///< whether there is one is found out
    none,  ///< it is known that the first row is one like the others
  };

  explicit TableLook(std::string path, Header header = Header::look);
  ~TableLook();
  TableLook(TableLook&&) noexcept;
  TableLook& operator=(TableLook&&) noexcept;
  TableLook(const TableLook&) = delete;
  TableLook& operator=(const TableLook&) = delete;

  /// Pieces in order, of any size.
  /// @throws FormatError, beginning with the path and mostly with the line, for what is no table:
  /// control characters, a quote that nothing closes or that text follows, a line or a number of
  /// fields beyond the limits, half letters of UTF-16, a "sep=" of another sign.
  /// @returns whether a part of the work is left, as where it is found out how the table is written
  /// down: a call without bytes does some more of it, and the next one with bytes all of it.
  bool read(std::span<const std::uint8_t> piece);
  /// After the last piece: does a part of the work that is left. @returns whether more of it is.
  bool over();
  /// After the last piece; does all that is left.
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

  /// @param take is called for every row that the look counted, in order and with the same object
  /// each time.
  TableRows(const TableFacts& facts, Take take);
  ~TableRows();
  TableRows(TableRows&&) noexcept;
  TableRows& operator=(TableRows&&) noexcept;
  TableRows(const TableRows&) = delete;
  TableRows& operator=(const TableRows&) = delete;

  /// @throws FormatError where the file is not what it was.
  void read(std::span<const std::uint8_t> piece);
  void end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace receptive
