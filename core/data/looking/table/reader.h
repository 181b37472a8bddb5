#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "data/looking/table/fields.h"
#include "data/looking/table/lines.h"

namespace receptive {

/// Reads the rows of a table whose layout is known: what both passes over a file have in common.
class TableReader {
 public:
  /// Which lines were what.
  struct Counts {
    std::uint64_t rows = 0;
    std::uint64_t blank = 0;
    std::uint64_t comments = 0;
    std::uint64_t odd = 0;  ///< with another number of fields
    std::uint64_t first_odd_line = 0;
    std::size_t first_odd_fields = 0;
  };
  /// A row, of as many fields as there are columns.
  using Take = std::function<void(const TableFields&)>;

  /// @param header_line from 1; 0: there is none
  TableReader(const std::string& path, char delimiter, DecimalSign sign, std::size_t width,
              std::uint64_t header_line, Take take);

  /// @throws FormatError as TableLines does, and for text behind a closing quote.
  void read(std::string_view text);
  void end();

  [[nodiscard]] const Counts& counts() const { return counts_; }
  [[nodiscard]] DecimalSign sign() const { return fields_.sign(); }

 private:
  void take_line();

  std::string path_;
  char delimiter_;
  std::size_t width_;
  std::uint64_t header_line_;
  Take take_;
  TableLines lines_;
  TableFields fields_;
  Counts counts_ = {};
};

}  // namespace receptive
