#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/looking/array/array_header.h"

namespace receptive {

/// Labels that lie before the pictures of a CIFAR file.
struct CifarLabels {
  /// (N,) of uint8, below the number of classes: a file that has others is no CIFAR file.
  ArrayHeader header = {};
  /// The file beside it that has their names, one a line: "fine_label_names.txt".
  std::string names_file = {};
};

/// A file of CIFAR's "binary version" (Krizhevsky, "Learning Multiple Layers of Features from Tiny
/// Images"): records of 1 label (CIFAR-100: the coarse and the fine one) and 3 x 32 x 32 bytes,
/// without a header. These are several arrays over one file; each is read by an `ArrayLook` of its
/// own that is given the whole file.
struct CifarFile {
  ArrayHeader pictures = {};             ///< (N, 3, 32, 32) of uint8
  std::vector<CifarLabels> labels = {};  ///< the finest first
};

/// Recognised by its name (data_batch_1.bin, test_batch.bin; of CIFAR-100 train.bin and test.bin)
/// and by a length of whole records; nothing where it is none.
/// @param path as people know it; folders before the name do not matter.
std::optional<CifarFile> find_cifar(const std::string& path, std::uint64_t file_bytes);

}  // namespace receptive
