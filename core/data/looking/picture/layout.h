#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/looking/picture/picture.h"

namespace receptive {

/// How a row of values is a picture: where the value of each channel, row and column lies.
struct Layout {
  int channels = 1;
  int height = 0;
  int width = 0;
  int channel_step = 0;
  int row_step = 0;
  int column_step = 1;

  /// Red, green and blue of a pixel lie side by side.
  [[nodiscard]] bool is_by_pixel() const { return channels == 3 && channel_step == 1; }
  [[nodiscard]] std::string size_text() const;  ///< height and width, as choices have them: "20x28"
  friend bool operator==(const Layout&, const Layout&) = default;
};

/// Larger pictures than this are no pictures in a table.
inline constexpr int largest_flat_side = 1024;

/// A row of values without sizes: squares of one or three channels, else rectangles that are not
/// too narrow, the smoothest first, as pictures are smooth in the right width and rough in a wrong
/// one.
/// @param samples rows of `values` values each.
std::vector<Layout> flat_layouts(std::uint64_t values, std::span<const std::vector<float>> samples);

/// Sizes in the order in which their values lie, the last one running fastest, or the first one
/// where `turned`: (H, W), (H, W, C) or (C, H, W).
std::vector<Layout> sized_layouts(std::span<const std::uint64_t> sizes, bool turned);

/// The mean difference of neighbours.
double roughness(std::span<const float> values, const Layout& layout);

Planes planes_of(std::span<const float> values, const Layout& layout);

}  // namespace receptive
