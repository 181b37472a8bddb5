#include "data/drawing/drawing.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/decimal.h"
#include "base/error.h"

namespace receptive {

namespace {

constexpr int max_drawing_side = 1024;
constexpr int max_prepared_side = 512;

std::size_t index(int row, int column, int columns) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
         static_cast<std::size_t>(column);
}

void check_range(const char* what, int value, int low, int high) {
  if (value >= low && value <= high) return;
  throw ArgumentError(std::string("drawing: ") + what + " must be " + std::to_string(low) + " to " +
                      std::to_string(high) + ", found " + std::to_string(value));
}

void check(std::span<const float> ink, int height, int width, const DrawingOptions& options) {
  check_range("height", height, 1, max_drawing_side);
  check_range("width", width, 1, max_drawing_side);
  check_range("side", options.side, 1, max_prepared_side);
  check_range("box", options.box, 1, options.side);
  if (!(options.threshold >= 0.0F && options.threshold < 1.0F)) {
    throw ArgumentError("drawing: threshold must be 0 or more and below 1, found " +
                        fixed_text(options.threshold, 6));
  }
  const std::size_t expected = index(height, 0, width);
  if (ink.size() != expected) {
    throw ArgumentError("drawing: expected " + std::to_string(expected) + " values for " +
                        std::to_string(height) + "x" + std::to_string(width) + ", found " +
                        std::to_string(ink.size()));
  }
  for (const float value : ink) {
    if (value >= 0.0F && value <= 1.0F) continue;
    throw ArgumentError("drawing: expected ink in 0..1, found " + fixed_text(value, 6));
  }
}

struct Box {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

/// The bounding box of the ink; of no width when there is none.
Box find_box(std::span<const float> ink, int height, int width, float threshold) {
  int top = height;
  int bottom = 0;
  int left = width;
  int right = 0;
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      if (ink[index(row, column, width)] <= threshold) continue;
      top = std::min(top, row);
      bottom = row + 1;
      left = std::min(left, column);
      right = std::max(right, column + 1);
    }
  }
  if (bottom == 0) return {};
  return {left, top, right - left, bottom - top};
}

/// One axis of the scaling: `count` pixels of the box, of which the ink begins at `margin`.
struct Axis {
  int count = 0;
  float margin = 0.0F;
};

/// The longer side fills its pixels exactly; the shorter one is put in the middle of the fewest
/// whole pixels that hold it.
Axis fit(int extent, float scale, int box) {
  const float length = static_cast<float>(extent) * scale;
  // A hair less than a pixel more is rounding, not ink.
  const int count = std::clamp(static_cast<int>(std::ceil(length - 1e-3F)), 1, box);
  return {count, std::max(0.0F, 0.5F * (static_cast<float>(count) - length))};
}

/// out[o * out_stride] = mean of the line over the stretch that output pixel o covers, paper
/// outside. Exact for any ratio: pixels that are cut count by the part that is covered.
void average_line(const float* line, std::size_t stride, int extent, const Axis& axis, float scale,
                  float* out, std::size_t out_stride) {
  for (int o = 0; o < axis.count; ++o) {
    const float begin = std::max(0.0F, (static_cast<float>(o) - axis.margin) / scale);
    const float end =
        std::min(static_cast<float>(extent), (static_cast<float>(o + 1) - axis.margin) / scale);
    float sum = 0.0F;
    for (int i = static_cast<int>(begin); i < extent && static_cast<float>(i) < end; ++i) {
      const float covered =
          std::min(end, static_cast<float>(i + 1)) - std::max(begin, static_cast<float>(i));
      sum += covered * line[static_cast<std::size_t>(i) * stride];
    }
    out[static_cast<std::size_t>(o) * out_stride] = sum * scale;
  }
}

/// The box's ink made smaller (or larger), rows.count x columns.count.
std::vector<float> scale_box(std::span<const float> ink, int width, const Box& found, float scale,
                             const Axis& rows, const Axis& columns) {
  const auto row_values = static_cast<std::size_t>(columns.count);
  std::vector<float> narrow(index(found.height, 0, columns.count));
  for (int row = 0; row < found.height; ++row) {
    average_line(ink.data() + index(found.top + row, found.left, width), 1, found.width, columns,
                 scale, narrow.data() + index(row, 0, columns.count), 1);
  }
  std::vector<float> scaled(index(rows.count, 0, columns.count));
  for (std::size_t column = 0; column < row_values; ++column) {
    average_line(narrow.data() + column, row_values, found.height, rows, scale,
                 scaled.data() + column, row_values);
  }
  return scaled;
}

/// Mean ink of the ink itself (sum of squares over sum) in MNIST's training pictures: a line's
/// middle is full ink, its edges are grey.
constexpr float mnist_typical_ink = 0.85F;

/// Multiplies by what brings either the darkest pixel to 1 or, if that is more, the typical ink to
/// MNIST's. The second is for thin lines, of which only the crossings would become dark otherwise.
void normalise_ink(std::span<float> pixels) {
  float peak = 0.0F;
  float sum = 0.0F;
  float sum_of_squares = 0.0F;
  for (const float value : pixels) {
    peak = std::max(peak, value);
    sum += value;
    sum_of_squares += value * value;
  }
  // Not zero: at least one pixel is above the threshold.
  const float full = std::min(peak, sum_of_squares / sum / mnist_typical_ink);
  for (float& value : pixels) value = std::min(1.0F, value / full);
}

/// Where `count` pixels begin so that position `centre` of them falls into the middle pixel of
/// `side`, or as near as the edges allow.
int placed(float centre, int count, int side) {
  // The small addition makes a centre that is a whole number but for rounding always fall the same
  // way, wherever and however large the same figure was drawn.
  const int pixel = static_cast<int>(std::floor(centre + 1e-3F));
  return std::clamp(side / 2 - pixel, 0, side - count);
}

struct Place {
  int left = 0;
  int top = 0;
};

Place by_mass(const std::vector<float>& scaled, int rows, int columns, int side) {
  float mass = 0.0F;
  float moment_x = 0.0F;
  float moment_y = 0.0F;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const float value = scaled[index(row, column, columns)];
      mass += value;
      moment_x += value * (static_cast<float>(column) + 0.5F);
      moment_y += value * (static_cast<float>(row) + 0.5F);
    }
  }
  return {placed(moment_x / mass, columns, side), placed(moment_y / mass, rows, side)};
}

/// Where the middle of the box lies on paper that fills `side` pixels, as near as the edges allow.
Place as_on_paper(const Box& box, int paper, int rows, int columns, int side) {
  const auto begin = [&](int first, int extent, int count) {
    const float middle = static_cast<float>(2 * first + extent) * 0.5F;
    const float place = middle * static_cast<float>(side) / static_cast<float>(paper);
    const int pixel = static_cast<int>(std::floor(place - 0.5F * static_cast<float>(count) + 0.5F));
    return std::clamp(pixel, 0, side - count);
  };
  return {begin(box.left, box.width, columns), begin(box.top, box.height, rows)};
}

Place place_for(const DrawingOptions& options, const Box& box, int paper,
                const DrawingResult& made) {
  const int rows = made.scaled_height;
  const int columns = made.scaled_width;
  switch (options.centre) {
    case DrawingCentre::mass:
      return by_mass(made.scaled, rows, columns, options.side);
    case DrawingCentre::paper:
      return as_on_paper(box, paper, rows, columns, options.side);
    case DrawingCentre::box:
      break;
  }
  return {(options.side - columns) / 2, (options.side - rows) / 2};
}

}  // namespace

DrawingResult prepare_drawing(std::span<const float> ink, int height, int width,
                              const DrawingOptions& options) {
  check(ink, height, width, options);
  DrawingResult result;
  result.pixels.assign(index(options.side, 0, options.side), 0.0F);
  const Box found = find_box(ink, height, width, options.threshold);
  result.empty = found.width == 0;
  if (result.empty) return result;
  result.left = found.left;
  result.top = found.top;
  result.width = found.width;
  result.height = found.height;

  const Box box = options.crop ? found : Box{0, 0, width, height};
  const int paper = std::max(height, width);
  const int most = options.scale ? options.box : options.side;
  const int longer = options.scale ? std::max(box.height, box.width) : paper;
  result.scale = static_cast<float>(most) / static_cast<float>(longer);
  const Axis rows = fit(box.height, result.scale, most);
  const Axis columns = fit(box.width, result.scale, most);
  result.scaled = scale_box(ink, width, box, result.scale, rows, columns);
  result.scaled_height = rows.count;
  result.scaled_width = columns.count;
  normalise_ink(result.scaled);

  const Place at = place_for(options, box, paper, result);
  for (int row = 0; row < rows.count; ++row) {
    std::copy_n(result.scaled.begin() + static_cast<std::ptrdiff_t>(index(row, 0, columns.count)),
                columns.count,
                result.pixels.begin() +
                    static_cast<std::ptrdiff_t>(index(at.top + row, at.left, options.side)));
  }
  result.prepared_left = static_cast<float>(at.left) + columns.margin;
  result.prepared_top = static_cast<float>(at.top) + rows.margin;
  return result;
}

}  // namespace receptive
