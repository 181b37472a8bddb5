#include <emscripten/bind.h>

#include "checks.h"
#include "dataset_handle.h"
#include "model_handle.h"
#include "report.h"

namespace receptive::bindings {

namespace {

TensorView answers_at(ModelHandle& model, Address answers, int count) {
  return tensor_at(answers, {count, model.network().outputs(), 1, 1});
}

void predict(ModelHandle& model, Address images, int count, Address answers) {
  model.network().predict(model.pictures(images, count), answers_at(model, answers, count));
}

Report evaluate(ModelHandle& model, Address images, int count, Address labels) {
  return report_of(model.network().evaluate(
      {model.pictures(images, count), ClassTargets{span_at<const ClassIndex>(labels, count)}}));
}

Report evaluate_dataset(ModelHandle& model, const DatasetHandle& data, int first, int count) {
  check_range("examples", first, count, data.data()->size());
  return report_of(model.network().evaluate(*data.data(), first, count));
}

/// The class of each example goes to `classes`, a byte each.
void predict_dataset(ModelHandle& model, const DatasetHandle& data, int first, int count,
                     Address classes) {
  check_range("examples", first, count, data.data()->size());
  model.network().predict_classes(*data.data(), first, span_at<std::uint8_t>(classes, count));
}

/// (count, outputs) to `answers`.
void answer_dataset(ModelHandle& model, const DatasetHandle& data, int first, int count,
                    Address answers) {
  check_range("examples", first, count, data.data()->size());
  model.network().predict(*data.data(), first, answers_at(model, answers, count));
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_answers) {
  emscripten::function("predict", &predict);
  emscripten::function("evaluate", &evaluate);
  emscripten::function("evaluateDataset", &evaluate_dataset);
  emscripten::function("predictDataset", &predict_dataset);
  emscripten::function("answerDataset", &answer_dataset);
}

}  // namespace receptive::bindings
