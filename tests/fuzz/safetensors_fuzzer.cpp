#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "input.h"
#include "io/model_file.h"
#include "io/weight_match.h"
#include "nn/graph.h"
#include "nn/parameter_set.h"
#include "train/trainer_spec.h"

using namespace receptive;

namespace {

/// Two layers of the same shapes, a normalization, and one of a shape of its own.
constexpr const char* small_network = R"({"input": [2, 4, 4], "layers": [
  {"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": "same"},
  {"type": "batchNormalization"},
  {"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": "same"},
  {"type": "dense", "units": 3}]})";

bool all_of(const ParameterSet& parameters, bool (*holds)(float)) {
  const auto values = parameters.values();
  return std::all_of(values.begin(), values.end(), holds);
}

/// What was understood can be written and understood again.
void write_again(const Safetensors& file, const Graph& graph, const ParameterSet& parameters) {
  const auto written = write_model_file(read_remarks(file), graph, parameters, &parameters);
  const Safetensors again(written);
  fuzz::require(read_remarks(again) == read_remarks(file));
  const WeightMatch match = match_weights(again, graph);
  fuzz::require(match.own_names && match.trained.size() == match.answering.size());
  fuzz::require(match.left_out.empty());
}

}  // namespace

/// A file, read into a network of fixed form: its remarks and its weights, under whatever names.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Graph graph(parse_trainer_spec(small_network).model);
  static ParameterSet parameters(graph);
  parameters.fill_zero();
  const std::span<const std::uint8_t> bytes(data, size);
  try {
    const Safetensors file(bytes);
    try {
      (void)read_remarks(file);
    } catch (const FormatError&) {
      // The tensors may be good where the remarks are not.
      (void)match_weights(file, graph);
      return 0;
    }
    const WeightMatch match = match_weights(file, graph);
    fuzz::require(match.answering.size() == parameters.views().size());
    fuzz::require(match.trained.empty() || match.trained.size() == match.answering.size());
    take_weights(match.answering, graph, parameters);
    if (!match.trained.empty()) take_weights(match.trained, graph, parameters);
    fuzz::require(all_of(parameters, [](float value) { return std::isfinite(value); }));
    write_again(file, graph, parameters);
  } catch (const FormatError&) {
    fuzz::require(all_of(parameters, [](float value) { return value == 0.0F; }));
  }
  return 0;
}
