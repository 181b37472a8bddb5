#pragma once

#include <cstddef>
#include <cstdint>
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

  /// Takes what it can from the front of the piece.
  /// @return the bytes of one or more whole values, which hold until the next call; nothing where
  /// the piece has been used up.
  std::span<const std::uint8_t> next(std::span<const std::uint8_t>& piece);

  /// @throws FormatError, beginning with the path, where more bytes were read than the header says.
  void check_not_longer() const;
  /// ... or another number of them.
  void check_length() const;

 private:
  /// How far what comes next is of one kind: of values, or of what is left out.
  struct Stretch {
    bool of_values;
    std::uint64_t bytes;
  };
  [[nodiscard]] Stretch stretch() const;
  std::span<const std::uint8_t> take(std::span<const std::uint8_t>& piece, std::size_t bytes);

  const ArrayHeader* header_;
  std::uint64_t file_bytes_;
  std::uint64_t record_bytes_;            ///< the whole file is one, where it has none
  std::uint64_t run_bytes_;               ///< of values in each
  std::uint64_t read_ = 0;                ///< bytes of the file
  std::vector<std::uint8_t> value_ = {};  ///< one that came in several pieces
};

}  // namespace receptive
