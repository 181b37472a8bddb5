// Compiled for speed: runs for every picture or step.
#include "data/augmentation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace receptive {

namespace declared {

constexpr Argument shift{.name = "shift",
                         .high = 64,
                         .fallback = 0,
                         .title = "Shift",
                         .unit = "pixels",
                         .about = "How far it is moved, each way by itself."};
constexpr Argument rotation{.name = "rotation",
                            .high = 180,
                            .fallback = 0,
                            .title = "Rotation",
                            .unit = "degrees",
                            .about = "How far it is turned."};
constexpr Argument scale{.name = "scale",
                         .high = 0.9,
                         .fallback = 0,
                         .title = "Scale",
                         .unit = "share",
                         .about = "0.1 makes it up to 10 % larger or smaller, each way by itself."};
constexpr Argument shear{.name = "shear",
                         .high = 2,
                         .fallback = 0,
                         .title = "Shear",
                         .unit = "columns per row",
                         .about = "How far it is slanted."};
constexpr Argument elastic{.name = "elastic",
                           .high = 16,
                           .fallback = 0,
                           .title = "Elastic",
                           .unit = "pixels",
                           .about =
                               "Standard deviation of an elastic deformation (Simard et al. "
                               "2003)."};
constexpr Argument smoothness{.name = "smoothness",
                              .low = 0.5,
                              .high = 32,
                              .fallback = 4,
                              .title = "Smoothness",
                              .unit = "pixels",
                              .about = "Over how many pixels the elastic deformation changes."};
constexpr Argument erasing{.name = "erasing",
                           .high = 1,
                           .fallback = 0,
                           .title = "Erasing",
                           .unit = "share",
                           .about =
                               "Sides of a rectangle that becomes paper, of the picture's "
                               "(Zhong et al. 2020)."};
constexpr Argument noise{.name = "noise",
                         .high = 1,
                         .fallback = 0,
                         .title = "Noise",
                         .unit = "share",
                         .about =
                             "Standard deviation of normal noise, of the way from paper to "
                             "ink."};

}  // namespace declared

namespace {

struct SineCosine {
  double sine;
  double cosine;
};

/// By their series: libm's last bits differ from one system to the next.
SineCosine sine_cosine(double angle) {
  SineCosine sums{0.0, 0.0};
  double term = 1.0;  // angle^n / n!
  for (int n = 0; n < 24; n += 2) {
    const double sign = n % 4 == 0 ? 1.0 : -1.0;
    sums.cosine += sign * term;
    term *= angle / (n + 1);
    sums.sine += sign * term;
    term *= angle / (n + 2);
  }
  return sums;
}

double drawn(double limit, Random& random) {
  const auto bound = static_cast<float>(limit);
  return limit > 0 ? random.uniform(-bound, bound) : 0.0;
}

/// Means of windows of 2 * radius + 1 values, `step` apart in memory; zeros beyond the ends.
void box_blur(float* values, std::size_t count, std::size_t step, std::size_t radius, float* line) {
  for (std::size_t i = 0; i < count; ++i) line[i] = values[i * step];
  const float share = 1.0F / static_cast<float>(2 * radius + 1);
  float sum = 0.0F;
  for (std::size_t i = 0; i < std::min(radius, count); ++i) sum += line[i];
  for (std::size_t i = 0; i < count; ++i) {
    if (i + radius < count) sum += line[i + radius];
    if (i > radius) sum -= line[i - radius - 1];
    values[i * step] = sum * share;
  }
}

/// The value at (row, column) between the pixels of a map.
float read_between(const float* map, int height, int width, float row, float column, float paper) {
  const float top = std::floor(row);
  const float left = std::floor(column);
  if (!(top >= -1.0F && left >= -1.0F && top < static_cast<float>(height) &&
        left < static_cast<float>(width))) {
    return paper;
  }
  const auto y = static_cast<int>(top);
  const auto x = static_cast<int>(left);
  const float down = row - top;
  const float right = column - left;
  const auto pixel = [&](int at_y, int at_x) {
    const bool inside = at_y >= 0 && at_x >= 0 && at_y < height && at_x < width;
    return inside ? map[at_y * width + at_x] : paper;
  };
  const float above = pixel(y, x) * (1.0F - right) + pixel(y, x + 1) * right;
  const float below = pixel(y + 1, x) * (1.0F - right) + pixel(y + 1, x + 1) * right;
  return above * (1.0F - down) + below * down;
}

}  // namespace

extern constinit const Declaration augmentation_declaration{
    .name = "augmentation",
    .arguments =
        arguments_of<declared::shift, declared::rotation, declared::scale, declared::shear,
                     declared::elastic, declared::smoothness, declared::erasing, declared::noise>,
    .title = "Augmentation",
    .about = "How far each training picture is changed at random, up to these limits both ways."};

Augmenter::Augmenter(const Augmentation& limits, const Shape& example)
    : limits_(limits), example_(example) {
  if (!limits.moves_pixels()) return;
  const std::size_t pixels = example.plane_count();
  rows_.resize(pixels);
  columns_.resize(pixels);
  before_.resize(pixels);
  if (limits.elastic > 0) {
    field_.resize(pixels);
    line_.resize(static_cast<std::size_t>(std::max(example.h, example.w)));
  }
}

void Augmenter::change(std::span<float> picture, float paper, float ink, Random& random) {
  if (limits_.moves_pixels()) move_pixels(picture, paper, random);
  if (limits_.erasing > 0) erase(picture, paper, random);
  if (limits_.noise > 0) add_noise(picture, paper, ink, random);
}

void Augmenter::move_pixels(std::span<float> picture, float paper, Random& random) {
  place_pixels(random);
  if (limits_.elastic > 0) {
    add_elastic(rows_, random);
    add_elastic(columns_, random);
  }
  const std::size_t pixels = example_.plane_count();
  for (int c = 0; c < example_.c; ++c) {
    const std::span<float> map = picture.subspan(static_cast<std::size_t>(c) * pixels, pixels);
    std::ranges::copy(map, before_.begin());
    for (std::size_t i = 0; i < pixels; ++i) {
      map[i] = read_between(before_.data(), example_.h, example_.w, rows_[i], columns_[i], paper);
    }
  }
}

void Augmenter::place_pixels(Random& random) {
  constexpr double radians = 3.14159265358979323846 / 180.0;
  const SineCosine turn = sine_cosine(drawn(limits_.rotation, random) * radians);
  const double scale_y = 1.0 / (1.0 + drawn(limits_.scale, random));
  const double scale_x = 1.0 / (1.0 + drawn(limits_.scale, random));
  const double shear = drawn(limits_.shear, random);
  const double centre_y = (example_.h - 1) / 2.0;
  const double centre_x = (example_.w - 1) / 2.0;
  const double from_y = centre_y - drawn(limits_.shift, random);
  const double from_x = centre_x - drawn(limits_.shift, random);
  std::size_t i = 0;
  for (int y = 0; y < example_.h; ++y) {
    for (int x = 0; x < example_.w; ++x, ++i) {
      const double down = y - centre_y;
      const double right = x - centre_x + shear * down;
      rows_[i] = static_cast<float>(from_y + scale_y * (turn.cosine * down - turn.sine * right));
      columns_[i] = static_cast<float>(from_x + scale_x * (turn.sine * down + turn.cosine * right));
    }
  }
}

void Augmenter::add_elastic(std::span<float> places, Random& random) {
  // Three means of windows come near a Gaussian: their variance is 3 ((2 r + 1)^2 - 1) / 12.
  const double sigma = limits_.smoothness;
  const auto radius = static_cast<std::size_t>(
      std::max(1.0, (std::sqrt(4.0 * sigma * sigma + 1.0) - 1.0) / 2 + 0.5));
  for (float& value : field_) value = random.uniform(-1.0F, 1.0F);
  const auto height = static_cast<std::size_t>(example_.h);
  const auto width = static_cast<std::size_t>(example_.w);
  for (int pass = 0; pass < 3; ++pass) {
    for (std::size_t y = 0; y < height; ++y) {
      box_blur(field_.data() + y * width, width, 1, radius, line_.data());
    }
    for (std::size_t x = 0; x < width; ++x) {
      box_blur(field_.data() + x, height, width, radius, line_.data());
    }
  }
  // Simard scales the blurred field by a constant; to a given deviation is the same for any sigma.
  float squares = 0.0F;
  for (const float value : field_) squares += value * value;
  const float deviation = std::sqrt(squares / static_cast<float>(field_.size()));
  if (!(deviation > 0.0F)) return;
  const float factor = static_cast<float>(limits_.elastic) / deviation;
  for (std::size_t i = 0; i < places.size(); ++i) places[i] += factor * field_[i];
}

void Augmenter::erase(std::span<float> picture, float paper, Random& random) const {
  const auto stretch = [&](int extent) {
    const auto most = static_cast<float>(limits_.erasing) * static_cast<float>(extent);
    const int length = std::min(extent, static_cast<int>(random.uniform(0.0F, most + 1.0F)));
    const auto begin = random.below(static_cast<std::uint32_t>(extent - length) + 1U);
    return std::pair{static_cast<int>(begin), length};
  };
  const auto [top, height] = stretch(example_.h);
  const auto [left, width] = stretch(example_.w);
  for (int c = 0; c < example_.c; ++c) {
    for (int row = top; row < top + height; ++row) {
      const std::size_t line = static_cast<std::size_t>(c) * example_.plane_count() +
                               static_cast<std::size_t>(row) * static_cast<std::size_t>(example_.w);
      std::ranges::fill(
          picture.subspan(line + static_cast<std::size_t>(left), static_cast<std::size_t>(width)),
          paper);
    }
  }
}

void Augmenter::add_noise(std::span<float> picture, float paper, float ink, Random& random) const {
  const float deviation =
      random.uniform(0.0F, static_cast<float>(limits_.noise)) * std::abs(ink - paper);
  const auto [least, most] = std::minmax(paper, ink);
  for (float& value : picture) value = std::clamp(value + deviation * random.normal(), least, most);
}

}  // namespace receptive
