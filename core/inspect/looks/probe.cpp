#include "inspect/looks/probe.h"

#include <algorithm>

#include "base/error.h"

namespace receptive {

Probe::Probe(const Network& network)
    : network_(&network),
      execution_(
          network.make_execution({.capacity = 1, .gradients = true, .gradient_of_input = true})),
      answer_(static_cast<std::size_t>(network.outputs())) {}

void Probe::check(const Shape& picture, std::optional<int> label) const {
  if (picture != network_->graph().input()) {
    throw ArgumentError("image: expected one picture of " +
                        example_text(network_->graph().input()) + ", found " +
                        std::to_string(picture.n) + " of " + example_text(picture));
  }
  if (label && (*label < 0 || *label >= network_->outputs())) {
    throw ArgumentError("label: expected 0 to " + std::to_string(network_->outputs() - 1) +
                        ", found " + std::to_string(*label));
  }
}

void Probe::forward(const ParameterSet& parameters, ConstTensorView picture) {
  std::ranges::copy(picture.values(), execution_.inputs(1).data);
  execution_.forward(parameters, 1, {});
}

double Probe::score(const ParameterSet& parameters, ConstTensorView picture, int label) {
  forward(parameters, picture);
  const TensorView answer{answer_.values().data(), {1, network_->outputs(), 1, 1}};
  const ClassIndex labels[] = {static_cast<ClassIndex>(label)};
  return network_->loss()
      .evaluate_weighted(network_->kernels(), execution_.activation(network_->scores_node()),
                         ClassTargets{labels}, answer)
      .loss;
}

void Probe::send_back(int label, const ParameterSet* parameter_gradients) {
  const int scores = network_->scores_node();
  const TensorView answer{answer_.values().data(), {1, network_->outputs(), 1, 1}};
  const ClassIndex labels[] = {static_cast<ClassIndex>(label)};
  network_->loss().backward(network_->kernels(), answer, ClassTargets{labels}, 1.0F,
                            execution_.start_gradient(scores));
  execution_.backward(network_->parameters(), scores, parameter_gradients);
}

void Probe::look(ConstTensorView picture, std::optional<int> label) {
  check(picture.shape, label);
  has_gradients_ = label.has_value();
  const ParameterSet& answering = network_->answering_parameters();
  if (!label) {
    forward(answering, picture);
    const TensorView answer{answer_.values().data(), {1, network_->outputs(), 1, 1}};
    network_->loss().answer(network_->kernels(), execution_.activation(network_->scores_node()),
                            answer);
    return;
  }
  look_at_training(picture, *label);
  // The way forward writes activations only: the gradients stay.
  if (&answering != &network_->parameters()) loss_ = score(answering, picture, *label);
}

void Probe::look_at_training(ConstTensorView picture, int label) {
  check(picture.shape, label);
  has_gradients_ = true;
  loss_ = score(network_->parameters(), picture, label);
  send_back(label, nullptr);
}

void Probe::look_at_parameters(ConstTensorView picture, int label) {
  check(picture.shape, label);
  if (!parameter_gradients_) parameter_gradients_.emplace(network_->graph());
  has_gradients_ = true;
  loss_ = score(network_->parameters(), picture, label);
  parameter_gradients_->fill_zero();
  send_back(label, &*parameter_gradients_);
}

double Probe::loss_with(const ParameterSet& parameters, ConstTensorView picture, int label) {
  check(picture.shape, label);
  has_gradients_ = false;
  return score(parameters, picture, label);
}

std::optional<ConstTensorView> Probe::gradient(int node) const {
  if (!has_gradients_ || node > network_->scores_node()) return {};
  return execution_.gradient(node);
}

std::uint64_t Probe::bytes() const {
  const ExecutionPlan::Bytes bytes = execution_.bytes();
  const std::size_t parameters = parameter_gradients_ ? parameter_gradients_->values().size() : 0;
  return bytes.activations + bytes.gradients + bytes.workspace +
         (answer_.size() + parameters) * sizeof(float);
}

}  // namespace receptive
