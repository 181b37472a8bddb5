#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "data/looking/array/array_header.h"
#include "data/looking/array/item_samples.h"
#include "data/looking/distinct.h"
#include "data/looking/extent.h"

namespace receptive {

/// What is known of an array when it was read once.
struct ArrayFacts {
  ArrayHeader header = {};
  /// Which of `header.sizes` counts the pictures (or labels): the first or the last.
  int item_axis = 0;
  /// header.sizes[item_axis]; 1 where there are no sizes, 0 where any of them is 0.
  std::uint64_t items = 0;
  std::uint64_t item_values = 1;  ///< values of each
  Extent numbers = {};            ///< of all values; booleans are 0 and 1; of texts nothing

  /// As labels: where an item is one value (not one text of several), or one of the two below.
  bool may_be_labels = false;
  /// An item is one 1 among zeros, up to 1,000 of them in a row. Not looked for in more than
  /// 2^24 items.
  bool one_hot = false;
  /// An item is 2 to 16 integers (not uint8), and there are others than 0 to 255 among all: a table
  /// whose first column may be the labels (QMNIST: the class, then who wrote it, where, ...).
  bool first_column = false;
  /// Values and how often each; of one-hot labels the places of the 1.
  Distinct values = {};
  /// Of each item the number of its value in `values.values()`; -1 for NaN and the empty text.
  /// Where the values are many, or the items more than 2^24, nothing.
  std::vector<std::int32_t> codes = {};
  /// All texts, in order, where each item is one and they are at most `most_texts`.
  static constexpr std::size_t most_texts = 1000;
  std::vector<std::string> texts = {};

  /// Some items, spread evenly, where an item has several numbers.
  std::vector<ArrayItem> samples = {};
};

/// Reads an array once, piece by piece from the file's beginning, and finds out what is in it.
class ArrayLook {
 public:
  /// @param item_axis 0 or the last.
  /// @throws ArgumentError where it is neither.
  ArrayLook(ArrayHeader header, int item_axis);
  ~ArrayLook();
  ArrayLook(ArrayLook&&) noexcept;
  ArrayLook& operator=(ArrayLook&&) noexcept;
  ArrayLook(const ArrayLook&) = delete;
  ArrayLook& operator=(const ArrayLook&) = delete;

  /// @throws FormatError, beginning with the path, where a text is no text.
  void read(std::span<const std::uint8_t> piece);
  /// After the last piece, once.
  /// @throws FormatError, beginning with the path, where the file is shorter or longer than its
  /// header says (IDX and .npy alike), or where values are not below `header.below`.
  ArrayFacts end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace receptive
