#include "train/looks/health.h"

#include <emscripten/bind.h>

#include <optional>
#include <string>

#include "base/json.h"
#include "model_handle.h"

namespace receptive::bindings {

using emscripten::val;

namespace {

void add_histogram(Json& to, const char* name, const std::optional<Histogram>& histogram) {
  if (!histogram) return;
  to[name] = {
      {"exponent", histogram->exponent},
      {"counts", histogram->counts},
      {"zeros", histogram->zeros},
      {"notFinite", histogram->not_finite},
      {"outside", histogram->outside},
      {"smallest", histogram->smallest},
      {"largest", histogram->largest},
      {"mean", histogram->mean},
      {"rootMeanSquare", histogram->root_mean_square},
  };
}

Json weights_json(const WeightHealth& health) {
  Json json = {{"weights", health.weights}, {"gradients", health.gradients}};
  if (health.update) json["update"] = *health.update;
  add_histogram(json, "weightHistogram", health.weight_histogram);
  add_histogram(json, "gradientHistogram", health.gradient_histogram);
  return json;
}

Json node_json(const NodeHealth& node) {
  Json json = {{"units", node.units.units}};
  if (node.weights) json["weights"] = weights_json(*node.weights);
  if (node.units.can_die) json["dead"] = node.units.dead;
  if (node.units.can_saturate) json["saturated"] = node.units.saturated;
  add_histogram(json, "activations", node.units.histogram);
  return json;
}

/// The layers stand in the order of `layers_json`.
std::string health_json(ModelHandle& model, const DatasetHandle& data, int pictures,
                        bool histograms, Address before, int before_count) {
  const HealthReport report = examine(
      model.trainer(), *data.data(),
      {.pictures = pictures,
       .histograms = histograms,
       .weights_before = span_at<const float>(before, static_cast<std::size_t>(before_count))});
  Json json = {{"loss", report.score.loss},
               {"accuracy", report.score.accuracy},
               {"examples", report.score.examples},
               {"layers", Json::array()}};
  for (const NodeHealth& node : report.nodes) json["layers"].push_back(node_json(node));
  return json.dump();
}

/// JavaScript copies it at once, so that one for all calls is enough.
val sampled(ModelHandle& model) {
  static std::vector<float> sample;
  sample = sampled_weights(model.trainer());
  return view_of(sample);
}

void predict_answers(ModelHandle& model, const DatasetHandle& data, int first, int count,
                     Address answers) {
  model.network().predict(
      *data.data(), first,
      {reinterpret_cast<float*>(answers), {count, model.network().outputs(), 1, 1}});
}

val scoring_parameter(ModelHandle& model, int index) {
  const ParameterSet& set = model.network().answering_parameters();
  return view_of(set.views()[static_cast<std::size_t>(index)].values());
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_health) {
  emscripten::function("healthJson", &health_json);
  emscripten::function("sampledWeights", &sampled);
  emscripten::function("predictAnswers", &predict_answers);
  emscripten::function("scoringParameter", &scoring_parameter);
}

}  // namespace receptive::bindings
