#include <emscripten/bind.h>
#include <malloc.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "data/drawing.h"
#include "data/sentence_generator.h"
#include "kernels/kernels.h"
#include "staging.h"
#include "train/presets.h"

namespace receptive::bindings {

namespace {

std::string kernels_name() { return fastest_kernels().name; }

/// With spaces between them.
std::string words() {
  std::string text;
  for (const std::string_view word : sentence_words()) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

/// Bytes that the core has taken and not given back.
double used_bytes() { return static_cast<double>(mallinfo().uordblks); }

struct Drawing {
  bool empty = true;
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;
};

/// The prepared pixels, side * side values 0..1, go to `pixels`.
Drawing prepare(Address ink, int height, int width, int side, int box, bool centre_of_box,
                Address pixels) {
  const std::size_t count = static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  const DrawingResult result =
      prepare_drawing(span_at<const float>(ink, count), height, width,
                      {.side = side,
                       .box = box,
                       .centre = centre_of_box ? DrawingCentre::box : DrawingCentre::mass});
  std::ranges::copy(result.pixels, reinterpret_cast<float*>(pixels));
  return {.empty = result.empty,
          .left = result.left,
          .top = result.top,
          .width = result.width,
          .height = result.height};
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_engine) {
  emscripten::value_object<Drawing>("Drawing")
      .field("empty", &Drawing::empty)
      .field("left", &Drawing::left)
      .field("top", &Drawing::top)
      .field("width", &Drawing::width)
      .field("height", &Drawing::height);
  emscripten::function("kernelsName", &kernels_name);
  emscripten::function("presetsJson", &presets_json);
  emscripten::function("sentenceWords", &words);
  emscripten::function("prepareDrawing", &prepare);
  emscripten::function("usedBytes", &used_bytes);
}

}  // namespace receptive::bindings
