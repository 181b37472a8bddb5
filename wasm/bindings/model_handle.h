#pragma once

#include <optional>

#include "inspect/looks/probe.h"
#include "staging.h"
#include "train/trainer.h"

namespace receptive::bindings {

/// JavaScript's hold on a network, what trains it and what looks at it. What can be done with one
/// is functions of a model, one file a subject.
class ModelHandle {
 public:
  ModelHandle(Address spec, std::size_t spec_bytes);

  [[nodiscard]] Trainer& trainer() { return trainer_; }
  [[nodiscard]] const Trainer& trainer() const { return trainer_; }
  [[nodiscard]] Network& network() { return trainer_.network(); }
  [[nodiscard]] const Network& network() const { return trainer_.network(); }
  [[nodiscard]] const Graph& graph() const { return network().graph(); }

  /// Made at the first look: a model that nobody looks at does without its memory.
  [[nodiscard]] Probe& probe();
  /// nullptr before that.
  [[nodiscard]] const Probe* looked() const { return probe_ ? &*probe_ : nullptr; }

  /// `count` pictures at an address.
  [[nodiscard]] ConstTensorView pictures(Address images, int count = 1) const;

 private:
  Trainer trainer_;
  std::optional<Probe> probe_;
};

}  // namespace receptive::bindings
