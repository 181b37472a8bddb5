#include "data/looking/picture/layout.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/heap_sort.h"

namespace receptive {

namespace {

Layout by_planes(int channels, int height, int width) {
  return {.channels = channels,
          .height = height,
          .width = width,
          .channel_step = height * width,
          .row_step = width,
          .column_step = 1};
}

Layout by_pixels(int channels, int height, int width) {
  return {.channels = channels,
          .height = height,
          .width = width,
          .channel_step = 1,
          .row_step = width * channels,
          .column_step = channels};
}

/// The side of a square of so many pixels; 0 where there is none.
int square_side(std::uint64_t pixels) {
  const auto side =
      static_cast<std::uint64_t>(std::llround(std::sqrt(static_cast<double>(pixels))));
  return side * side == pixels && side <= largest_flat_side ? static_cast<int>(side) : 0;
}

struct Rated {
  double roughness = 0.0;
  Layout layout = {};
};

std::vector<Layout> smoothest_first(const std::vector<Layout>& layouts,
                                    std::span<const std::vector<float>> samples) {
  std::vector<Rated> rated;
  rated.reserve(layouts.size());
  for (const Layout& layout : layouts) {
    double sum = 0.0;
    for (const std::vector<float>& sample : samples) sum += roughness(sample, layout);
    rated.push_back({sum, layout});
  }
  heap_sort(rated, std::less<>{}, &Rated::roughness);
  std::vector<Layout> result;
  result.reserve(rated.size());
  for (const Rated& one : rated) result.push_back(one.layout);
  return result;
}

}  // namespace

std::string Layout::size_text() const {
  return std::to_string(height) + "x" + std::to_string(width);
}

double roughness(std::span<const float> values, const Layout& layout) {
  double sum = 0.0;
  std::uint64_t count = 0;
  for (int c = 0; c < layout.channels; ++c) {
    for (int y = 0; y < layout.height; ++y) {
      for (int x = 0; x < layout.width; ++x) {
        const auto at = static_cast<std::size_t>(c * layout.channel_step + y * layout.row_step +
                                                 x * layout.column_step);
        const float value = values[at];
        if (x + 1 < layout.width) {
          sum += std::abs(values[at + static_cast<std::size_t>(layout.column_step)] - value);
          ++count;
        }
        if (y + 1 < layout.height) {
          sum += std::abs(values[at + static_cast<std::size_t>(layout.row_step)] - value);
          ++count;
        }
      }
    }
  }
  return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

std::vector<Layout> flat_layouts(std::uint64_t values,
                                 std::span<const std::vector<float>> samples) {
  constexpr int smallest_square = 3;
  const int side = square_side(values);
  if (side >= smallest_square) return {by_planes(1, side, side)};
  const int colour_side = values % 3 == 0 ? square_side(values / 3) : 0;
  if (colour_side >= smallest_square) {
    return smoothest_first(
        {by_planes(3, colour_side, colour_side), by_pixels(3, colour_side, colour_side)}, samples);
  }
  // Fewer numbers than this are measurements rather than a picture.
  constexpr std::uint64_t fewest_pixels = 64;
  constexpr std::uint64_t most_pixels = std::uint64_t{largest_flat_side} * largest_flat_side;
  if (values < fewest_pixels || values > most_pixels) return {};
  std::vector<Layout> rectangles;
  constexpr int narrowest = 4;
  for (int height = 1; height <= largest_flat_side; ++height) {
    if (values % static_cast<std::uint64_t>(height) != 0) continue;
    const std::uint64_t width = values / static_cast<std::uint64_t>(height);
    const auto tall = static_cast<std::uint64_t>(height);
    if (width > largest_flat_side || tall > narrowest * width || width > narrowest * tall) continue;
    rectangles.push_back(by_planes(1, height, static_cast<int>(width)));
  }
  return smoothest_first(rectangles, samples);
}

std::vector<Layout> sized_layouts(std::span<const std::uint64_t> sizes, bool turned) {
  if (sizes.size() < 2 || sizes.size() > 3) return {};
  // Sizes and steps as the writer thinks of them.
  std::vector<int> side;
  std::vector<int> step;
  int running = 1;
  for (std::size_t i = sizes.size(); i-- > 0;) {
    if (sizes[i] == 0 || sizes[i] > largest_flat_side) return {};
    side.push_back(static_cast<int>(sizes[i]));
    step.push_back(running);
    running *= side.back();
  }
  if (!turned) {
    std::ranges::reverse(side);
    std::ranges::reverse(step);
  }
  const auto picture = [&](std::size_t channel, std::size_t row, std::size_t column) {
    return Layout{.channels = side[channel],
                  .height = side[row],
                  .width = side[column],
                  .channel_step = step[channel],
                  .row_step = step[row],
                  .column_step = step[column]};
  };
  if (side.size() == 2) {
    return {{.channels = 1,
             .height = side[0],
             .width = side[1],
             .channel_step = 0,
             .row_step = step[0],
             .column_step = step[1]}};
  }
  std::vector<Layout> found;
  const auto is_channels = [&](std::size_t place) { return side[place] == 1 || side[place] == 3; };
  if (is_channels(2)) found.push_back(picture(2, 0, 1));
  if (is_channels(0)) found.push_back(picture(0, 1, 2));
  return found;
}

Planes planes_of(std::span<const float> values, const Layout& layout) {
  Planes result{.channels = layout.channels, .height = layout.height, .width = layout.width};
  result.values.resize(static_cast<std::size_t>(layout.channels) * result.plane());
  float* to = result.values.data();
  for (int c = 0; c < layout.channels; ++c) {
    for (int y = 0; y < layout.height; ++y) {
      const float* from = values.data() + c * layout.channel_step + y * layout.row_step;
      for (int x = 0; x < layout.width; ++x, from += layout.column_step) *to++ = *from;
    }
  }
  return result;
}

}  // namespace receptive
