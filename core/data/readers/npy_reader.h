#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace receptive {

/// A data set from two arrays of numbers in .npy files.
///
/// Images have the shape (N, H, W), (N, H, W, C), (N, C, H, W) or, square, (N, pixels); C is 1 or
/// 3, and where both ends could be the channels the last is taken. Up to 64 rows and columns. Bytes
/// are taken as they are, larger integers must be 0 to 255, booleans become 0 and 255;
/// floating-point values go from 0 to 1, or are whole numbers up to 255 where any is above 1.
/// Labels have the shape (N,) or (N, 1): whole numbers from 0.
/// @param classes how many classes there are, or 0 to count them: the largest label + 1, at
/// least 2.
/// @param class_names for each class; empty: "0", "1", ... With names, `classes` is their number.
/// @throws FormatError with what was expected and what was found. Everything is checked before
/// memory is taken; nothing is half-loaded.
/// @throws ArgumentError when classes is not 0 or 2 .. 256.
Dataset read_npy(std::span<const std::uint8_t> images, std::span<const std::uint8_t> labels,
                 int classes = 0, const std::vector<std::string>& class_names = {});

/// The names of classes from a one-dimensional array of texts (dtype <U...) in a .npy file.
/// @throws FormatError unless there are 2 to 256 names, all different and good as names.
std::vector<std::string> read_npy_class_names(std::span<const std::uint8_t> bytes);

}  // namespace receptive
