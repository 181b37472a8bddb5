#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "kernels/kernels.h"
#include "nn/arguments.h"
#include "tensor/arena.h"

namespace receptive {

/// Turns gradients into changes of the parameters, and remembers what it needs for that.
class Optimizer {
 public:
  explicit Optimizer(float learning_rate) : learning_rate_(learning_rate) {}
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;
  virtual ~Optimizer() = default;

  virtual void step(const Kernels& kernels, std::span<float> values,
                    std::span<const float> gradients) = 0;
  /// Forgets everything but its settings.
  virtual void reset() = 0;
  /// Bytes that it remembers.
  [[nodiscard]] virtual std::size_t bytes() const = 0;

  [[nodiscard]] float learning_rate() const { return learning_rate_; }
  /// @throws ArgumentError unless finite and at least 0.
  void set_learning_rate(double rate);

 private:
  float learning_rate_;
};

/// An optimizer as its writer described it: a type ("sgd", "adam") and Keras's arguments.
struct OptimizerSpec {
  std::string type = "sgd";
  Values arguments;
};

/// @param count values that it will update.
/// @throws SpecError when the type or an argument is not known or out of range.
std::unique_ptr<Optimizer> make_optimizer(const OptimizerSpec& spec, std::size_t count);

}  // namespace receptive
