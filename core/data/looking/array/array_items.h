#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "data/looking/array/array_look.h"

namespace receptive {

/// Reads an array of numbers again, item by item. Where the items' axis is the last one, none is
/// whole before the end: then all of them are gathered first.
class ArrayItems {
 public:
  /// Bytes that are gathered at most: values of up to 4 bytes as they are, longer ones as float32.
  static constexpr std::uint64_t most_gathered = 1ULL << 30U;
  /// Values of an item.
  static constexpr std::uint64_t most_item_values = 1ULL << 28U;
  /// @param values in the order in which they lie in the file, without the axis of the items.
  using Take = std::function<void(std::uint64_t place, std::span<const float> values)>;

  /// @param take is called `facts.items` times, in order.
  /// @throws FormatError where there would be too much to gather, or where the array is of texts.
  ArrayItems(const ArrayFacts& facts, Take take);
  ~ArrayItems();
  ArrayItems(ArrayItems&&) noexcept;
  ArrayItems& operator=(ArrayItems&&) noexcept;
  ArrayItems(const ArrayItems&) = delete;
  ArrayItems& operator=(const ArrayItems&) = delete;

  /// @throws FormatError where the file is longer than it was.
  void read(std::span<const std::uint8_t> piece);
  /// After the last piece, once.
  /// @throws FormatError where the file is shorter than it was.
  void end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace receptive
