#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace receptive {

/// What the header of a .npy file says, a dictionary in Python's notation:
/// {'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }
struct NpyDictionary {
  std::string descr = {};
  /// `descr` is a list: each value is a record of several fields.
  bool records = false;
  bool fortran_order = false;
  std::vector<std::uint64_t> shape = {};
};

/// @throws FormatError, beginning with the path, unless there are exactly these three.
NpyDictionary read_npy_dictionary(const std::string& path, std::string_view text);

}  // namespace receptive
