#include "train/looks/health.h"

#include <emscripten/bind.h>

#include <optional>

#include "dataset_handle.h"
#include "model_handle.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

struct WeightHealthForm {
  double weights = 0.0;
  double gradients = 0.0;
  Maybe<double> update = {};
  Maybe<Histogram> weight_histogram = {};
  Maybe<Histogram> gradient_histogram = {};
};

struct LayerHealthForm {
  Text layer = {};
  Maybe<WeightHealthForm> weights = {};
  int units = 0;
  Maybe<int> dead = {};
  Maybe<int> saturated = {};
  Maybe<Histogram> activations = {};
};

struct HealthForm {
  double loss = 0.0;
  double accuracy = 0.0;
  int examples = 0;
  List<LayerHealthForm> layers = {};
};

List<int> counts_of(const Histogram& histogram) {
  return {histogram.counts, [](std::uint32_t count) { return static_cast<int>(count); }};
}

/// Embind asks for it; histograms only go out.
void set_counts(Histogram& /*histogram*/, const List<int>& /*counts*/) {}

HealthForm health(ModelHandle& model, const DatasetHandle& data, int pictures, bool histograms,
                  Address before, int before_count) {
  const HealthReport report =
      examine(model.trainer(), *data.data(),
              {.pictures = pictures,
               .histograms = histograms,
               .weights_before = span_at<const float>(before, before_count)});
  return {.loss = report.score.loss,
          .accuracy = report.score.accuracy,
          .examples = report.score.examples,
          .layers = {report.nodes, [&](const NodeHealth& node) {
                       const UnitHealth& units = node.units;
                       LayerHealthForm form{.layer = Text(model.graph().name_of(node.node)),
                                            .units = units.units,
                                            .activations = units.histogram};
                       if (node.weights) {
                         form.weights = WeightHealthForm{
                             .weights = node.weights->weights,
                             .gradients = node.weights->gradients,
                             .update = node.weights->update,
                             .weight_histogram = node.weights->weight_histogram,
                             .gradient_histogram = node.weights->gradient_histogram};
                       }
                       if (units.can_die) form.dead = units.dead;
                       if (units.can_saturate) form.saturated = units.saturated;
                       return form;
                     }}};
}

Floats sampled(const ModelHandle& model) { return Floats(sampled_weights(model.trainer())); }

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_health) {
  emscripten::value_object<Histogram>("Histogram")
      .field("exponent", &Histogram::exponent)
      .field("counts", &counts_of, &set_counts)
      .field("zeros", &Histogram::zeros)
      .field("notFinite", &Histogram::not_finite)
      .field("outside", &Histogram::outside)
      .field("smallest", &Histogram::smallest)
      .field("largest", &Histogram::largest)
      .field("mean", &Histogram::mean)
      .field("rootMeanSquare", &Histogram::root_mean_square);
  emscripten::register_type<Maybe<Histogram>>("Histogram | undefined");
  emscripten::value_object<WeightHealthForm>("WeightHealthForm")
      .field("weights", &WeightHealthForm::weights)
      .field("gradients", &WeightHealthForm::gradients)
      .field("update", &WeightHealthForm::update)
      .field("weightHistogram", &WeightHealthForm::weight_histogram)
      .field("gradientHistogram", &WeightHealthForm::gradient_histogram);
  emscripten::register_type<Maybe<WeightHealthForm>>("WeightHealthForm | undefined");
  emscripten::value_object<LayerHealthForm>("LayerHealthForm")
      .field("layer", &LayerHealthForm::layer)
      .field("weights", &LayerHealthForm::weights)
      .field("units", &LayerHealthForm::units)
      .field("dead", &LayerHealthForm::dead)
      .field("saturated", &LayerHealthForm::saturated)
      .field("activations", &LayerHealthForm::activations);
  emscripten::register_type<List<LayerHealthForm>>("LayerHealthForm[]");
  emscripten::value_object<HealthForm>("HealthForm")
      .field("loss", &HealthForm::loss)
      .field("accuracy", &HealthForm::accuracy)
      .field("examples", &HealthForm::examples)
      .field("layers", &HealthForm::layers);
  emscripten::function("examineHealth", &health);
  emscripten::function("sampledWeights", &sampled);
}

}  // namespace receptive::bindings
