#pragma once

#include <cstdint>
#include <vector>

#include "data/dataset.h"

namespace receptive {

/// What `make_xo` draws.
struct XoOptions {
  int count = 1000;  ///< examples, 1 .. 1,000,000
  std::uint64_t seed = 1;
  int size = 9;             ///< rows and columns, 7 .. 64; the page uses 9 and 28
  float difficulty = 0.5F;  ///< 0 .. 1
};

/// X's and O's as in Brohrer's "How Convolutional Neural Networks Work": classes {"X", "O"}, paper
/// -1, ink +1.
///
/// Difficulty 0 draws the plain figures and nothing else. From there everything grows steadily:
/// shift, shrinking, rotation, shear, bending, pen width and gaps, later also faint ink, grey noise
/// and flipped pixels. 0.5 is what the course texts show (shifted, shrunk, rotated, deformed,
/// thickened; nearly no noise); 1 is hard, but a person still reads most of them.
///
/// Example i depends on seed, size, difficulty and i, not on count: 100 examples are the first 100
/// of 1000. Its label and the character of its distortion depend on seed and i alone, so that
/// turning up the difficulty distorts the same figures further. Examples 2k and 2k + 1 are an X and
/// an O in random order, so the classes are balanced in every even number of examples. Natively and
/// in WebAssembly the bytes are the same.
/// @throws ArgumentError when an option is outside of its range.
Dataset make_xo(const XoOptions& options);

/// The figure at difficulty 0, size * size bytes, ink 255. At 9x9 the ink of the X is both
/// diagonals of the inner 7x7, the ink of the O is Brohrer's ring: three pixels on each side of the
/// inner 7x7 and one on each slant between them. Larger sizes show the same figures with smooth
/// edges and a round O.
/// @throws ArgumentError when size is outside of 7 .. 64.
std::vector<std::uint8_t> plain_x(int size);
std::vector<std::uint8_t> plain_o(int size);

}  // namespace receptive
