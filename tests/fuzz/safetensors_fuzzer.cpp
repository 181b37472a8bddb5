#include <algorithm>
#include <vector>

#include "base/error.h"
#include "input.h"
#include "io/safetensors.h"
#include "nn/graph.h"
#include "nn/parameter_set.h"
#include "train/trainer_spec.h"

using namespace receptive;

namespace {

constexpr const char* small_network = R"({"input": [1, 6, 6], "layers": [
  {"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "dense", "units": 3}]})";

}  // namespace

/// A file, read into a network of fixed form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Graph graph(parse_trainer_spec(small_network).model);
  static ParameterSet parameters(graph);
  parameters.fill_zero();
  const std::span<const std::uint8_t> file(data, size);
  try {
    (void)safetensors_metadata(file);
  } catch (const FormatError&) {
    // The tensors may be good where the remarks are not.
    parameters.fill_zero();
  }
  try {
    read_safetensors(file, graph, parameters);
  } catch (const FormatError&) {
    const auto values = parameters.values();
    fuzz::require(
        std::all_of(values.begin(), values.end(), [](float value) { return value == 0.0F; }));
  }
  return 0;
}
