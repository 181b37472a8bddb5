// "Deep Learning from Scratch" (Weidman), chapter 5.

#include <numeric>

#include "core/worked_examples/support.h"
#include "train/trainer.h"

namespace receptive::testing::deep_learning_from_scratch_test {

TEST_CASE("Deep Learning from Scratch ch. 5: [1 2 3 4 5] with [1 1 1] and its whole gradients") {
  with_all_kernels([](const Kernels& kernels) {
    BareNetwork network("[1, 1, 5]",
                        R"([{"type": "conv2d", "filters": 1, "kernelSize": [1, 3],
                         "padding": [0, 0, 1, 1], "useBias": false}])",
                        1, kernels);
    const auto sum_for = [&](const Floats& picture, const Floats& filter) {
      network.set_picture(picture);
      network.set_parameter(0, filter);
      const Floats output = network.forward();
      return std::accumulate(output.begin(), output.end(), 0.0F);
    };
    // 2 more for the fifth input, 10 more for the first weight: the gradients below.
    CHECK(sum_for({1, 2, 3, 4, 6}, {1, 1, 1}) == 41);
    CHECK(sum_for({1, 2, 3, 4, 5}, {2, 1, 1}) == 49);
    CHECK(sum_for({1, 2, 3, 4, 5}, {1, 1, 1}) == 39);
    CHECK(network.activation(0) == Floats{3, 6, 9, 12, 9});
    network.backward(Floats(5, 1.0F));
    CHECK(network.gradient_of_input() == Floats{2, 3, 3, 3, 2});
    const auto dweight = network.gradients.views()[0].values();
    CHECK(Floats(dweight.begin(), dweight.end()) == Floats{10, 15, 14});
  });
}

TEST_CASE("Deep Learning from Scratch ch. 5: 800 weights make 25,088 outputs, 25,088 make 32") {
  const Summary conv("[1, 28, 28]",
                     R"([{"type": "conv2d", "filters": 32, "kernelSize": 5, "padding": "same",
                          "useBias": false}])");
  CHECK(conv.of("conv2d").parameters == 800);
  CHECK(conv.node("conv2d").output.count() == 25088);
  const Summary dense("[1, 28, 28]", R"([{"type": "dense", "units": 32, "useBias": false}])");
  CHECK(dense.of("dense").parameters == 25088);
  CHECK(dense.node("dense").output.count() == 32);
}

TEST_CASE("Deep Learning from Scratch ch. 5: the model of the MNIST experiment takes a step") {
  const TrainerSpec spec = parse_trainer_spec(R"({
    "input": [1, 28, 28], "batchSize": 60,
    "layers": [{"type": "conv2d", "filters": 32, "kernelSize": 5, "padding": "same",
                "activation": "tanh", "kernelInitializer": "glorotNormal"},
               {"type": "dropout", "rate": 0.2},
               {"type": "flatten"},
               {"type": "dense", "units": 10, "kernelInitializer": "glorotNormal"}],
    "loss": "softmaxCrossEntropy",
    "optimizer": {"type": "sgd", "learningRate": 0.01, "momentum": 0.9}})");
  const std::vector<LayerSummary> layers = summarize(Graph(spec.model));
  REQUIRE(layers.size() == 5);
  CHECK(layers[0].parameters == 832);
  CHECK(layers[4].parameters == 250890);

  Trainer trainer(spec);
  const Shape batch{60, 1, 28, 28};
  Floats pictures(batch.count());
  std::vector<std::uint8_t> labels(60);
  Random random(5);
  for (float& pixel : pictures) pixel = random.uniform();
  for (std::uint8_t& label : labels) label = static_cast<std::uint8_t>(random.below(10));
  const double before =
      trainer.train_batch({{pictures.data(), batch}, receptive::ClassTargets{labels}}).score.loss;
  for (int step = 0; step < 2; ++step)
    trainer.train_batch({{pictures.data(), batch}, receptive::ClassTargets{labels}});
  CHECK(
      trainer.network().evaluate({{pictures.data(), batch}, receptive::ClassTargets{labels}}).loss <
      before);
}

}  // namespace receptive::testing::deep_learning_from_scratch_test
