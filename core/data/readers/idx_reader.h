#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "data/dataset.h"

namespace receptive {

/// The type byte of an IDX file (third byte of the magic number).
enum class IdxType : std::uint8_t {
  uint8 = 0x08,
  int8 = 0x09,
  int16 = 0x0B,
  int32 = 0x0C,
  float32 = 0x0D,
  float64 = 0x0E,
};

/// The beginning of an IDX file: 0, 0, type, number of dimensions, then each dimension as a
/// big-endian 32-bit number (LeCun, Cortes, Burges, "The MNIST database", file formats).
struct IdxHeader {
  static constexpr int max_rank = 4;

  IdxType type = IdxType::uint8;
  int rank = 0;                                ///< dimensions, 1 .. 4
  std::array<std::uint32_t, max_rank> dims{};  ///< the first `rank` count, each at least 1
  std::uint64_t total_bytes = 0;               ///< the whole file: header and values
};

/// Reads a header alone, for callers that must know how large a gzipped file becomes before they
/// unpack it: 20 unpacked bytes are enough for any header.
/// @param bytes the beginning of the plain (not gzipped) file.
/// @param what the file's name in messages, "IDX images".
/// @throws FormatError when the bytes are not an IDX header, a dimension is 0, or the size of the
/// file does not fit into 64 bits.
IdxHeader read_idx_header(std::span<const std::uint8_t> bytes, const std::string& what);

/// A data set from the plain bytes of an image file and its label file, as of MNIST and
/// Fashion-MNIST.
///
/// Images are unsigned bytes in 3 dimensions (examples, rows, columns) or 4 (examples, channels,
/// rows, columns): 1 to 512 rows and columns, 1 to 16 channels, at most 2^31 - 1 values in all.
/// Labels are unsigned bytes in 1 dimension, one for each image. low = 0, high = 1.
/// @param classes how many classes there are, or 0 to count them: the largest label + 1, at least
/// 2. A test set should be given the number of its training set, as it need not hold every class.
/// Classes are named "0", "1", ...
/// @throws FormatError with what was expected and what was found. All checks are made before memory
/// is taken; nothing is half-loaded.
/// @throws ArgumentError when classes is not 0 or 2 .. 256.
Dataset read_idx(std::span<const std::uint8_t> images, std::span<const std::uint8_t> labels,
                 int classes = 0);

}  // namespace receptive
