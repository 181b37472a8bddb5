#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "data/looking/array/array_header.h"
#include "data/looking/array/item_layout.h"

namespace receptive {

/// One picture of an array, its values in the order in which they lie in the file without the axis
/// of the pictures.
struct ArrayItem {
  std::uint64_t place = 0;
  std::vector<float> values = {};
};

/// Keeps some items, spread evenly: every one, or every second, fourth, ..., so that 49 to 96 are
/// kept of more than 48 (as `Sampling` does where the number is not known before), but fewer where
/// they are large. None where an item is one value, or beyond all measure.
class ItemSamples {
 public:
  /// Values of all that are kept: 64 MB.
  static constexpr std::uint64_t most_values = 1ULL << 24U;

  ItemSamples(const ArrayHeader& header, const ItemLayout& layout);

  /// @param place of the first of these among all values.
  /// @param count of the values.
  void add(std::uint64_t place, std::span<const std::uint8_t> bytes, std::size_t count);
  [[nodiscard]] std::vector<ArrayItem> take();

 private:
  void add_runs(std::uint64_t place, std::span<const std::uint8_t> bytes, std::size_t count);
  void add_single(std::uint64_t place, std::span<const std::uint8_t> bytes, std::size_t count);
  void append(std::uint64_t item, std::span<const std::uint8_t> bytes, std::size_t first,
              std::size_t count);
  /// The first item from here on that is kept.
  [[nodiscard]] std::uint64_t next_kept(std::uint64_t item) const;

  const ArrayHeader* header_;
  ItemLayout layout_;
  std::uint64_t step_ = 0;  ///< 0: none is kept
  std::vector<ArrayItem> kept_ = {};
};

}  // namespace receptive
