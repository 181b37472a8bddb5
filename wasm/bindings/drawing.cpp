#include "data/drawing/drawing.h"

#include <emscripten/bind.h>

#include "checks.h"
#include "data/drawing/pen_drawing.h"
#include "staging.h"

namespace receptive::bindings {

namespace {

/// Where everything in a prepared drawing lies.
struct Drawing {
  bool empty = true;
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
  int scaled_height = 0;
  int scaled_width = 0;
};

/// The prepared pixels, side * side values 0..1, go to `pixels`, what was cropped and scaled before
/// it was placed, at most as many, to `scaled`.
/// @param centre as in DrawingCentre: 0 mass, 1 box, 2 paper.
Drawing prepare(Address ink, int height, int width, int side, int box, bool crop, bool scale,
                int centre, Address pixels, Address scaled) {
  const auto count = static_cast<std::int64_t>(height) * width;
  check_index("centre", centre, 3);
  const DrawingResult result = prepare_drawing(span_at<const float>(ink, count), height, width,
                                               {.side = side,
                                                .box = box,
                                                .crop = crop,
                                                .scale = scale,
                                                .centre = static_cast<DrawingCentre>(centre)});
  copy_to(pixels, result.pixels);
  copy_to(scaled, result.scaled);
  return {.empty = result.empty,
          .left = result.left,
          .top = result.top,
          .width = result.width,
          .height = result.height,
          .scaled_height = result.scaled_height,
          .scaled_width = result.scaled_width};
}

PenDrawing drawing_at(Address points, int count, Address lengths, int strokes) {
  static_assert(sizeof(PenPoint) == 3 * sizeof(float), "x, y, pressure, one after the other");
  return {span_at<const PenPoint>(points, count), span_at<const int>(lengths, strokes)};
}

/// The ink, PenPicture::side * PenPicture::side values 0..1, goes to `ink`.
void draw(Address points, int count, Address lengths, int strokes, bool pen_of_pad, Address ink) {
  const PenPicture picture = draw_pen(drawing_at(points, count, lengths, strokes),
                                      pen_of_pad ? PenWidth::of_pad : PenWidth::of_figure);
  copy_to(ink, picture.ink);
}

/// The figure of each stroke goes to `figures`, int32.
void find_figures(Address points, int count, Address lengths, int strokes, Address figures) {
  copy_to(figures, figures_of(drawing_at(points, count, lengths, strokes)));
}

int pen_picture_side() { return PenPicture::side; }

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_drawing) {
  emscripten::value_object<Drawing>("Drawing")
      .field("empty", &Drawing::empty)
      .field("left", &Drawing::left)
      .field("top", &Drawing::top)
      .field("width", &Drawing::width)
      .field("height", &Drawing::height)
      .field("scaledHeight", &Drawing::scaled_height)
      .field("scaledWidth", &Drawing::scaled_width);
  emscripten::function("prepareDrawing", &prepare);
  emscripten::function("drawPen", &draw);
  emscripten::function("penPictureSide", &pen_picture_side);
  emscripten::function("figuresOf", &find_figures);
}

}  // namespace receptive::bindings
