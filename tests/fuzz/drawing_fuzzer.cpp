#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "data/drawing/drawing.h"
#include "data/drawing/pen_drawing.h"
#include "input.h"

using namespace receptive;

namespace {

float number(fuzz::Input& input) {
  // Most are places on the pad; any bits otherwise.
  const std::uint8_t kind = input.byte();
  if (kind < 224)
    return static_cast<float>(kind) / 200.0F - 0.06F + static_cast<float>(input.byte()) / 60'000.0F;
  std::uint32_t bits = 0;
  for (int i = 0; i < 4; ++i) bits = bits << 8U | input.byte();
  float value = 0.0F;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

void prepare(const PenPicture& picture, fuzz::Input& input) {
  DrawingOptions options;
  options.side = input.byte() % 64 + (input.byte() == 0 ? 500 : 1);
  options.box = 1 + input.byte() % options.side;
  options.crop = input.byte() % 2 == 0;
  options.scale = input.byte() % 2 == 0;
  options.centre = static_cast<DrawingCentre>(input.byte() % 3);
  options.threshold = number(input);
  try {
    const DrawingResult result =
        prepare_drawing(picture.ink, PenPicture::side, PenPicture::side, options);
    fuzz::require(result.pixels.size() ==
                  static_cast<std::size_t>(options.side) * static_cast<std::size_t>(options.side));
    for (const float ink : result.pixels) fuzz::require(ink >= 0.0F && ink <= 1.0F);
  } catch (const ArgumentError&) {
    return;
  }
}

}  // namespace

/// Strokes of a pen, as a page sends them, and how they are prepared.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const auto width = input.byte() % 2 == 0 ? PenWidth::of_figure : PenWidth::of_pad;
  std::vector<int> lengths;
  std::size_t all = 0;
  for (int strokes = input.byte() % 6; strokes > 0; --strokes) {
    // Now and then a length that fits nothing.
    const int length = input.byte();
    lengths.push_back(length < 250 ? length % 20 : 251 - length);
    all += static_cast<std::size_t>(std::max(0, lengths.back()));
  }
  if (input.byte() == 7) ++all;
  std::vector<PenPoint> points;
  for (std::size_t i = 0; i < all; ++i) {
    const float x = number(input);
    const float y = number(input);
    const std::uint8_t pressure = input.byte();
    points.push_back({.x = x, .y = y, .pressure = pressure < 128 ? 0.5F : number(input)});
  }
  const PenDrawing drawing{.points = points, .lengths = lengths};
  try {
    const PenPicture picture = draw_pen(drawing, width);
    for (const float ink : picture.ink) fuzz::require(ink >= 0.0F && ink <= 1.0F);
    fuzz::require(pen_width(drawing, width) > 0.0F);
    const std::vector<int> figures = figures_of(drawing);
    fuzz::require(figures.size() == lengths.size());
    for (const int figure : figures) {
      fuzz::require(figure >= 0 && static_cast<std::size_t>(figure) < figures.size());
    }
    prepare(picture, input);
  } catch (const ArgumentError&) {
    return 0;
  }
  return 0;
}
