#include "inspect/sliding/shift_probe.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/error.h"
#include "data/generators/xo_generator.h"
#include "train/trainer.h"

namespace receptive::shift_probe_test {

TEST_CASE("a picture is moved by whole pixels, and paper comes in") {
  const std::vector<float> picture = {1, 2, 3, 4, 5, 6};
  std::vector<float> moved(6);
  const Shape shape{1, 1, 2, 3};
  shift_picture({picture.data(), shape}, 1, -1, -9, {moved.data(), shape});
  CHECK(moved == std::vector<float>{-9, -9, -9, 2, 3, -9});
  shift_picture({picture.data(), shape}, 0, 1, 0, {moved.data(), shape});
  CHECK(moved == std::vector<float>{0, 1, 2, 0, 4, 5});
}

TEST_CASE("the answers for every shift are those for the moved picture") {
  Trainer trainer(parse_trainer_spec(R"({"input": [1, 9, 9], "seed": 2, "layers": [
      {"type": "conv2d", "filters": 2, "kernelSize": 3, "activation": "relu"},
      {"type": "maxPooling2d"}, {"type": "dense", "units": 2}]})"));
  ShiftProbe probe(trainer.network());
  const Dataset data = make_xo({.count = 1});
  std::vector<float> picture(81);
  std::vector<std::uint8_t> label(1);
  data.gather_range(0, {picture.data(), data.example}, {.classes = label});
  const ConstTensorView view{picture.data(), data.example};
  constexpr int reach = 3;
  std::vector<float> answers(49 * 2);
  probe.look(view, reach, -1, {answers.data(), {49, 2, 1, 1}});
  std::vector<float> moved(81);
  std::vector<float> expected(2);
  int at = 0;
  for (int down = -reach; down <= reach; ++down) {
    for (int right = -reach; right <= reach; ++right, ++at) {
      shift_picture(view, down, right, -1, {moved.data(), data.example});
      trainer.network().predict({moved.data(), data.example}, {expected.data(), {1, 2, 1, 1}});
      CHECK(answers[static_cast<std::size_t>(2 * at)] == doctest::Approx(expected[0]));
    }
  }
  CHECK_THROWS_AS(probe.look(view, 9, -1, {answers.data(), {49, 2, 1, 1}}), ArgumentError);
  CHECK_THROWS_AS(
      probe.look({picture.data(), {1, 1, 3, 27}}, 1, -1, {answers.data(), {9, 2, 1, 1}}),
      ArgumentError);
}

}  // namespace receptive::shift_probe_test
