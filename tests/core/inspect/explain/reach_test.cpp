#include "inspect/explain/reach.h"

#include <doctest/doctest.h>

#include <chrono>

#include "base/error.h"
#include "explained_networks.h"
#include "inspect/explain/connections.h"
#include "train/presets/presets.h"

namespace receptive::reach_test {

namespace {

using receptive::Connections;
using receptive::Graph;
using receptive::Link;
using receptive::testing::ExplainedNetwork;

using Marks = std::vector<std::vector<std::uint8_t>>;

/// The same place by place, link by link.
Marks reach_by_links(const Graph& graph, int node, int place) {
  const auto count = static_cast<int>(graph.nodes().size());
  Marks marks;
  for (int i = Graph::network_input; i < count; ++i) {
    marks.emplace_back(receptive::shape_of(graph, i).example_count());
  }
  const auto of = [&](int i) -> std::vector<std::uint8_t>& {
    return marks[static_cast<std::size_t>(i + 1)];
  };
  of(node)[static_cast<std::size_t>(place)] = 3;
  for (int i = node; i >= 0; --i) {
    const auto& inputs = graph.nodes()[static_cast<std::size_t>(i)].inputs;
    for (std::size_t at = 0; at < of(i).size(); ++at) {
      if (of(i)[at] == 0) continue;
      for (std::size_t index = 0; index < inputs.size(); ++index) {
        for (const Link& link : Connections(graph, i).read_by(static_cast<int>(at), index)) {
          if (link.input >= 0) of(inputs[index])[static_cast<std::size_t>(link.input)] = 1;
        }
      }
    }
  }
  for (int i = node + 1; i < count; ++i) {
    const auto& inputs = graph.nodes()[static_cast<std::size_t>(i)].inputs;
    for (std::size_t index = 0; index < inputs.size(); ++index) {
      if (inputs[index] < node) continue;
      for (std::size_t at = 0; at < of(inputs[index]).size(); ++at) {
        if (of(inputs[index])[at] == 0) continue;
        for (const Link& link : Connections(graph, i).readers_of(static_cast<int>(at), index)) {
          of(i)[static_cast<std::size_t>(link.output)] = 2;
        }
      }
    }
  }
  return marks;
}

}  // namespace

TEST_CASE("reach of every unit is that of its links, followed one by one") {
  for (const auto& test : receptive::testing::explained_cases()) {
    CAPTURE(test.name);
    const ExplainedNetwork explained(test);
    const Graph& graph = explained.network.graph;
    for (int node = Graph::network_input; node <= explained.network.last(); ++node) {
      const auto places = static_cast<int>(receptive::shape_of(graph, node).example_count());
      for (int place = 0; place < places; place += std::max(1, places / 6)) {
        CAPTURE(node);
        CAPTURE(place);
        CHECK(receptive::reach(graph, node, place) == reach_by_links(graph, node, place));
      }
    }
  }
}

TEST_CASE("reach: a unit behind a 3x3 convolution and a 2x2 pool sees 4x4 pixels") {
  const receptive::testing::BareNetwork network(
      "[1, 9, 9]",
      R"([{"type": "conv2d", "filters": 2, "kernelSize": 3},
                       {"type": "maxPooling2d", "poolSize": 2, "ceilMode": true},
                       {"type": "dense", "units": 2}])",
      1);
  // Map 1, row 1, column 3 of 4x4: the pool hangs over the edge, so that it sees three columns.
  const Marks marks = receptive::reach(network.graph, 1, 16 + 4 + 3);
  std::string picture;
  for (std::size_t i = 0; i < 81; ++i) picture += marks[0][i] == 1 ? '#' : '.';
  std::string expected;
  for (int row = 0; row < 9; ++row) {
    for (int col = 0; col < 9; ++col) {
      expected += row >= 2 && row < 6 && col >= 6 ? '#' : '.';
    }
  }
  CHECK(picture == expected);
  CHECK(std::ranges::count(marks[1], 1) == 2);  // of the second map alone
  CHECK(std::ranges::count(marks[2], 3) == 1);
  CHECK(std::ranges::count(marks[2], 0) == 31);
  CHECK(std::ranges::count(marks[3], 2) == 2);
  CHECK_THROWS_WITH_AS(receptive::reach(network.graph, 1, 32),
                       "place: expected 0 to 31, the places of maxPooling2d (2x4x4), found 32",
                       receptive::ArgumentError);
}

}  // namespace receptive::reach_test
