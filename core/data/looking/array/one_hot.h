#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/looking/array/array_header.h"
#include "data/looking/array/item_layout.h"
#include "data/looking/distinct.h"

namespace receptive {

/// Whether each item is one 1 among zeros, and where the 1 is: labels as to_categorical makes them.
class OneHot {
 public:
  static constexpr std::uint64_t most_places = 1000;

  OneHot(const ArrayHeader& header, const ItemLayout& layout);

  /// Whether all that was read fits so far.
  [[nodiscard]] bool possible() const { return possible_; }
  /// @param place of the first of these among all values.
  void add(std::uint64_t place, std::span<const double> numbers);

  /// After all values: whether there were items, each with its 1.
  [[nodiscard]] bool end();
  [[nodiscard]] Distinct values() const;
  /// Of each item the number of its place in `values().values()`; nothing where they are many.
  [[nodiscard]] std::vector<std::int32_t> take_codes();

 private:
  void give_up();

  std::uint64_t items_;
  std::uint64_t item_values_;
  bool interleaved_;
  bool possible_;
  std::vector<std::int32_t> places_ = {};  ///< of the 1 in each item; -1: none so far
};

}  // namespace receptive
