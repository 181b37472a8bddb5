#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace receptive {

/// What the values of a NumPy array are: the letter of its dtype.
enum class NpyKind : char {
  boolean = 'b',
  signed_integer = 'i',
  unsigned_integer = 'u',
  floating = 'f',
  text = 'U',
};

/// The beginning of a .npy file: "\x93NUMPY", a version, a length, and a Python dictionary of
/// descr, fortran_order and shape (NumPy enhancement proposal 1 and numpy.lib.format).
struct NpyHeader {
  static constexpr int max_rank = 4;

  NpyKind kind = NpyKind::unsigned_integer;
  std::size_t item_bytes = 1;
  bool big_endian = false;
  int rank = 0;                                ///< dimensions, 1 .. 4
  std::array<std::uint64_t, max_rank> dims{};  ///< the first `rank` count, each at least 1
  std::size_t value_offset = 0;                ///< where the values begin

  [[nodiscard]] std::uint64_t count() const;
};

/// Reads and checks the header of a whole file. Arrays in C order of booleans, integers of 1 to 8
/// bytes, float32, float64 and texts are read, little-endian or big-endian.
/// @param what the file in messages, "NPY images".
/// @throws FormatError when it is something else, or when the file is not exactly as long as the
/// header says.
NpyHeader read_npy_header(std::span<const std::uint8_t> bytes, const std::string& what);

/// "(60000, 28, 28)"
std::string shape_text(const NpyHeader& header);

}  // namespace receptive
