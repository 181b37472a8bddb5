#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "data/looking/table/decoder.h"
#include "data/looking/table/reader.h"
#include "data/looking/table/table_facts.h"

namespace receptive {

/// Reads a table that was looked at once more, and holds that it is what it was.
class RereadTable {
 public:
  /// @param place among the rows, from 0
  using Take = std::function<void(std::uint64_t place, const TableFields& fields)>;

  RereadTable(const TableFacts& facts, DecimalSign sign, Take take);
  // Its reader points into it: it stays where it was made.
  RereadTable(const RereadTable&) = delete;
  RereadTable& operator=(const RereadTable&) = delete;
  ~RereadTable() = default;

  /// @throws FormatError where the file is not what it was.
  void read(std::span<const std::uint8_t> piece) { reader_.read(decoder_.read(piece)); }
  void end();

 private:
  [[noreturn]] void refuse(const std::string& found) const;

  std::string path_;
  std::uint64_t rows_;
  TableDecoder decoder_;
  TableReader reader_;
};

}  // namespace receptive
