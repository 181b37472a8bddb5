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

}  // namespace receptive::testing
