#include "data/generators/digit_pen.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace receptive {

namespace {

constexpr auto box_side = static_cast<std::size_t>(DigitPen::box);

struct Extent {
  float low = 1.0e9F;
  float high = -1.0e9F;

  void include(float from, float to) {
    low = std::min(low, from);
    high = std::max(high, to);
  }
  [[nodiscard]] float length() const { return high - low; }
};

}  // namespace

DigitPen::DigitPen() : raster_(box, box, 1.0F), ink_(box_side * box_side) {}

void DigitPen::draw(const DigitStrokes& strokes, Random& random, std::span<std::uint8_t> picture) {
  choose_widths(strokes, random);
  const float sharpness = random.uniform(0.7F, 1.2F);
  // How far beyond the edge of a line the middle of a pixel may lie and still have ink, less the
  // half pixel from its own edge.
  fit_into_box(strokes, 0.5F / sharpness - 0.5F);

  raster_.clear(sharpness);
  const Gap gap = choose_gap(random);
  std::size_t begin = 0;
  for (int s = 0; s < strokes.count(); ++s) {
    const std::size_t end = begin + strokes.stroke(s).size();
    for (std::size_t i = begin; i + 1 < end; ++i) {
      const Dab& from = dabs_[i];
      const Dab& to = dabs_[i + 1];
      if (i >= gap.begin && i < gap.end && is_inside(from) && is_inside(to)) continue;
      raster_.add_tapered_line(from.at, from.half_width, to.at, to.half_width);
    }
    begin = end;
  }
  raster_.read_ink(ink_);
  roughen(random);
  place(picture);
}

/// The pen's width differs from writer to writer, and along the stroke with the pressure.
void DigitPen::choose_widths(const DigitStrokes& strokes, Random& random) {
  const float spread = wobble(random);
  // Broad pens are as far from the mean as they like, thin ones leave something to be seen.
  const float half_width = 1.25F * (1.0F + 0.28F * spread + 0.06F * spread * spread);
  const float pressure = 0.12F * random.uniform(0.0F, 2.0F);
  const float taper = random.uniform() < 0.3F ? random.uniform(0.0F, 0.5F) : 0.0F;
  const float rough = random.uniform() < 0.3F ? 0.25F * random.uniform() : 0.0F;
  dabs_.clear();
  for (int s = 0; s < strokes.count(); ++s) {
    std::array<float, 4> at{};
    for (float& value : at) value = 1.0F + pressure * wobble(random);
    const std::span<const Point> points = strokes.stroke(s);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const float t = static_cast<float>(i) / static_cast<float>(points.size() - 1);
      const float place = std::min(t * 3.0F, 2.999F);
      const auto part = static_cast<std::size_t>(place);
      const float share = place - static_cast<float>(part);
      const float pressed = at[part] + share * (at[part + 1] - at[part]);
      const float thinned = 1.0F - taper * std::max(0.0F, 4.0F * t - 3.0F);
      const float ragged = rough * wobble(random);
      dabs_.push_back({points[i], std::max(half_width * pressed * thinned + ragged, 0.45F)});
    }
  }
}

void DigitPen::fit_into_box(const DigitStrokes& strokes, float rim) {
  const std::span<const Point> points = strokes.points();
  constexpr auto wanted = static_cast<float>(box);
  float scale = 15.0F;
  Extent across;
  Extent down;
  // The lines' widths do not grow with the scale, so that the extent is not quite linear in it.
  for (int round = 0; round < 5; ++round) {
    across = {};
    down = {};
    for (std::size_t i = 0; i < points.size(); ++i) {
      const float reach = dabs_[i].half_width + rim;
      across.include(scale * points[i].x - reach, scale * points[i].x + reach);
      down.include(scale * points[i].y - reach, scale * points[i].y + reach);
    }
    if (round == 4) break;
    const float longest = std::max(across.length(), down.length());
    scale += (wanted - longest) / std::max((longest - 2.0F) / scale, 0.1F);
  }
  const auto pixels = [](float length) {
    return std::clamp(static_cast<int>(std::ceil(length - 0.02F)), 1, box);
  };
  columns_ = pixels(across.length());
  rows_ = pixels(down.length());
  const float left = 0.5F * (static_cast<float>(columns_) - across.length()) - across.low;
  const float top = 0.5F * (static_cast<float>(rows_) - down.length()) - down.low;
  for (std::size_t i = 0; i < points.size(); ++i) {
    dabs_[i].at = {scale * points[i].x + left, scale * points[i].y + top};
  }
}

/// Now and then the pen leaves no ink for a moment.
DigitPen::Gap DigitPen::choose_gap(Random& random) const {
  if (random.uniform() >= 0.08F) return {};
  const std::size_t begin = random.below(static_cast<std::uint32_t>(dabs_.size()));
  return {begin, begin + 3 + random.below(4)};
}

/// Whether the ink's size does not depend on this dab.
bool DigitPen::is_inside(const Dab& dab) const {
  const float reach = dab.half_width + 1.0F;
  return dab.at.x > reach && dab.at.x < static_cast<float>(columns_) - reach && dab.at.y > reach &&
         dab.at.y < static_cast<float>(rows_) - reach;
}

/// Paper and ink are no geometry: edges are a little rough.
void DigitPen::roughen(Random& random) {
  const float strength = 0.12F * random.uniform();
  for (float& value : ink_) {
    if (value <= 0.0F) continue;
    const float edge = 4.0F * value * (1.0F - value) + 0.15F;
    value = std::clamp(value + strength * edge * wobble(random), 0.02F, 1.0F);
  }
}

void DigitPen::place(std::span<std::uint8_t> picture) const {
  float mass = 0.0F;
  float moment_x = 0.0F;
  float moment_y = 0.0F;
  const auto rows = static_cast<std::size_t>(rows_);
  const auto columns = static_cast<std::size_t>(columns_);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const float value = ink_[row * box_side + column];
      mass += value;
      moment_x += value * (static_cast<float>(column) + 0.5F);
      moment_y += value * (static_cast<float>(row) + 0.5F);
    }
  }
  const auto begin = [](float centre, int count) {
    const int pixel = static_cast<int>(std::floor(centre + 1e-3F));
    return static_cast<std::size_t>(std::clamp(side / 2 - pixel, 0, side - count));
  };
  const std::size_t left = begin(moment_x / mass, columns_);
  const std::size_t top = begin(moment_y / mass, rows_);
  std::fill(picture.begin(), picture.end(), std::uint8_t{0});
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const float value = ink_[row * box_side + column];
      picture[(top + row) * static_cast<std::size_t>(side) + left + column] =
          static_cast<std::uint8_t>(std::floor(value * 255.0F + 0.5F));
    }
  }
}

}  // namespace receptive
