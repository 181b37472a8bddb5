#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/looking/array/array_header.h"

namespace receptive {

/// The values of an array, kept to be read in another order. Memory is taken as they come, in parts
/// of at most 1 MB.
class GatheredValues {
 public:
  explicit GatheredValues(const ArrayHeader& header);

  /// Bytes that each value takes: as in the file, but of longer ones than 4 bytes as float32.
  static std::size_t bytes_of(const ArrayHeader& header);

  /// @param bytes of whole values.
  void add(std::span<const std::uint8_t> bytes);
  /// Every `step`-th value from the place `first` on.
  void read(std::uint64_t first, std::uint64_t step, std::span<float> out);

 private:
  static constexpr std::size_t part_values = std::size_t{1} << 18U;

  template <std::size_t Size>
  void pick(std::uint64_t first, std::uint64_t step, std::size_t count);

  ArrayHeader header_;
  ArrayHeader kept_;  ///< type and order of the values that are kept
  std::uint64_t count_ = 0;
  std::vector<std::vector<std::uint8_t>> parts_ = {};
  std::vector<float> floats_ = {};
  std::vector<std::uint8_t> picked_ = {};
};

}  // namespace receptive
