#include "inspect/looks/probe.h"

#include <algorithm>

#include "base/error.h"

namespace receptive {

Probe::Probe(const Trainer& trainer)
    : trainer_(&trainer),
      execution_(trainer.graph(), trainer.kernels(),
                 {.capacity = 1, .gradients = true, .picture_gradient = true}),
      answer_(static_cast<std::size_t>(trainer.outputs())) {}

void Probe::check(const Shape& picture, std::optional<int> label) const {
  if (picture != trainer_->graph().input()) {
    throw ArgumentError("image: expected one picture of " +
                        example_text(trainer_->graph().input()) + ", found " +
                        std::to_string(picture.n) + " of " + example_text(picture));
  }
  if (label && (*label < 0 || *label >= trainer_->outputs())) {
    throw ArgumentError("label: expected 0 to " + std::to_string(trainer_->outputs() - 1) +
                        ", found " + std::to_string(*label));
  }
}

double Probe::score(const ParameterSet& parameters, ConstTensorView picture, int label) {
  std::ranges::copy(picture.values(), execution_.picture(1).data);
  execution_.forward(parameters, 1, {});
  const TensorView answer{answer_.values().data(), {1, trainer_->outputs(), 1, 1}};
  const std::uint8_t labels[] = {static_cast<std::uint8_t>(label)};
  return trainer_->loss()
      .evaluate(trainer_->kernels(), execution_.activation(trainer_->scores_node()), labels, answer)
      .loss;
}

void Probe::send_back(int label, const ParameterSet* parameter_gradients) {
  const int scores = trainer_->scores_node();
  const TensorView answer{answer_.values().data(), {1, trainer_->outputs(), 1, 1}};
  const std::uint8_t labels[] = {static_cast<std::uint8_t>(label)};
  trainer_->loss().backward(trainer_->kernels(), answer, labels, 1.0F,
                            execution_.start_gradient(scores));
  execution_.backward(trainer_->parameters(), scores, parameter_gradients);
}

void Probe::look(ConstTensorView picture, std::optional<int> label) {
  check(picture.shape, label);
  has_gradients_ = label.has_value();
  if (label) {
    loss_ = score(trainer_->parameters(), picture, *label);
    send_back(*label, nullptr);
    return;
  }
  std::ranges::copy(picture.values(), execution_.picture(1).data);
  execution_.forward(trainer_->parameters(), 1, {});
}

void Probe::look_at_parameters(ConstTensorView picture, int label) {
  check(picture.shape, label);
  if (!parameter_gradients_) parameter_gradients_.emplace(trainer_->graph());
  has_gradients_ = true;
  loss_ = score(trainer_->parameters(), picture, label);
  parameter_gradients_->fill_zero();
  send_back(label, &*parameter_gradients_);
}

double Probe::loss_with(const ParameterSet& parameters, ConstTensorView picture, int label) {
  check(picture.shape, label);
  has_gradients_ = false;
  return score(parameters, picture, label);
}

std::optional<ConstTensorView> Probe::gradient(int node) const {
  if (!has_gradients_ || node > trainer_->scores_node()) return {};
  return execution_.gradient(node);
}

std::uint64_t Probe::bytes() const {
  const ExecutionPlan::Bytes bytes = execution_.bytes();
  const std::size_t parameters = parameter_gradients_ ? parameter_gradients_->values().size() : 0;
  return bytes.activations + bytes.gradients + bytes.workspace +
         (answer_.size() + parameters) * sizeof(float);
}

}  // namespace receptive
