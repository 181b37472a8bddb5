#pragma once

#include <optional>
#include <string>

#include "dataset_handle.h"
#include "inspect/looks/probe.h"
#include "staging.h"
#include "train/trainer.h"

namespace receptive::bindings {

/// One step or one evaluation, flat as JavaScript receives it.
struct Report {
  double loss = 0.0;
  double accuracy = 0.0;
  int examples = 0;
  double step = 0.0;
  double epoch = 0.0;
  double learning_rate = 0.0;
};

/// Bytes by role.
struct MemoryBytes {
  std::size_t parameters = 0;
  std::size_t gradients = 0;
  std::size_t optimizer = 0;
  std::size_t activations = 0;
  std::size_t activation_gradients = 0;
  std::size_t workspace = 0;
  std::size_t probe = 0;
};

/// JavaScript's hold on a network, what trains it and what looks at it. Arrays are addresses of
/// pictures (count, C, H, W) and labels in WebAssembly's memory; wasm/model.ts has checked their
/// lengths against the counts.
class ModelHandle {
 public:
  ModelHandle(Address spec, std::size_t spec_bytes);

  /// For the other bindings, which are functions of a model.
  [[nodiscard]] Trainer& trainer() { return trainer_; }
  [[nodiscard]] Network& network() { return trainer_.network(); }
  [[nodiscard]] const Network& network() const { return trainer_.network(); }
  [[nodiscard]] Probe& probe();

  [[nodiscard]] std::string layers_json() const;
  [[nodiscard]] int batch_size() const { return trainer_.batch_size(); }
  [[nodiscard]] int outputs() const { return network().outputs(); }
  [[nodiscard]] MemoryBytes memory() const;

  Report train_batch(Address images, int count, Address labels);
  void predict(Address images, int count, Address outputs);
  Report evaluate(Address images, int count, Address labels);

  void set_training_data(const DatasetHandle& data) { trainer_.set_training_data(data.data()); }
  void collect_statistics();
  Report step();
  Report evaluate_dataset(const DatasetHandle& data, int first, int count);
  void predict_dataset(const DatasetHandle& data, int first, int count, Address classes);

  void set_learning_rate(double rate) { trainer_.set_learning_rate(rate); }
  void set_optimizer(Address spec, std::size_t spec_bytes);
  void set_batch_size(int batch_size) { trainer_.set_batch_size(batch_size); }
  /// {rotation, scale, ...} as JSON.
  void set_augmentation(Address spec, std::size_t spec_bytes);
  /// Changes one picture in place.
  void augment(Address picture, float paper, float ink, double seed);
  /// Parameters from a model file of this network.
  void load(Address file, std::size_t bytes);
  void reset(double seed) { trainer_.reset(static_cast<std::uint64_t>(seed)); }

  /// Parameters by their place in the network's list, the order of `layers_json`.
  [[nodiscard]] emscripten::val parameter(int index) const;
  [[nodiscard]] emscripten::val parameter_gradient(int index) const;
  void set_parameter(int index, Address values);

  /// Looks at one picture; a `label` below 0 stands for none.
  void look(Address image, int label);
  /// Of the last look, by the layer's index, -1 for the picture.
  [[nodiscard]] emscripten::val activation(int node) const;
  /// As `activation`, or undefined.
  [[nodiscard]] emscripten::val gradient(int node) const;

 private:
  [[nodiscard]] ConstTensorView pictures(Address images, int count) const;

  Trainer trainer_;
  /// Made at the first look: a model that nobody looks at does without its memory.
  std::optional<Probe> probe_;
};

}  // namespace receptive::bindings
