#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace receptive {

/// What the values of an array are.
enum class ArrayType : std::uint8_t {
  boolean,
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float16,
  float32,
  float64,
  text,   ///< UTF-32 (NumPy's U), filled up with zeros
  bytes,  ///< texts of bytes (NumPy's S), filled up with zeros
};

/// The beginning of an IDX or .npy file; or what is known of a file without one.
struct ArrayHeader {
  static constexpr std::size_t most_sizes = 8;

  std::string path = {};  ///< in messages; "mnist.npz/x_train.npy"
  ArrayType type = ArrayType::uint8;
  std::size_t item_bytes = 1;  ///< of one value
  bool big_endian = false;
  /// As the values lie in the file, the last one running fastest: of an array in Fortran's order
  /// the sizes are turned round, and `turned` is set.
  std::vector<std::uint64_t> sizes = {};
  bool turned = false;
  std::size_t value_offset = 0;  ///< where the values begin
  /// Not 0: the file is nothing but records of so many bytes, one for each of `sizes[0]`, and
  /// `value_offset` is where in each record the values begin. So two arrays can lie in one file.
  std::size_t record_bytes = 0;
  /// Not 0: all values are less than this. Labels of a file that only its name and length speak for
  /// say so whether it is one.
  int below = 0;

  [[nodiscard]] bool is_text() const { return type == ArrayType::text || type == ArrayType::bytes; }
  [[nodiscard]] bool is_integer() const {
    return type >= ArrayType::int8 && type <= ArrayType::uint64;
  }
  /// Of all sizes together; 1 where there are none. Checked to fit.
  [[nodiscard]] std::uint64_t count() const;
  /// Bytes of the whole file. Checked to fit.
  [[nodiscard]] std::uint64_t file_bytes() const;
  /// The sizes in the order in which the file's writer thinks of them: "(60000, 28, 28)".
  [[nodiscard]] std::string shape_text() const;
  /// As NumPy calls it: "uint8"; "texts of up to 5 characters".
  [[nodiscard]] std::string type_text() const;
};

/// Bytes in which any header lies that is not made to annoy: what `read_array_header` is given.
inline constexpr std::size_t array_head_bytes = 4096;

/// Whether a file begins as IDX (0, 0, a type, 1 to 4 sizes) or .npy files do.
bool is_idx(std::span<const std::uint8_t> head);
bool is_npy(std::span<const std::uint8_t> head);
/// Whether it begins as Python's pickles do (protocols 2 to 5), which are programs and are not
/// read: CIFAR's "python version", .pkl, and .npy of objects within.
bool is_pickle(std::span<const std::uint8_t> head);

/// IDX of any type (LeCun, Cortes, Burges) and .npy, versions 1 to 3 (NumPy enhancement proposal
/// 1): booleans, integers of 1 to 8 bytes, float16 to float64, texts of both kinds, either byte
/// order, C's and Fortran's order, of 0 to 8 dimensions. A size may be 0.
/// @param head the file's first bytes: all of them, or `array_head_bytes`.
/// @throws FormatError, beginning with the path: pickled objects, complex numbers, dates and
/// records by their names; sizes that do not fit into 2^53 bytes.
ArrayHeader read_array_header(const std::string& path, std::span<const std::uint8_t> head);

}  // namespace receptive
