#include <emscripten/bind.h>

#include <cstdint>
#include <string>

#include "base/json.h"
#include "data/generators/digit_generator.h"
#include "dataset_handle.h"

namespace receptive::bindings {

namespace {

/// Seeds and indices travel as double, which is what JavaScript's numbers are.
DatasetHandle make_digits_dataset(int count, double seed) {
  return DatasetHandle(make_digits({.count = count, .seed = static_cast<std::uint64_t>(seed)}));
}

/// {label, strokes: [[[x, y, pressure], ...], ...]}
std::string drawn_digit_json(double seed, double index) {
  const DrawnDigit digit =
      make_drawn_digit(static_cast<std::uint64_t>(seed), static_cast<std::uint64_t>(index));
  Json json = {{"label", digit.label}, {"strokes", Json::array()}};
  for (const std::vector<PenPoint>& stroke : digit.strokes) {
    Json points = Json::array();
    for (const PenPoint& p : stroke) points.push_back({p.x, p.y, p.pressure});
    json["strokes"].push_back(points);
  }
  return json.dump();
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_digits) {
  emscripten::function("makeDigits", &make_digits_dataset);
  emscripten::function("drawnDigitJson", &drawn_digit_json);
}

}  // namespace receptive::bindings
