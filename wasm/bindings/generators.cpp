#include <emscripten/bind.h>

#include <cstdint>
#include <vector>

#include "data/generators/digit_generator.h"
#include "data/generators/sentence_generator.h"
#include "data/generators/xo_generator.h"
#include "dataset_handle.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

// Seeds and indices travel as double, which is what JavaScript's numbers are.

DatasetHandle make_xo_dataset(int count, double seed, int size, float difficulty) {
  return DatasetHandle(make_xo({.count = count,
                                .seed = static_cast<std::uint64_t>(seed),
                                .size = size,
                                .difficulty = difficulty}));
}

DatasetHandle make_sentence_dataset(int count, double seed) {
  return DatasetHandle(make_sentences({.count = count, .seed = static_cast<std::uint64_t>(seed)}));
}

List<Text> words() {
  return {sentence_words(), [](std::string_view word) { return Text(word); }};
}

DatasetHandle make_digits_dataset(int count, double seed) {
  return DatasetHandle(make_digits({.count = count, .seed = static_cast<std::uint64_t>(seed)}));
}

/// Strokes as they come in for a drawing: points of x, y and pressure, one stroke after the other.
struct StrokesOfDigit {
  int label = 0;
  Floats points = {};
  Ints lengths = {};
};

StrokesOfDigit drawn_digit(double seed, double index) {
  const DrawnDigit digit =
      make_drawn_digit(static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(index));
  std::vector<float> points;
  std::vector<std::int32_t> lengths;
  for (const std::vector<PenPoint>& stroke : digit.strokes) {
    lengths.push_back(static_cast<std::int32_t>(stroke.size()));
    for (const PenPoint& p : stroke) points.insert(points.end(), {p.x, p.y, p.pressure});
  }
  return {.label = digit.label, .points = Floats(points), .lengths = Ints(lengths)};
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_generators) {
  emscripten::value_object<StrokesOfDigit>("StrokesOfDigit")
      .field("label", &StrokesOfDigit::label)
      .field("points", &StrokesOfDigit::points)
      .field("lengths", &StrokesOfDigit::lengths);
  emscripten::function("makeXo", &make_xo_dataset);
  emscripten::function("makeSentences", &make_sentence_dataset);
  emscripten::function("sentenceWords", &words);
  emscripten::function("makeDigits", &make_digits_dataset);
  emscripten::function("drawnDigit", &drawn_digit);
}

}  // namespace receptive::bindings
