#include "data/drawing/digit_width.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.h"

namespace receptive {

namespace {

struct Columns {
  int first = 0;
  int count = 0;
};

/// The columns from the first to the last that hold ink in any map of the picture.
Columns ink_columns(const std::uint8_t* picture, const Shape& shape) {
  int first = shape.w;
  int last = -1;
  for (int row = 0; row < shape.c * shape.h; ++row) {
    for (int x = 0; x < shape.w; ++x) {
      if (picture[row * shape.w + x] == 0) continue;
      first = std::min(first, x);
      last = std::max(last, x);
    }
  }
  return {first, last - first + 1};
}

/// The row's value at `place` (pixel centres at whole numbers), by straight lines between the
/// columns of the ink; beyond them that of the last one, so that edges keep their grey.
double between(const std::uint8_t* row, Columns ink, double place) {
  const double inside = std::clamp<double>(place, ink.first, ink.first + ink.count - 1);
  const auto x = static_cast<int>(inside);
  const int next = std::min(x + 1, ink.first + ink.count - 1);
  const double share = inside - x;
  return row[x] * (1.0 - share) + row[next] * share;
}

void resize_row(const std::uint8_t* from, int picture_width, Columns ink, int width,
                std::uint8_t* to) {
  // Several readings for each pixel, so that squeezing loses nothing between two of them.
  constexpr int readings = 4;
  const double step = static_cast<double>(ink.count) / width;
  const int first = (picture_width - width) / 2;
  for (int x = 0; x < width; ++x) {
    double sum = 0.0;
    for (int i = 0; i < readings; ++i) {
      const double inside = (x + (i + 0.5) / readings) * step;
      sum += between(from, ink, ink.first + inside - 0.5);
    }
    to[first + x] = static_cast<std::uint8_t>(std::lround(sum / readings));
  }
}

}  // namespace

Dataset with_digit_width(const Dataset& data, int width) {
  const Shape& shape = data.example;
  if (width < 1 || width > shape.w) {
    throw ArgumentError("digitWidth: expected a whole number from 1 to " + std::to_string(shape.w) +
                        ", the pictures' width, found " + std::to_string(width));
  }
  if (data.pixels.empty()) {
    throw ArgumentError("digitWidth: expected pictures kept as bytes, found numbers");
  }
  Dataset resized = data;
  const std::size_t example = shape.example_count();
  for (int n = 0; n < data.size(); ++n) {
    const std::uint8_t* from = data.pixels.data() + static_cast<std::size_t>(n) * example;
    std::uint8_t* to = resized.pixels.data() + static_cast<std::size_t>(n) * example;
    const Columns ink = ink_columns(from, shape);
    if (ink.count <= 0) continue;
    std::fill(to, to + example, std::uint8_t{0});
    for (int row = 0; row < shape.c * shape.h; ++row) {
      resize_row(from + row * shape.w, shape.w, ink, width, to + row * shape.w);
    }
  }
  return resized;
}

}  // namespace receptive
