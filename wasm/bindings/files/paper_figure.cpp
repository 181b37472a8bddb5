#include "data/looking/picture/paper_figure.h"

#include <emscripten/bind.h>

#include "../outgoing.h"
#include "../staging.h"
#include "base/error.h"

namespace receptive::bindings {

namespace {

/// A figure on paper, as PaperFigure has it.
struct FigureOnPaper {
  int side = 0;
  Floats ink = {};
  Floats widened = {};
  bool empty = true;
  bool dark = false;
};

/// @param pixels channels * height * width bytes, channel-major.
FigureOnPaper figure(Address pixels, int channels, int height, int width) {
  if (channels < 1 || height < 1 || width < 1) {
    throw ArgumentError("figureOnPaper: expected a picture with pixels");
  }
  const auto count = static_cast<std::int64_t>(channels) * height * width;
  Planes picture{.channels = channels, .height = height, .width = width};
  constexpr float full = 255.0F;
  for (const std::uint8_t byte : span_at<const std::uint8_t>(pixels, count)) {
    picture.values.push_back(static_cast<float>(byte) / full);
  }
  const PaperFigure found = figure_on_paper(picture);
  return {.side = found.side,
          .ink = Floats(found.ink),
          .widened = Floats(found.widened),
          .empty = found.empty,
          .dark = found.dark};
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_paper_figure) {
  emscripten::value_object<FigureOnPaper>("FigureOnPaper")
      .field("side", &FigureOnPaper::side)
      .field("ink", &FigureOnPaper::ink)
      .field("widened", &FigureOnPaper::widened)
      .field("empty", &FigureOnPaper::empty)
      .field("dark", &FigureOnPaper::dark);
  emscripten::function("figureOnPaper", &figure);
}

}  // namespace receptive::bindings
