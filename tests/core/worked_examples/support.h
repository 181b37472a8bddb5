#pragma once

// What the published examples have in common: each is a small network with numbers set by hand, run
// by every table of kernels, or a network's summary.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "inspect/structure/summary.h"
#include "support/kernel_compare.h"
#include "support/network.h"

namespace receptive::testing {

using Floats = std::vector<float>;

/// Runs `check(kernels)` with each table that this machine has.
template <typename Check>
void with_all_kernels(const Check& check) {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    check(*kernels);
  }
}

/// What a network answers for one picture, its parameters set in their order.
inline Floats answer(const Kernels& kernels, const std::string& input, const std::string& layers,
                     const Floats& picture, const std::vector<Floats>& parameters = {}) {
  BareNetwork network(input, layers, 1, kernels);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    REQUIRE(network.parameters.views()[i].count() == parameters[i].size());
    network.set_parameter(i, parameters[i]);
  }
  REQUIRE(network.execution.inputs(1).count() == picture.size());
  network.set_picture(picture);
  return network.forward();
}

/// A row of numbers under a filter that is a row, with `padding` as in a specification.
inline Floats convolved_row(const Kernels& kernels, const Floats& row, const Floats& filter,
                            const std::string& padding) {
  return answer(kernels, "[1, 1, " + std::to_string(row.size()) + "]",
                R"([{"type": "conv2d", "filters": 1, "useBias": false, "kernelSize": [1, )" +
                    std::to_string(filter.size()) + R"(], "padding": )" + padding + "}]",
                row, {filter});
}

/// All values agree with printed ones as far as these go.
inline void check_printed(const Floats& found, const Floats& printed, double half_digit) {
  CHECK(difference(found, printed, half_digit) == "");
}

inline Graph graph_of(const std::string& input, const std::string& layers) {
  return Graph(
      parse_trainer_spec(R"({"input": )" + input + R"(, "layers": )" + layers + "}").model);
}

/// A network's summary, to be asked by the names of its layers.
class Summary {
 public:
  Summary(const std::string& input, const std::string& layers)
      : graph_(graph_of(input, layers)), layers_(summarize(graph_)) {}

  [[nodiscard]] const Graph& graph() const { return graph_; }
  [[nodiscard]] const std::vector<LayerSummary>& layers() const { return layers_; }
  [[nodiscard]] const Node& node(const std::string& name) const {
    return graph_.nodes()[static_cast<std::size_t>(graph_.index_of(name))];
  }
  [[nodiscard]] const LayerSummary& of(const std::string& name) const {
    return layers_[static_cast<std::size_t>(graph_.index_of(name))];
  }
  [[nodiscard]] std::string shape(const std::string& name) const {
    return example_text(node(name).output);
  }
  [[nodiscard]] std::int64_t parameters() const {
    std::int64_t sum = 0;
    for (const LayerSummary& layer : layers_) sum += layer.parameters;
    return sum;
  }

 private:
  Graph graph_;
  std::vector<LayerSummary> layers_;
};

}  // namespace receptive::testing
