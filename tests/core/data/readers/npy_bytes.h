#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace receptive::testing {

using Bytes = std::vector<std::uint8_t>;

/// A .npy file with this dictionary, whatever it says.
inline Bytes npy_with(std::string_view dictionary, const Bytes& values, int version = 1) {
  Bytes bytes = {0x93, 'N', 'U', 'M', 'P', 'Y', static_cast<std::uint8_t>(version), 0};
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i) {
    bytes.push_back(static_cast<std::uint8_t>(dictionary.size() >> static_cast<unsigned>(8 * i)));
  }
  bytes.insert(bytes.end(), dictionary.begin(), dictionary.end());
  bytes.insert(bytes.end(), values.begin(), values.end());
  return bytes;
}

/// As NumPy writes it: npy("|u1", "(2, 2, 2)", values).
inline Bytes npy(const std::string& descr, const std::string& shape, const Bytes& values) {
  return npy_with(
      "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }   \n", values);
}

/// The bytes of integers, little-endian or big-endian.
inline Bytes integers(const std::vector<std::int64_t>& values, unsigned size, bool big = false) {
  Bytes bytes;
  for (const std::int64_t value : values) {
    for (unsigned i = 0; i < size; ++i) {
      const unsigned shift = 8 * (big ? size - 1 - i : i);
      bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> shift));
    }
  }
  return bytes;
}

}  // namespace receptive::testing
