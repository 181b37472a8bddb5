// Recurrent convolutional layers (Liang and Hu 2015).

#include "core/worked_examples/support.h"

namespace receptive::testing::rcnn_test {

namespace {

/// Three steps written out: four layers, three of which share their weights.
std::string feed_forward() {
  std::string text =
      R"([{"type": "conv2d", "name": "feed", "filters": 3, "kernelSize": 3, "padding": "same"},
          {"type": "relu", "name": "x0"})";
  for (int step = 1; step <= 3; ++step) {
    const std::string now = std::to_string(step);
    text += R"(, {"type": "conv2d", "filters": 3, "kernelSize": 3, "padding": "same",
                  "useBias": false, "inputs": ["x)" +
            std::to_string(step - 1) + R"("], "name": "back)" + now + R"(")" +
            (step > 1 ? R"(, "weightsOf": "back1")" : "") +
            R"(}, {"type": "add", "inputs": ["feed", "back)" + now + R"("]},
               {"type": "relu", "name": "x)" +
            now + R"("})";
  }
  return text + "]";
}

}  // namespace

TEST_CASE("RCNN: three steps equal a feed-forward net four layers deep with shared weights") {
  const std::string recurrent =
      R"([{"type": "recurrentConv2d", "filters": 3, "kernelSize": 3, "steps": 3}])";
  Random random(3);
  Floats picture(2 * 36);
  for (float& pixel : picture) pixel = random.uniform(-1, 1);
  Floats doutput(3 * 36);
  for (float& value : doutput) value = random.uniform(-1, 1);
  with_all_kernels([&](const Kernels& kernels) {
    BareNetwork unrolled("[2, 6, 6]", recurrent, 1, kernels);
    BareNetwork written("[2, 6, 6]", feed_forward(), 1, kernels);
    REQUIRE(unrolled.parameters.views().size() == written.parameters.views().size());
    for (std::size_t i = 0; i < unrolled.parameters.views().size(); ++i) {
      written.set_parameter(i, unrolled.parameters.views()[i].values());
    }
    unrolled.set_picture(picture);
    written.set_picture(picture);
    CHECK(unrolled.forward() == written.forward());
    unrolled.backward(doutput);
    written.backward(doutput);
    CHECK(unrolled.gradient_of_input() == written.gradient_of_input());
    for (std::size_t i = 0; i < unrolled.parameters.views().size(); ++i) {
      CHECK(
          same_bits(unrolled.gradients.views()[i].values(), written.gradients.views()[i].values()));
    }
  });
}

TEST_CASE("RCNN: the depth does not cost parameters") {
  const auto layers = [](int steps) {
    return R"([{"type": "recurrentConv2d", "filters": 3, "kernelSize": 3, "steps": )" +
           std::to_string(steps) + "}]";
  };
  const Summary once("[2, 6, 6]", layers(1));
  const Summary thrice("[2, 6, 6]", layers(3));
  CHECK(once.parameters() == thrice.parameters());
  // Each step sees a ring of pixels more.
  CHECK(once.layers().back().field.h.size == 5);
  CHECK(thrice.layers().back().field.h.size == 9);
}

}  // namespace receptive::testing::rcnn_test
