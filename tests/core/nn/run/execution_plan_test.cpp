#include "nn/run/execution_plan.h"

#include <doctest/doctest.h>

#include <string>

#include "nn/run/shards.h"
#include "support/network.h"
#include "train/trainer_spec.h"

namespace receptive::execution_plan_test {

namespace {

using receptive::ExecutionPlan;
using receptive::Graph;
using receptive::Shards;

Graph graph_of(const std::string& input, const std::string& layers) {
  return Graph(
      receptive::parse_trainer_spec(R"({"input": )" + input + R"(, "layers": )" + layers + "}")
          .model);
}

ExecutionPlan plan_of(const Graph& graph, const ExecutionPlan::Options& options) {
  return {graph, receptive::fastest_kernels(), options};
}

constexpr const char* five_layers =
    R"([{"type": "conv2d", "filters": 4, "kernelSize": 3, "padding": "same"}, {"type": "relu"},
        {"type": "conv2d", "filters": 4, "kernelSize": 3, "padding": "same"}, {"type": "relu"},
        {"type": "conv2d", "filters": 4, "kernelSize": 3, "padding": "same"}])";

}  // namespace

TEST_CASE("without gradients a sequence keeps two activations at a time") {
  const Graph graph = graph_of("[4, 16, 16]", five_layers);
  const std::uint64_t one = 10 * 4 * 16 * 16;
  const ExecutionPlan scoring = plan_of(graph, {.capacity = 10, .gradients = false});
  CHECK(scoring.activations == 2 * one);
  CHECK(scoring.gradients == 0);
  const ExecutionPlan training = plan_of(graph, {.capacity = 10});
  CHECK(training.activations == 6 * one);
  CHECK(training.gradients == 5 * one);
}

TEST_CASE("what a later layer reads again stays") {
  const Graph graph = graph_of(
      "[4, 16, 16]",
      R"([{"type": "conv2d", "name": "first", "filters": 4, "kernelSize": 3, "padding": "same"},
          {"type": "relu"}, {"type": "relu"}, {"type": "relu"},
          {"type": "add", "name": "sum", "inputs": ["first", "relu_2"]}])");
  const ExecutionPlan plan = plan_of(graph, {.capacity = 3, .gradients = false});
  const std::uint64_t first = plan.slots[1].activation;
  for (std::size_t later = 2; later < plan.slots.size(); ++later) {
    CHECK(plan.slots[later].activation != first);
  }
  CHECK(plan.activations == 3 * (3 * 4 * 16 * 16));
}

TEST_CASE("nobody computes gradients that no parameter needs") {
  const Graph graph = graph_of(
      "[1, 8, 8]",
      R"([{"type": "rescaling", "scale": 2}, {"type": "dense", "units": 3}, {"type": "relu"}])");
  const ExecutionPlan plan = plan_of(graph, {.capacity = 4});
  CHECK_FALSE(plan.slots[0].gradient.has_value());
  CHECK_FALSE(plan.slots[1].gradient.has_value());
  CHECK(plan.slots[2].gradient.has_value());
  CHECK(plan.slots[3].gradient.has_value());
  const ExecutionPlan whole = plan_of(graph, {.capacity = 4, .gradient_of_input = true});
  CHECK(whole.slots[0].gradient.has_value());
  CHECK(whole.slots[1].gradient.has_value());
}

TEST_CASE("shards cover a batch once, and never depend on anything else") {
  for (const int examples : {1, 7, 8, 9, 16, 63, 64, 65, 100, 1000, 65536}) {
    const Shards shards(examples);
    CHECK(shards.count() <= Shards::most);
    int next = 0;
    for (int shard = 0; shard < shards.count(); ++shard) {
      CHECK(shards.first(shard) == next);
      CHECK(shards.size_of(shard) >= 1);
      CHECK(shards.size_of(shard) <= shards.size());
      next += shards.size_of(shard);
    }
    CHECK(next == examples);
  }
}

}  // namespace receptive::execution_plan_test
