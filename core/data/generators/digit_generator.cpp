#include "data/generators/digit_generator.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <string>

#include "base/error.h"
#include "base/random.h"
#include "data/generators/digit_pen.h"
#include "data/generators/digit_strokes.h"

namespace receptive {

namespace {

constexpr int max_count = 1'000'000;
constexpr int digits = 10;

/// Streams of Random: ten k, example i and its place on the pad count up from these.
constexpr std::uint64_t order_stream = 0x4449'0001'0000'0000U;
constexpr std::uint64_t example_stream = 0x4449'0002'0000'0000U;
constexpr std::uint64_t pad_stream = 0x4449'0003'0000'0000U;

using Order = std::array<std::uint32_t, digits>;

/// The digits of examples 10k .. 10k + 9.
Order order_of_ten(std::uint64_t seed, std::uint64_t k) {
  Order order{};
  std::iota(order.begin(), order.end(), 0U);
  Random random(seed, order_stream + k);
  random.shuffle(order);
  return order;
}

}  // namespace

Dataset make_digits(const DigitOptions& options) {
  if (options.count < 1 || options.count > max_count) {
    throw ArgumentError("digits: count must be 1 to " + std::to_string(max_count) + ", found " +
                        std::to_string(options.count));
  }
  constexpr auto side = static_cast<std::size_t>(DigitPen::side);
  constexpr std::size_t pixels = side * side;
  const auto count = static_cast<std::size_t>(options.count);

  Dataset data;
  data.name = "Digits";
  data.example = {1, 1, DigitPen::side, DigitPen::side};
  for (int digit = 0; digit < digits; ++digit) data.class_names.push_back(std::to_string(digit));
  data.pixels.resize(count * pixels);
  data.labels.resize(count);

  DigitStrokes strokes;
  DigitPen pen;
  Order order{};
  for (std::size_t i = 0; i < count; ++i) {
    if (i % digits == 0) order = order_of_ten(options.seed, i / digits);
    const std::uint32_t digit = order[i % digits];
    Random random(options.seed, example_stream + i);
    strokes.write(static_cast<int>(digit), random);
    pen.draw(strokes, random, std::span(data.pixels).subspan(i * pixels, pixels));
    data.labels[i] = static_cast<std::uint8_t>(digit);
  }
  return data;
}

DrawnDigit make_drawn_digit(std::uint64_t seed, std::uint64_t index) {
  DrawnDigit drawn;
  drawn.label = static_cast<int>(order_of_ten(seed, index / digits)[index % digits]);
  Random random(seed, example_stream + index);
  DigitStrokes strokes;
  strokes.write(drawn.label, random);

  Point low = strokes.points().front();
  Point high = low;
  for (const Point p : strokes.points()) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  // Paper that stays free at the pad's edge: half a line.
  constexpr float margin = 0.06F;
  constexpr float room = 1.0F - 2.0F * margin;
  Random pad(seed, pad_stream + index);
  const float extent = std::max({high.x - low.x, high.y - low.y, 1e-3F});
  const float scale = room * pad.uniform(0.45F, 1.0F) / extent;
  const float left = margin + pad.uniform() * (room - scale * (high.x - low.x));
  const float top = margin + pad.uniform() * (room - scale * (high.y - low.y));
  for (int s = 0; s < strokes.count(); ++s) {
    std::vector<PenPoint>& stroke = drawn.strokes.emplace_back();
    for (const Point p : strokes.stroke(s)) {
      stroke.push_back({.x = left + scale * (p.x - low.x), .y = top + scale * (p.y - low.y)});
    }
  }
  return drawn;
}

}  // namespace receptive
