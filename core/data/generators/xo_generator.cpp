#include "data/generators/xo_generator.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "base/decimal.h"
#include "base/error.h"
#include "base/random.h"
#include "data/drawing/stroke_raster.h"
#include "data/generators/xo_figure.h"

namespace receptive {

namespace {

constexpr int min_size = 7;
constexpr int max_size = 64;
constexpr int max_count = 1'000'000;
constexpr std::size_t max_values = 0x7FFF'FFFF;  // what a Shape may hold

/// Streams of Random: pair k and example i count up from these.
constexpr std::uint64_t pair_stream = 0x584F'0001'0000'0000U;
constexpr std::uint64_t example_stream = 0x584F'0002'0000'0000U;

/// Radius of the plain pen in pixels of 9x9.
constexpr float plain_half_width = 0.5F;

/// A unit of the figure (see XoFigure) is a third of the picture: 3 pixels of 9.
constexpr float unit_in_picture = 1.0F / 3.0F;

/// 0 for the texts' 9x9, 1 from 16x16 on, where there are pixels enough for round shapes and soft
/// edges. At 0 the O is an octagon, whose corners and sides pass through pixel middles.
float smoothness(int size) { return std::clamp(static_cast<float>(size - 9) / 7.0F, 0.0F, 1.0F); }

/// Ink per pixel across an edge. At 9x9 it is crisp, so that a line is mostly black and white as in
/// the texts: with the plain pen a pixel on a diagonal is full ink (0.5 + 2.5 * 0.5 > 1) and the
/// one beside it, 0.707 away, has none (0.5 - 2.5 * 0.207 < 0).
float sharpness(int size) { return 2.5F - 1.25F * smoothness(size); }

float signed_uniform(Random& random) { return 2.0F * random.uniform() - 1.0F; }

/// Turns units into pixels and moves the figure to a place where all of its ink is in the picture.
void place(XoFigure& figure, int size, float half_width, float difficulty, Random& random) {
  Point low = {1.0e9F, 1.0e9F};
  Point high = {-1.0e9F, -1.0e9F};
  for (int s = 0; s < figure.count; ++s) {
    const XoStroke& stroke = figure.strokes[static_cast<std::size_t>(s)];
    for (int i = 0; i < stroke.count; ++i) {
      const Point p = stroke.points[static_cast<std::size_t>(i)];
      low = {std::min(low.x, p.x), std::min(low.y, p.y)};
      high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
  }
  const auto side = static_cast<float>(size);
  const float available = side - 2.0F * half_width;
  const float extent = std::max(high.x - low.x, high.y - low.y);
  const float unit = std::min(side * unit_in_picture, available / extent);

  // Rises faster than the rest: being able to move is what the texts begin with.
  const float reach = 0.5F * difficulty * (2.0F - difficulty);
  const float room_x = available - unit * (high.x - low.x);
  const float room_y = available - unit * (high.y - low.y);
  const float centre_x = 0.5F * side + reach * room_x * signed_uniform(random);
  const float centre_y = 0.5F * side + reach * room_y * signed_uniform(random);
  for (XoStroke& stroke : figure.strokes) {
    for (Point& p : stroke.points) {
      p = {centre_x + unit * (p.x - 0.5F * (low.x + high.x)),
           centre_y + unit * (p.y - 0.5F * (low.y + high.y))};
    }
  }
}

/// The stroke without its gap.
void add_stroke(StrokeRaster& raster, const XoStroke& stroke, float half_width) {
  const auto steps = static_cast<float>(stroke.count - 1);
  const float gap_begin = stroke.gap_begin * steps;
  const float gap_end = stroke.gap_end * steps;
  for (int i = 0; i + 1 < stroke.count; ++i) {
    const Point a = stroke.points[static_cast<std::size_t>(i)];
    const Point b = stroke.points[static_cast<std::size_t>(i) + 1];
    const auto at = [&](float t) { return Point{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}; };
    const float begin = std::clamp(gap_begin - static_cast<float>(i), 0.0F, 1.0F);
    const float end = std::clamp(gap_end - static_cast<float>(i), 0.0F, 1.0F);
    if (begin >= end) {
      raster.add_line(a, b, half_width);
      continue;
    }
    if (begin > 0.0F) raster.add_line(a, at(begin), half_width);
    if (end < 1.0F) raster.add_line(at(end), b, half_width);
  }
}

/// Grey noise and flipped pixels, one number of the generator for each pixel.
void add_noise(std::span<float> ink, float difficulty, Random& random) {
  const float cube = difficulty * difficulty * difficulty;  // hardly any at 0.5
  const float grey = 0.25F * cube;
  const auto flips = static_cast<std::uint64_t>(0.03F * cube * 0x1.0p24F);
  for (float& value : ink) {
    const std::uint64_t bits = random.next();
    if ((bits >> 40U) < flips) value = 1.0F - value;
    // The sum of two uniform numbers: a triangle between -1 and 1.
    const auto sum = static_cast<float>((bits & 0xFFFFU) + ((bits >> 16U) & 0xFFFFU));
    value = std::clamp(value + grey * (sum * 0x1.0p-16F - 1.0F), 0.0F, 1.0F);
  }
}

void to_bytes(std::span<const float> ink, std::span<std::uint8_t> bytes) {
  for (std::size_t i = 0; i < ink.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(std::floor(ink[i] * 255.0F + 0.5F));
  }
}

void draw_example(bool is_o, int size, float difficulty, Random& random, StrokeRaster& raster,
                  std::span<float> ink, std::span<std::uint8_t> bytes) {
  XoFigure figure = is_o ? make_o_figure(difficulty, smoothness(size), random)
                         : make_x_figure(difficulty, random);
  const float scale = distort(figure, difficulty, random);
  // A small figure gets a thinner pen, otherwise a small O would fill up.
  const float thicker = difficulty * scale * random.uniform(0.0F, 0.4F);
  const float pixels = std::max(1.0F, static_cast<float>(size) / 9.0F);
  const float half_width = (plain_half_width + thicker) * pixels;
  place(figure, size, half_width, difficulty, random);

  raster.clear();
  for (int s = 0; s < figure.count; ++s) {
    add_stroke(raster, figure.strokes[static_cast<std::size_t>(s)], half_width);
  }
  raster.read_ink(ink);
  const float strength = 1.0F - 0.3F * difficulty * difficulty * random.uniform();
  for (float& value : ink) value *= strength;
  add_noise(ink, difficulty, random);
  to_bytes(ink, bytes);
}

void check_size(int size) {
  if (size < min_size || size > max_size) {
    throw ArgumentError("X and O: size must be " + std::to_string(min_size) + " to " +
                        std::to_string(max_size) + " pixels, found " + std::to_string(size));
  }
}

std::vector<std::uint8_t> plain(bool is_o, int size) {
  check_size(size);
  const auto pixels = static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
  StrokeRaster raster(size, size, sharpness(size));
  std::vector<float> ink(pixels);
  std::vector<std::uint8_t> bytes(pixels);
  Random random(0);  // its numbers are multiplied by difficulty 0
  draw_example(is_o, size, 0.0F, random, raster, ink, bytes);
  return bytes;
}

}  // namespace

std::vector<std::uint8_t> plain_x(int size) { return plain(false, size); }

std::vector<std::uint8_t> plain_o(int size) { return plain(true, size); }

Dataset make_xo(const XoOptions& options) {
  check_size(options.size);
  if (options.count < 1 || options.count > max_count) {
    throw ArgumentError("X and O: count must be 1 to " + std::to_string(max_count) + ", found " +
                        std::to_string(options.count));
  }
  // Written so that NaN is refused too.
  if (!(options.difficulty >= 0.0F && options.difficulty <= 1.0F)) {
    throw ArgumentError("X and O: difficulty must be 0 to 1, found " +
                        fixed_text(options.difficulty, 6));
  }

  const std::size_t pixels =
      static_cast<std::size_t>(options.size) * static_cast<std::size_t>(options.size);
  const auto count = static_cast<std::size_t>(options.count);
  if (count > max_values / pixels) {
    throw ArgumentError("X and O: at most " + std::to_string(max_values / pixels) +
                        " examples of this size are possible, found " +
                        std::to_string(options.count));
  }

  Dataset data;
  data.name = "X and O";
  data.example = {1, 1, options.size, options.size};
  data.class_names = {"X", "O"};
  data.low = -1.0F;
  data.high = 1.0F;
  data.pixels.resize(count * pixels);
  data.labels.resize(count);

  StrokeRaster raster(options.size, options.size, sharpness(options.size));
  std::vector<float> ink(pixels);
  for (std::size_t i = 0; i < count; ++i) {
    Random pair(options.seed, pair_stream + i / 2);
    const bool is_o = (pair.below(2) + i) % 2 == 1;
    Random random(options.seed, example_stream + i);
    draw_example(is_o, options.size, options.difficulty, random, raster, ink,
                 std::span(data.pixels).subspan(i * pixels, pixels));
    data.labels[i] = is_o ? 1 : 0;
  }
  return data;
}

}  // namespace receptive
