// VGG-16 as the cs231n notes take it apart, all from summaries: nobody allocates its weights.

#include "core/worked_examples/networks.h"
#include "core/worked_examples/support.h"

namespace receptive::testing::vgg16_test {

TEST_CASE("cs231n, VGG-16: weights and activations of every layer") {
  const Summary net("[3, 224, 224]", vgg16());
  struct Row {
    const char* name;
    const char* shape;
    std::int64_t activations;
    std::int64_t weights;
  };
  const Row table[] = {
      {"conv1_1", "64x224x224", 3211264, 1728},    {"conv1_2", "64x224x224", 3211264, 36864},
      {"pool1", "64x112x112", 802816, 0},          {"conv2_1", "128x112x112", 1605632, 73728},
      {"conv2_2", "128x112x112", 1605632, 147456}, {"pool2", "128x56x56", 401408, 0},
      {"conv3_1", "256x56x56", 802816, 294912},    {"conv3_2", "256x56x56", 802816, 589824},
      {"conv3_3", "256x56x56", 802816, 589824},    {"pool3", "256x28x28", 200704, 0},
      {"conv4_1", "512x28x28", 401408, 1179648},   {"conv4_2", "512x28x28", 401408, 2359296},
      {"conv4_3", "512x28x28", 401408, 2359296},   {"pool4", "512x14x14", 100352, 0},
      {"conv5_1", "512x14x14", 100352, 2359296},   {"conv5_2", "512x14x14", 100352, 2359296},
      {"conv5_3", "512x14x14", 100352, 2359296},   {"pool5", "512x7x7", 25088, 0},
      {"fc1", "4096x1x1", 4096, 102760448},        {"fc2", "4096x1x1", 4096, 16777216},
      {"fc3", "1000x1x1", 1000, 4096000},
  };
  std::int64_t activations = 224 * 224 * 3;
  for (const Row& row : table) {
    CAPTURE(row.name);
    CHECK(net.shape(row.name) == row.shape);
    CHECK(net.of(row.name).activation_bytes == 4 * row.activations);
    const Node& node = net.node(row.name);
    const std::size_t weights = node.parameters.empty() ? 0 : node.parameters[0].shape.count();
    CHECK(weights == static_cast<std::size_t>(row.weights));
    activations += row.activations;
  }
  CHECK(net.parameters() == 138357544);
  // The notes add their rows up to "24M * 4 bytes ~= 93MB"; the rows come to 15.2 million, 58 MiB.
  CHECK(activations == 15237608);
}

TEST_CASE("cs231n, VGG-16: the fields of its units") {
  const Summary net("[3, 224, 224]", vgg16());
  CHECK(net.of("conv1_2").field.h.size == 5);
  CHECK(net.of("pool3").field.h.size == 44);
  CHECK(net.of("pool5").field.h.size == 212);
  CHECK(net.of("pool5").field.h.stride == 32);
  // As far as the padding reaches: 212 + 6 * 32.
  CHECK(net.of("fc1").field.h.size == 404);
  CHECK(net.of("fc1").field.h.stride == 32);
}

TEST_CASE("cs231n, VGG-16: 15.5 billion multiply-adds") {
  const Summary net("[3, 224, 224]", vgg16());
  std::int64_t sum = 0;
  for (const LayerSummary& layer : net.layers()) sum += layer.cost.multiply_adds;
  CHECK(sum == 15470264320);
}

}  // namespace receptive::testing::vgg16_test
