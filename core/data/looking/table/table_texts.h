#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "data/looking/table/table_facts.h"

namespace receptive {

/// Reads a table again, row by row, with every field as it is written: names of files may look like
/// numbers ("00012", "1e5").
class TableTexts {
 public:
  /// @param place among the rows, from 0
  /// @param texts one for each column, without blanks and quotes around it; valid during the call.
  using Take = std::function<void(std::uint64_t place, std::span<const std::string_view> texts)>;

  TableTexts(const TableFacts& facts, Take take);
  ~TableTexts();
  TableTexts(TableTexts&&) noexcept;
  TableTexts& operator=(TableTexts&&) noexcept;
  TableTexts(const TableTexts&) = delete;
  TableTexts& operator=(const TableTexts&) = delete;

  /// @throws FormatError where the file is not what it was.
  void read(std::span<const std::uint8_t> piece);
  void end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace receptive
