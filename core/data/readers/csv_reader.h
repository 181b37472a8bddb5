#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace receptive {

struct CsvOptions {
  /// Of a picture; all 0: a square of one channel, or of three where the columns fit that instead.
  int channels = 0;
  int height = 0;
  int width = 0;
  /// Three channels one pixel after the other (as a NumPy array of H x W x 3 is laid flat) instead
  /// of all red columns, all green ones, all blue ones (as CIFAR-10 has them).
  bool channels_last = false;
  /// The classes of the training set, for its test set; empty: what the labels are.
  std::vector<std::string> class_names = {};
};

/// A data set from a table with a line for each picture: a label and C * H * W pixels, as the
/// well-known mnist_train.csv. Pictures have 1 or 3 channels and up to 64 rows and columns.
///
/// Separators, quotes and line ends: data/readers/csv_lines.h. A first line whose fields are not
/// all numbers is a header. The label's column is the first one, or the one that the header calls
/// "label" or "class".
///
/// Values: where none is above 1, they go from 0 to 1 and are rounded to bytes; else they are whole
/// numbers from 0 to 255 (254.0 is one).
///
/// Labels: whole numbers from 0 to 255, or words, which are sorted and become the class names;
/// where both occur, numbers are taken for words. With `class_names`, every label is one of them,
/// or all are numbers of them. A table that was cut off between two lines, or within the last
/// number, cannot be told from a whole one.
/// @throws FormatError with the line, what was expected and what was found. The whole table is read
/// and checked before memory is taken; nothing is half-loaded.
/// @throws ArgumentError for sizes that no picture has.
Dataset read_csv(std::span<const std::uint8_t> bytes, const CsvOptions& options = {});

}  // namespace receptive
