// LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998), with the figures as the TUM wiki gives them,
// and the committee of columns (Ciresan, Meier and Schmidhuber 2012).

#include "core/worked_examples/networks.h"
#include "core/worked_examples/support.h"
#include "train/committee.h"

namespace receptive::testing::lenet5_test {

TEST_CASE("LeNet-5: shapes, parameters and connections of every layer") {
  const Summary net("[1, 32, 32]", lenet5());
  struct Row {
    const char* name;
    const char* shape;
    std::int64_t parameters;
    std::int64_t connections;
  };
  const Row table[] = {
      {"c1", "6x28x28", 156, 122304},   {"s2", "6x14x14", 12, 5880},
      {"c3", "16x10x10", 1516, 151600}, {"s4", "16x5x5", 32, 2000},
      {"c5", "120x1x1", 48120, 48120},  {"f6", "84x1x1", 10164, 10164},
  };
  for (const Row& row : table) {
    CAPTURE(row.name);
    CHECK(net.shape(row.name) == row.shape);
    CHECK(net.of(row.name).parameters == row.parameters);
    CHECK(net.of(row.name).cost.connections == row.connections);
  }
  CHECK(net.shape("output") == "10x1x1");
}

TEST_CASE("LeNet-5: every unit of C5 sees the whole picture") {
  const Summary net("[1, 32, 32]", lenet5());
  CHECK(net.of("s2").field.h.size == 6);
  CHECK(net.of("c3").field.h.size == 14);
  CHECK(net.of("s4").field.h.size == 16);
  CHECK(net.of("s4").field.h.stride == 4);
  CHECK(net.of("c5").field.h.size == 32);
  CHECK(net.of("c5").field.h.offset == 15.5);
}

TEST_CASE("LeNet-5: C3 has 60 pairs of maps, and each reads its own maps only") {
  const Graph graph = graph_of("[1, 32, 32]", lenet5());
  const Node& c3 = graph.nodes()[static_cast<std::size_t>(graph.index_of("c3"))];
  const std::vector<bool>& connected = c3.parameters[0].connected;
  REQUIRE(connected.size() == 16 * 6 * 25);
  CHECK(std::ranges::count(connected, true) == 60 * 25);

  // A picture in map 3 alone reaches the C3 maps that read map 3.
  const std::string layer =
      R"([{"type": "conv2d", "filters": 16, "kernelSize": 5, "useBias": false, "connections":
           "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345"}])";
  with_all_kernels([&](const Kernels& kernels) {
    BareNetwork network("[6, 5, 5]", layer, 1, kernels);
    Floats maps(150);
    std::fill_n(maps.begin() + 75, 25, 1.0F);
    network.set_picture(maps);
    const Floats found = network.forward();
    const std::vector<std::size_t> readers{1, 2, 3, 6, 7, 8, 9, 12, 14, 15};
    for (std::size_t filter = 0; filter < 16; ++filter) {
      CAPTURE(filter);
      const bool reads = std::ranges::find(readers, filter) != readers.end();
      CHECK((found[filter] != 0.0F) == reads);
    }
  });
}

TEST_CASE("LeNet-5: a subsampling unit adds four inputs, times a weight, plus a bias") {
  with_all_kernels([](const Kernels& kernels) {
    check_printed(answer(kernels, "[1, 2, 4]", R"([{"type": "subsampling2d"}])",
                         {1, 2, 3, 4, 5, 6, 7, 8}, {{0.5F}, {-1}}),
                  {6, 10}, 1e-6);
  });
}

TEST_CASE("LeNet-5: the output units measure Euclidean distances") {
  with_all_kernels([](const Kernels& kernels) {
    // The sign is turned, so that the nearest answers most.
    check_printed(answer(kernels, "[3, 1, 1]", R"([{"type": "radialBasis", "units": 2}])",
                         {1, 2, 3}, {{1, 2, 4, -1, 0, 3}}),
                  {-1, -8}, 1e-6);
  });
}

TEST_CASE("LeNet-5: a forward and a backward pass of the whole network") {
  BareNetwork network("[1, 32, 32]", lenet5(), 2);
  Floats pictures(2 * 32 * 32, -0.1F);
  pictures[500] = 1.175F;
  network.set_picture(pictures);
  const Floats output = network.forward();
  REQUIRE(output.size() == 20);
  for (const float value : output) CHECK(value <= 0.0F);
  network.backward(Floats(20, 1.0F));
  float sum = 0;
  for (const float value : network.gradient_of_input()) sum += std::abs(value);
  CHECK(sum > 0.0F);
}

TEST_CASE("MCDNN (Ciresan 2012): the outputs of several nets are averaged") {
  // Two of the nets are wrong about an example each; together they are right about both.
  const Shape shape{2, 3, 1, 1};
  const Floats columns[] = {{0.6F, 0.3F, 0.1F, 0.5F, 0.4F, 0.1F},
                            {0.1F, 0.8F, 0.1F, 0.1F, 0.8F, 0.1F},
                            {0.9F, 0.0F, 0.1F, 0.0F, 0.9F, 0.1F}};
  const std::vector<std::uint8_t> labels{0, 1};
  Committee committee;
  for (const Floats& column : columns) committee.add({column.data(), shape});
  CHECK(committee.members() == 3);
  const auto mean = committee.answers().values();
  check_printed({mean.begin(), mean.end()}, {1.6F / 3, 1.1F / 3, 0.1F, 0.6F / 3, 2.1F / 3, 0.1F},
                1e-6);
  CHECK(committee.score(labels).accuracy == 1.0);
}

}  // namespace receptive::testing::lenet5_test
