#include "train/optimizer.h"

#include <limits>

#include "tensor/error.h"

namespace receptive {

namespace {

/// As far as float32, in which the kernels work, reaches.
constexpr double unbounded = std::numeric_limits<float>::max();

/// Gradient descent with classical momentum (Polyak 1964; cs231n, "SGD and bells and whistles").
class Sgd final : public Optimizer {
 public:
  Sgd(float learning_rate, float momentum, std::size_t count)
      : Optimizer(learning_rate), momentum_(momentum), velocity_(momentum > 0 ? count : 0) {}

  void step(const Kernels& kernels, std::span<float> values,
            std::span<const float> gradients) override {
    kernels.sgd_update(values, gradients, velocity_.values(), learning_rate(), momentum_);
  }
  void reset() override { velocity_.fill_zero(); }
  [[nodiscard]] std::size_t bytes() const override { return velocity_.size() * sizeof(float); }

 private:
  float momentum_;
  Arena velocity_;
};

/// Kingma and Ba 2015, algorithm 1.
class Adam final : public Optimizer {
 public:
  Adam(float learning_rate, float beta1, float beta2, float epsilon, std::size_t count)
      : Optimizer(learning_rate),
        beta1_(beta1),
        beta2_(beta2),
        epsilon_(epsilon),
        first_(count),
        second_(count) {}

  void step(const Kernels& kernels, std::span<float> values,
            std::span<const float> gradients) override {
    power1_ *= beta1_;
    power2_ *= beta2_;
    kernels.adam_update(values, gradients, first_.values(), second_.values(),
                        {.learning_rate = learning_rate(),
                         .beta1 = beta1_,
                         .beta2 = beta2_,
                         .epsilon = epsilon_,
                         .correction1 = static_cast<float>(1.0 - power1_),
                         .correction2 = static_cast<float>(1.0 - power2_)});
  }
  void reset() override {
    power1_ = power2_ = 1.0;
    first_.fill_zero();
    second_.fill_zero();
  }
  [[nodiscard]] std::size_t bytes() const override {
    return (first_.size() + second_.size()) * sizeof(float);
  }

 private:
  float beta1_;
  float beta2_;
  float epsilon_;
  double power1_ = 1.0;  ///< beta1^t
  double power2_ = 1.0;
  Arena first_;
  Arena second_;
};

}  // namespace

void Optimizer::set_learning_rate(double rate) {
  if (!(rate >= 0 && rate <= unbounded)) {  // refuses NaN too
    throw ArgumentError("learningRate: expected a number of at least 0, found " +
                        value_text(Value(rate)));
  }
  learning_rate_ = static_cast<float>(rate);
}

std::unique_ptr<Optimizer> make_optimizer(const OptimizerSpec& spec, std::size_t count) {
  Arguments arguments("optimizer " + spec.type, spec.arguments);
  std::unique_ptr<Optimizer> optimizer;
  if (spec.type == "sgd") {
    const double rate = arguments.number("learningRate", 0, unbounded, 0.01);
    const double momentum = arguments.number("momentum", 0, 1, 0, /*below_high=*/true);
    optimizer =
        std::make_unique<Sgd>(static_cast<float>(rate), static_cast<float>(momentum), count);
  } else if (spec.type == "adam") {
    const double rate = arguments.number("learningRate", 0, unbounded, 0.001);
    const double beta1 = arguments.number("beta1", 0, 1, 0.9, /*below_high=*/true);
    const double beta2 = arguments.number("beta2", 0, 1, 0.999, /*below_high=*/true);
    const double epsilon = arguments.number("epsilon", 0, 1, 1e-7);
    optimizer =
        std::make_unique<Adam>(static_cast<float>(rate), static_cast<float>(beta1),
                               static_cast<float>(beta2), static_cast<float>(epsilon), count);
  } else {
    throw SpecError("optimizer: type: expected one of 'sgd', 'adam', found '" + spec.type + "'");
  }
  arguments.expect_all_read();
  return optimizer;
}

}  // namespace receptive
