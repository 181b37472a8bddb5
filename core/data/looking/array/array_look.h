#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "data/looking/array/array_header.h"
#include "data/looking/distinct.h"
#include "data/looking/extent.h"

namespace receptive {

/// One picture of an array, its values in the order in which they lie in the file without the axis
/// of the pictures.
struct ArrayItem {
  std::uint64_t place = 0;
  std::vector<float> values = {};
};

/// What is known of an array when it was read once.
struct ArrayFacts {
  ArrayHeader header = {};
  /// Which of `header.sizes` counts the pictures (or labels): the first or the last.
  int item_axis = 0;
  std::uint64_t items = 0;        ///< header.sizes[item_axis]; 1 where there are no sizes
  std::uint64_t item_values = 1;  ///< values of each
  Extent numbers = {};            ///< of all values; booleans are 0 and 1

  /// As labels: where an item is one value, or one 1 among zeros (one-hot, up to 1,000 of them).
  bool may_be_labels = false;
  bool one_hot = false;
  /// Values and how often each; of one-hot labels the places of the 1.
  Distinct values = {};
  /// Of each item the number of its value in `values.values()`; where the values are many, nothing.
  std::vector<std::int32_t> codes = {};
  /// All texts, in order, where the array is of texts, has one dimension and at most `most_texts`.
  static constexpr std::size_t most_texts = 1000;
  std::vector<std::string> texts = {};

  /// Some items, spread evenly, where an item has several values.
  std::vector<ArrayItem> samples = {};
};

/// Reads an array once, piece by piece from the file's beginning, and finds out what is in it.
class ArrayLook {
 public:
  /// @param item_axis 0 or the last.
  ArrayLook(ArrayHeader header, int item_axis);
  ~ArrayLook();
  ArrayLook(ArrayLook&&) noexcept;
  ArrayLook& operator=(ArrayLook&&) noexcept;

  void read(std::span<const std::uint8_t> piece);
  /// @throws FormatError, beginning with the path, where the file is shorter or longer than its
  /// header says (IDX and .npy alike), or where a text is no text.
  ArrayFacts end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads an array again, picture by picture. Where the pictures' axis is the last one, no picture
/// is whole before the end: then all of them are gathered as float32 first, `most_gathered` values
/// at most.
class ArrayItems {
 public:
  static constexpr std::uint64_t most_gathered = 1ULL << 28U;
  using Take = std::function<void(std::uint64_t place, std::span<const float> values)>;

  /// @throws FormatError where there would be too much to gather.
  ArrayItems(const ArrayFacts& facts, Take take);
  ~ArrayItems();
  ArrayItems(ArrayItems&&) noexcept;
  ArrayItems& operator=(ArrayItems&&) noexcept;

  /// @throws FormatError where the file is not what it was.
  void read(std::span<const std::uint8_t> piece);
  void end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace receptive
