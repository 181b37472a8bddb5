#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace receptive {

/// Pictures that train and pictures that test, by their places.
struct HeldOut {
  std::vector<std::uint32_t> train = {};
  std::vector<std::uint32_t> test = {};
};

/// A tenth for testing, divided among the classes as they are, from a fixed shuffle, as files are
/// often sorted. In the order of the shuffle: a first figure is measured on the first test
/// pictures.
/// @param labels of each picture, 0 to `classes` - 1; others are left out.
HeldOut held_out(std::span<const std::int32_t> labels, int classes);

}  // namespace receptive
