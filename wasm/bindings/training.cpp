#include <emscripten/bind.h>

#include "dataset_handle.h"
#include "model_handle.h"
#include "report.h"

namespace receptive::bindings {

namespace {

Report train_batch(ModelHandle& model, Address images, int count, Address labels) {
  return report_of(model.trainer().train_batch(
      {model.pictures(images, count), ClassTargets{span_at<const ClassIndex>(labels, count)}}));
}

void set_training_data(ModelHandle& model, const DatasetHandle& data) {
  model.trainer().set_training_data(data.data());
}

void collect_statistics(ModelHandle& model) {
  if (model.trainer().has_statistics()) model.trainer().collect_statistics();
}

Report step(ModelHandle& model) { return report_of(model.trainer().step()); }

void set_learning_rate(ModelHandle& model, double rate) { model.trainer().set_learning_rate(rate); }

void set_optimizer(ModelHandle& model, Address spec, std::size_t bytes) {
  model.trainer().set_optimizer(parse_optimizer_spec(text_at(spec, bytes)));
}

void set_batch_size(ModelHandle& model, int batch_size) {
  model.trainer().set_batch_size(batch_size);
}

/// {rotation, scale, ...} as JSON, as in a specification.
void set_augmentation(ModelHandle& model, Address spec, std::size_t bytes) {
  model.trainer().set_augmentation(parse_augmentation(text_at(spec, bytes)));
}

/// Changes one picture in place.
void augment(ModelHandle& model, Address picture, float paper, float ink, double seed) {
  model.trainer().augment(span_at<float>(picture, model.graph().input().example_count()), paper,
                          ink, static_cast<std::uint64_t>(seed));
}

void reset(ModelHandle& model, double seed) {
  model.trainer().reset(static_cast<std::uint64_t>(seed));
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_training) {
  emscripten::value_object<Report>("Report")
      .field("loss", &Report::loss)
      .field("accuracy", &Report::accuracy)
      .field("examples", &Report::examples)
      .field("step", &Report::step)
      .field("epoch", &Report::epoch)
      .field("learningRate", &Report::learning_rate);
  emscripten::function("trainBatch", &train_batch);
  emscripten::function("setTrainingData", &set_training_data);
  emscripten::function("collectStatistics", &collect_statistics);
  emscripten::function("step", &step);
  emscripten::function("setLearningRate", &set_learning_rate);
  emscripten::function("setOptimizer", &set_optimizer);
  emscripten::function("setBatchSize", &set_batch_size);
  emscripten::function("setAugmentation", &set_augmentation);
  emscripten::function("augment", &augment);
  emscripten::function("reset", &reset);
}

}  // namespace receptive::bindings
