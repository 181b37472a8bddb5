#pragma once

#include <span>
#include <string>
#include <vector>

#include "nn/graph.h"
#include "nn/parameter_set.h"
#include "nn/run/execution.h"
#include "train/trainer_spec.h"

namespace receptive::testing {

/// A network with memory for a batch, for tests that look inside: layers as JSON, parameters
/// started from a seed.
struct BareNetwork {
  BareNetwork(const std::string& input, const std::string& layers, int batch,
              const Kernels& kernels = fastest_kernels())
      : graph(parse_trainer_spec(R"({"input": )" + input + R"(, "layers": )" + layers + "}").model),
        parameters(graph),
        gradients(graph),
        execution(graph, kernels,
                  {.capacity = batch, .gradients = true, .gradient_of_input = true}) {
    initialize(graph, parameters, 7);
  }

  void set_picture(std::span<const float> values) {
    std::copy(values.begin(), values.end(), execution.inputs(execution.capacity()).data);
  }
  void set_parameter(std::size_t index, std::span<const float> values) {
    std::copy(values.begin(), values.end(), parameters.views()[index].data);
  }

  /// The output of the whole batch.
  std::vector<float> forward(bool training = false, std::uint64_t chance = 0) {
    execution.forward(
        parameters, execution.capacity(),
        {.mode = training ? PassMode::training : PassMode::inference, .chance = chance});
    return activation(last());
  }
  /// dLoss/doutput in; gradients of pictures and parameters are then in `execution`, `gradients`.
  void backward(std::span<const float> doutput) {
    gradients.fill_zero();
    std::copy(doutput.begin(), doutput.end(), execution.start_gradient(last()).data);
    execution.backward(parameters, last(), &gradients);
  }

  [[nodiscard]] int last() const { return static_cast<int>(graph.nodes().size()) - 1; }
  [[nodiscard]] std::vector<float> activation(int node) const {
    const auto values = execution.activation(node).values();
    return {values.begin(), values.end()};
  }
  [[nodiscard]] std::vector<float> gradient_of_input() const {
    const auto values = execution.gradient(Graph::network_input).values();
    return {values.begin(), values.end()};
  }

  Graph graph;
  ParameterSet parameters;
  ParameterSet gradients;
  Execution execution;
};

}  // namespace receptive::testing
