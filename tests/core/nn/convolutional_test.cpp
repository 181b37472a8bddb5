#include "nn/convolutional.h"

#include "base/error.h"
#include "core/worked_examples/networks.h"
#include "core/worked_examples/support.h"
#include "inspect/structure/receptive_field.h"

namespace receptive::testing::convolutional_test {

namespace {

ModelSpec spec_of(const std::string& input, const std::string& layers) {
  return parse_trainer_spec(R"({"input": )" + input + R"(, "layers": )" + layers + "}").model;
}

/// A network slid over a larger picture, and the crops that it must agree with.
class Slide {
 public:
  Slide(const ModelSpec& spec, const Shape& larger)
      : small_(spec), large_(to_convolutional(spec, larger)), larger_(larger) {}

  [[nodiscard]] const Graph& large() const { return large_; }

  /// The largest difference between a position's scores and those of its crop, relative to the
  /// largest score, and the number of crops.
  std::pair<double, int> compare(const Kernels& kernels) const {
    const ParameterSet dense(small_);
    const ParameterSet slid(large_);
    initialize(small_, dense, 11);
    copy_parameters(small_, dense, large_, slid);
    Random random(5);
    Floats picture(larger_.count());
    for (float& pixel : picture) pixel = random.uniform(-1, 1);

    Execution once(large_, kernels, {.capacity = 1, .gradients = false});
    std::ranges::copy(picture, once.inputs(1).data);
    once.forward(slid, 1, {});
    const ConstTensorView scores = once.activation(static_cast<int>(large_.nodes().size()) - 1);
    const ReceptiveField field = receptive_fields(large_).back();
    Execution crop(small_, kernels, {.capacity = 1, .gradients = false});
    double largest = 0;
    double difference = 0;
    for (int row = 0; row < scores.shape.h; ++row) {
      for (int column = 0; column < scores.shape.w; ++column) {
        cut(picture, row * static_cast<int>(field.h.stride),
            column * static_cast<int>(field.w.stride), crop.inputs(1));
        crop.forward(dense, 1, {});
        const ConstTensorView expected =
            crop.activation(static_cast<int>(small_.nodes().size()) - 1);
        REQUIRE(expected.count() == static_cast<std::size_t>(scores.shape.c));
        for (int unit = 0; unit < scores.shape.c; ++unit) {
          const double wanted = expected.data[unit];
          const double found = scores.plane(0, unit)[row * scores.shape.w + column];
          largest = std::max(largest, std::abs(wanted));
          difference = std::max(difference, std::abs(found - wanted));
        }
      }
    }
    return {difference / largest, scores.shape.h * scores.shape.w};
  }

 private:
  void cut(const Floats& picture, int top, int left, TensorView to) const {
    for (int c = 0; c < to.shape.c; ++c) {
      for (int row = 0; row < to.shape.h; ++row) {
        const auto from = static_cast<std::size_t>((c * larger_.h + top + row) * larger_.w + left);
        std::copy_n(picture.data() + from, to.shape.w, to.plane(0, c) + row * to.shape.w);
      }
    }
  }

  Graph small_;
  Graph large_;
  Shape larger_;
};

std::string refusal(const std::string& layers, const Shape& larger = {1, 1, 16, 16}) {
  try {
    to_convolutional(spec_of("[1, 8, 8]", layers), larger);
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing";
}

}  // namespace

TEST_CASE("cs231n: VGG-16 on 384x384 gives 12x12x512, then 6x6x1000, for 36 crops at stride 32") {
  const ModelSpec spec = spec_of("[3, 224, 224]", vgg16());
  const Graph net(to_convolutional(spec, {1, 3, 384, 384}));
  const auto shape = [&](const std::string& name) {
    return net.nodes()[static_cast<std::size_t>(net.index_of(name))].output;
  };
  CHECK(shape("pool5") == Shape{1, 512, 12, 12});
  CHECK(shape("fc1") == Shape{1, 4096, 6, 6});
  CHECK(shape("fc2") == Shape{1, 4096, 6, 6});
  CHECK(shape("fc3") == Shape{1, 1000, 6, 6});
  const ReceptiveField field = receptive_fields(net).back();
  CHECK(field.h.stride == 32);
  CHECK((384 - 224) / field.h.stride + 1 == 6);

  // Each parameter as it was, one to one.
  const Graph dense(spec);
  const auto names = parameter_names(net);
  const auto before = parameter_names(dense);
  REQUIRE(names.size() == before.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    CHECK(names[i].text == before[i].text);
    CHECK(names[i].info->shape.count() == before[i].info->shape.count());
  }
  const Node& fc1 = net.nodes()[static_cast<std::size_t>(net.index_of("fc1"))];
  CHECK(fc1.parameters[0].shape == Shape{4096, 512, 7, 7});
}

TEST_CASE("cs231n: at VGG's strides, 6x6 positions equal the 36 crops") {
  // Five halvings in front of a 7x7 map; without padding, so that no crop sees an edge.
  std::string layers = "[";
  for (int block = 0; block < 5; ++block) {
    layers += R"({"type": "conv2d", "filters": )" + std::to_string(2 + block / 2) +
              R"(, "kernelSize": )" + (block < 2 ? "1" : "3") +
              R"(, "activation": "relu"}, {"type": "maxPooling2d"}, )";
  }
  layers += R"({"type": "flatten"},
               {"type": "dense", "units": 6, "activation": "relu"}, {"type": "dropout"},
               {"type": "dense", "units": 5, "activation": "relu"},
               {"type": "dense", "units": 4}])";
  const Slide slide(spec_of("[2, 280, 280]", layers), {1, 2, 440, 440});
  CHECK(slide.large().output().output == Shape{1, 4, 6, 6});
  with_all_kernels([&](const Kernels& kernels) {
    const auto [difference, crops] = slide.compare(kernels);
    CHECK(crops == 36);
    CHECK(difference < 1e-5);
  });
}

TEST_CASE("cs231n: with padding, the crops see zeros where the larger picture goes on") {
  const std::string layers =
      R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": 1},
          {"type": "maxPooling2d"}, {"type": "dense", "units": 3}])";
  const Slide slide(spec_of("[1, 8, 8]", layers), {1, 1, 14, 14});
  const auto [difference, crops] = slide.compare(fastest_kernels());
  CHECK(crops == 16);
  CHECK(difference > 1e-3);
}

TEST_CASE("sliding keeps branches, shared weights, names and global pooling") {
  struct Case {
    const char* layers;
    int crops;
  };
  const Case cases[] = {
      // Activations as arguments, and a dense layer on a map without flatten.
      {R"([{"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "tanh"},
           {"type": "dense", "units": 4, "activation": "sigmoid"}, {"type": "dense", "units": 2}])",
       81},
      // On the picture itself.
      {R"([{"type": "dense", "units": 2}, {"type": "relu"}])", 81},
      // Two branches flattened and joined.
      {R"([{"type": "conv2d", "name": "a", "filters": 2, "kernelSize": 3},
           {"type": "flatten", "name": "flat_a"},
           {"type": "conv2d", "name": "b", "filters": 1, "kernelSize": 3, "inputs": ["input"]},
           {"type": "flatten", "name": "flat_b"},
           {"type": "concatenate", "inputs": ["flat_a", "flat_b"]}, {"type": "tanh"},
           {"type": "dense", "units": 3}])",
       81},
      {R"([{"type": "conv2d", "filters": 2, "kernelSize": 3},
           {"type": "globalAveragePooling2d"}, {"type": "dense", "units": 3}])",
       81},
      {R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "strides": 2},
           {"type": "globalMaxPooling2d"}, {"type": "flatten"}, {"type": "dense", "units": 3}])",
       25},
      // Dense layers that share, a residual one between them.
      {R"([{"type": "dense", "name": "in", "units": 4, "activation": "relu"},
           {"type": "dense", "name": "one", "units": 4},
           {"type": "dense", "name": "two", "units": 4, "weightsOf": "one"},
           {"type": "add", "inputs": ["in", "two"]}, {"type": "batchNormalization"}])",
       81},
  };
  for (const Case& example : cases) {
    CAPTURE(example.layers);
    const Slide slide(spec_of("[1, 8, 8]", example.layers), {1, 1, 16, 16});
    with_all_kernels([&](const Kernels& kernels) {
      const auto [difference, crops] = slide.compare(kernels);
      CHECK(crops == example.crops);
      CHECK(difference < 1e-5);
    });
  }
}

TEST_CASE("a softmax at the end is left out of the sliding network") {
  const std::string both[] = {R"([{"type": "dense", "units": 2}, {"type": "softmax"}])",
                              R"([{"type": "dense", "units": 2, "activation": "softmax"}])"};
  for (const std::string& layers : both) {
    const Graph net(to_convolutional(spec_of("[1, 8, 8]", layers), {1, 1, 9, 9}));
    CHECK(net.nodes().size() == 1);
    CHECK(net.output().type == "conv2d");
    CHECK(net.output().name == "dense");
    CHECK(net.output().output == Shape{1, 2, 2, 2});
  }
}

TEST_CASE("'same' padding stays what it was on the small picture") {
  // 8 pixels with stride 2 want one row at the far side; 9 would have one on each.
  const Graph net(to_convolutional(
      spec_of("[1, 8, 8]", R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "strides": 2,
                                "padding": "same"}])"),
      {1, 1, 9, 9}));
  CHECK(net.output().layer->window()->padding == Padding{0, 1, 0, 1});
}

TEST_CASE("what cannot slide is refused by name") {
  CHECK(refusal(R"([{"type": "locallyConnected2d", "filters": 1, "kernelSize": 3}])") ==
        "locallyConnected2d: type: expected a layer that can slide over a larger picture, found "
        "'locallyConnected2d'");
  CHECK(refusal(R"([{"type": "reshape", "targetShape": [4, 4, 4]}])") ==
        "reshape: type: expected a layer that can slide over a larger picture, found 'reshape'");
  CHECK(refusal(R"([{"type": "radialBasis", "units": 2}])") ==
        "radialBasis: type: expected a layer that can slide over a larger picture, found "
        "'radialBasis'");
  CHECK(refusal(R"([{"type": "softmax"}, {"type": "dense", "units": 2}])") ==
        "softmax: type: expected softmax at the end only, found 'softmax'");
  CHECK(refusal(R"([{"type": "flatten"}, {"type": "batchNormalization"}])") ==
        "batchNormalization: type: expected only activations, dropout and dense layers behind "
        "flatten, found 'batchNormalization'");
  CHECK(refusal(R"([{"type": "flatten", "name": "all"},
                    {"type": "maxPooling2d", "inputs": ["input"]},
                    {"type": "flatten", "name": "pooled"},
                    {"type": "concatenate", "inputs": ["all", "pooled"]}])") ==
        "concatenate: type: expected flattened inputs from maps of one size, found 'concatenate'");
  CHECK(refusal(R"([{"type": "dense", "units": 2}])", {1, 1, 7, 9}) ==
        "larger input: expected 1 channels of at least 8x8, found 1x7x9");
}

TEST_CASE("copying parameters between networks that differ is refused") {
  const Graph one = graph_of("[1, 8, 8]", R"([{"type": "dense", "units": 2}])");
  const Graph other = graph_of("[1, 8, 8]", R"([{"type": "dense", "units": 3}])");
  const ParameterSet from(one);
  const ParameterSet to(other);
  CHECK_THROWS_WITH_AS(copy_parameters(one, from, other, to),
                       "dense.weight: expected 192 values in the other network, found 128",
                       ArgumentError);
}

}  // namespace receptive::testing::convolutional_test
