#include "inspect/probe.h"

#include <algorithm>

#include "tensor/error.h"

namespace receptive {

Probe::Probe(const Trainer& trainer)
    : trainer_(&trainer),
      execution_(trainer.graph(), trainer.kernels(),
                 {.capacity = 1, .gradients = true, .picture_gradient = true}),
      answer_(static_cast<std::size_t>(trainer.outputs())) {}

void Probe::look(ConstTensorView picture, std::optional<int> label) {
  if (picture.shape != trainer_->graph().input()) {
    throw ArgumentError("image: expected one picture of " +
                        example_text(trainer_->graph().input()) + ", found " +
                        std::to_string(picture.shape.n) + " of " + example_text(picture.shape));
  }
  if (label && (*label < 0 || *label >= trainer_->outputs())) {
    throw ArgumentError("label: expected 0 to " + std::to_string(trainer_->outputs() - 1) +
                        ", found " + std::to_string(*label));
  }
  std::ranges::copy(picture.values(), execution_.picture(1).data);
  execution_.forward(trainer_->parameters(), 1, {});
  has_gradients_ = label.has_value();
  if (!label) return;
  const int scores = trainer_->scores_node();
  const TensorView answer{answer_.values().data(), {1, trainer_->outputs(), 1, 1}};
  const std::uint8_t labels[] = {static_cast<std::uint8_t>(*label)};
  trainer_->loss().evaluate(trainer_->kernels(), execution_.activation(scores), labels, answer);
  trainer_->loss().backward(trainer_->kernels(), answer, labels, 1.0F,
                            execution_.start_gradient(scores));
  execution_.backward(trainer_->parameters(), scores, nullptr);
}

std::optional<ConstTensorView> Probe::gradient(int node) const {
  if (!has_gradients_ || node > trainer_->scores_node()) return {};
  return execution_.gradient(node);
}

std::uint64_t Probe::bytes() const {
  const ExecutionPlan::Bytes bytes = execution_.bytes();
  return bytes.activations + bytes.gradients + bytes.workspace + answer_.size() * sizeof(float);
}

}  // namespace receptive
