#pragma once

#include <cstdint>
#include <vector>

#include "data/dataset.h"
#include "data/drawing/pen_drawing.h"

namespace receptive {

/// What `make_digits` draws.
struct DigitOptions {
  int count = 1000;  ///< examples, 1 .. 1,000,000
  std::uint64_t seed = 1;
};

/// Handwritten-looking digits of our own in MNIST's form: 28x28, classes "0" .. "9", the longer
/// side of the ink 20 pixels, its centre of mass in the middle (see `prepare_drawing`).
///
/// Each is written anew along one of the ways in which people write that digit (digit_shapes.h),
/// with a slant, a width, a pen and slips of its own.
///
/// Example i depends on seed and i, not on count: 100 examples are the first 100 of 1000. Each ten
/// examples from 10k on are the ten digits in random order, so the classes are balanced. Natively
/// and in WebAssembly the bytes are the same.
/// @throws ArgumentError when count is outside of its range.
Dataset make_digits(const DigitOptions& options);

/// A digit as somebody draws it on a pad.
struct DrawnDigit {
  int label = 0;
  /// In the order of drawing, at least two points each, all of them on the pad.
  std::vector<std::vector<PenPoint>> strokes;
};

/// The strokes of a digit before there is any ink, somewhere on a pad, larger or smaller: the digit
/// that `make_digits` shows at this seed and index, but for what the pen does there (its width,
/// pressure, gaps).
DrawnDigit make_drawn_digit(std::uint64_t seed, std::uint64_t index);

}  // namespace receptive
