// Every number of every layer, written out: sums of what is read, of gradients sent back, of the
// uses of a weight.

#include <doctest/doctest.h>

#include <set>

#include "explained_networks.h"
#include "inspect/explain/unit_arithmetic.h"
#include "nn/layers.h"

namespace receptive::written_out_test {

namespace {

using receptive::Graph;
using receptive::testing::explained_cases;
using receptive::testing::ExplainedCase;
using receptive::testing::ExplainedNetwork;

/// The network works in float32, this in double: they differ by roundings of the terms.
bool agree(double exact, float rounded) {
  return std::abs(exact - static_cast<double>(rounded)) <= 2e-5 * (1.0 + std::abs(exact));
}

std::size_t places(const receptive::NetworkValues& values, int node) {
  return receptive::shape_of(values.graph, node).example_count();
}

/// A reshape that is read beside what it reshapes shares the gradient of both.
bool shares_gradient(const Graph& graph, int node) {
  const auto reads = [&](int reader, int read) {
    const auto& inputs = graph.nodes()[static_cast<std::size_t>(reader)].inputs;
    return std::ranges::count(inputs, read);
  };
  if (node == Graph::network_input ||
      !graph.nodes()[static_cast<std::size_t>(node)].layer->only_reshapes()) {
    return false;
  }
  std::ptrdiff_t readers = 0;
  for (int i = 0; i < static_cast<int>(graph.nodes().size()); ++i) {
    readers += reads(i, graph.nodes()[static_cast<std::size_t>(node)].inputs[0]);
  }
  return readers > 1;
}

/// Every use of every value of every parameter that is trained, summed up.
void check_weights(const ExplainedNetwork& explained) {
  const receptive::NetworkValues values = explained.values();
  for (const receptive::ParameterName& name : receptive::parameter_names(values.graph)) {
    if (name.info->role == receptive::ParameterRole::statistic) continue;
    const auto index = static_cast<std::size_t>(name.index);
    const auto gradients = explained.network.gradients.views()[index].values();
    for (std::size_t i = 0; i < gradients.size(); ++i) {
      double sum = 0;
      for (const receptive::WeightUse& use : receptive::weight_uses(
               values, explained.network.last(), name.index, static_cast<int>(i))) {
        sum += use.gradient * use.value;
      }
      if (agree(sum, gradients[i])) continue;
      FAIL_CHECK(name.text << " " << i << ": " << sum << " against " << gradients[i]);
    }
  }
}

}  // namespace

TEST_CASE("the networks to explain hold every layer there is") {
  std::set<std::string> types;
  for (const ExplainedCase& test : explained_cases()) {
    const ExplainedNetwork explained(test);
    for (const auto& node : explained.network.graph.nodes()) types.insert(node.type);
  }
  for (const std::string& type : receptive::layer_types()) {
    CAPTURE(type);
    CHECK(types.contains(type));
  }
}

TEST_CASE("explained: every unit's value is the sum of what it reads") {
  for (const ExplainedCase& test : explained_cases()) {
    CAPTURE(test.name);
    const ExplainedNetwork explained(test);
    const receptive::NetworkValues values = explained.values();
    for (int node = Graph::network_input; node <= explained.network.last(); ++node) {
      for (std::size_t i = 0; i < places(values, node); ++i) {
        const auto unit = receptive::unit_arithmetic(values, node, static_cast<int>(i));
        if (!agree(unit.value, unit.activation)) {
          FAIL_CHECK(values.graph.name_of(node)
                     << " " << i << ": " << unit.value << " against " << unit.activation);
        }
        for (const receptive::UnitReads& reads : unit.reads) {
          CHECK(reads.places.size() == reads.values.size());
          if (!reads.factors.empty()) CHECK(reads.factors.size() == reads.places.size());
          if (!reads.parameter.empty()) CHECK(reads.weights.size() == reads.places.size());
        }
      }
    }
  }
}

TEST_CASE("explained: every unit's gradient is the sum over all that read it") {
  for (const ExplainedCase& test : explained_cases()) {
    CAPTURE(test.name);
    const ExplainedNetwork explained(test);
    const receptive::NetworkValues values = explained.values();
    const int last = explained.network.last();
    for (int node = Graph::network_input; node < last; ++node) {
      if (shares_gradient(values.graph, node)) continue;
      const auto gradient = explained.network.execution.gradient(node).values();
      for (std::size_t i = 0; i < places(values, node); ++i) {
        double sum = 0;
        for (const auto& part :
             receptive::gradient_parts(values, last, node, static_cast<int>(i))) {
          sum += part.sum;
        }
        if (agree(sum, gradient[i])) continue;
        FAIL_CHECK(values.graph.name_of(node)
                   << " " << i << ": " << sum << " against " << gradient[i]);
      }
    }
  }
}

TEST_CASE("explained: every weight's gradient is the sum over its uses") {
  for (const ExplainedCase& test : explained_cases()) {
    CAPTURE(test.name);
    check_weights(ExplainedNetwork(test));
  }
}

}  // namespace receptive::written_out_test
