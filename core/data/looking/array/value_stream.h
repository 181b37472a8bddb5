#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "data/looking/array/array_header.h"

namespace receptive {

/// Finds the values in a file that comes in pieces of any size: the header and other arrays'
/// records left out, and no value cut in two.
class ValueStream {
 public:
  /// @param header is read from, and must stay.
  explicit ValueStream(const ArrayHeader& header);

  /// @param take is called with the bytes of one or more whole values, in order.
  template <typename Take>
  void read(std::span<const std::uint8_t> piece, const Take& take) {
    while (!piece.empty()) {
      const std::span<const std::uint8_t> run = next_run(piece);
      if (!run.empty()) whole_values(run, take);
    }
  }

  /// @throws FormatError, beginning with the path, where more bytes were read than the header says.
  void check_not_longer() const;
  /// ... or another number of them.
  void check_length() const;

 private:
  /// Takes what comes next from the piece: bytes of values, or nothing where there were others.
  std::span<const std::uint8_t> next_run(std::span<const std::uint8_t>& piece);

  template <typename Take>
  void whole_values(std::span<const std::uint8_t> run, const Take& take) {
    const std::size_t size = header_->item_bytes;
    if (!begun_.empty()) {
      const auto missing = run.first(std::min(size - begun_.size(), run.size()));
      begun_.insert(begun_.end(), missing.begin(), missing.end());
      run = run.subspan(missing.size());
      if (begun_.size() < size) return;
      take(std::span<const std::uint8_t>(begun_));
      begun_.clear();
    }
    const std::size_t whole = run.size() - run.size() % size;
    if (whole > 0) take(run.first(whole));
    begun_.assign(run.begin() + static_cast<std::ptrdiff_t>(whole), run.end());
  }

  const ArrayHeader* header_;
  std::uint64_t file_bytes_;
  std::uint64_t record_bytes_;  ///< the whole file is one, where it has none
  std::uint64_t run_bytes_;     ///< of values in each
  std::uint64_t read_ = 0;      ///< bytes of the file
  std::vector<std::uint8_t> begun_ =
      {};  ///< a value's first bytes, where the last piece ended in it
};

}  // namespace receptive
