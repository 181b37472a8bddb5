#include "train/optimizer.h"

#include <algorithm>
#include <limits>

#include "base/error.h"

namespace receptive {

namespace {

/// As far as float32, in which the kernels work, reaches.
constexpr double unbounded = std::numeric_limits<float>::max();

/// 0 would make 0/0 of every value whose gradients have all been 0, and tiny gradients, whose
/// squares float32 rounds to 0, as bad.
constexpr double least_epsilon = 1e-12;

/// What belongs to `values`, which begin at value `first` of all; nothing where nothing is
/// remembered.
std::span<float> part_of(const Arena& remembered, std::size_t first, std::span<float> values) {
  if (remembered.size() == 0) return {};
  return remembered.values().subspan(first, values.size());
}

/// Adds what is remembered, if it is.
void append(std::vector<OptimizerMemory>& memory, const char* name, const Arena& remembered,
            std::size_t count) {
  if (remembered.size() == 0) return;
  memory.push_back({.name = name, .values = remembered.values().first(count)});
}

class Sgd final : public Optimizer {
 public:
  Sgd(const OptimizerSpec& spec, const OptimizerSettings& settings, Arguments& arguments,
      std::size_t count)
      : Optimizer(spec, settings, count),
        momentum_(static_cast<float>(arguments.number("momentum", 0, 1, 0, /*below_high=*/true))),
        nesterov_(arguments.flag("nesterov", false)),
        velocity_(momentum_ > 0 ? count : 0) {}

  void update(const Kernels& kernels, std::size_t first, std::span<float> values,
              std::span<const float> gradients, float learning_rate) override {
    const bool look_ahead = nesterov_ && momentum_ > 0;
    const auto change = look_ahead ? kernels.nesterov_update : kernels.sgd_update;
    change(values, gradients, part_of(velocity_, first, values), learning_rate, momentum_);
  }
  void reset() override { velocity_.fill_zero(); }
  [[nodiscard]] std::size_t bytes() const override { return velocity_.size() * sizeof(float); }
  [[nodiscard]] std::vector<OptimizerMemory> memory() const override {
    std::vector<OptimizerMemory> memory;
    append(memory, "velocity", velocity_, count());
    return memory;
  }

 private:
  float momentum_;
  bool nesterov_;
  Arena velocity_;
};

class Adagrad final : public Optimizer {
 public:
  Adagrad(const OptimizerSpec& spec, const OptimizerSettings& settings, Arguments& arguments,
          std::size_t count)
      : Optimizer(spec, settings, count),
        initial_(static_cast<float>(arguments.number("initialAccumulator", 0, unbounded, 0.1))),
        epsilon_(static_cast<float>(arguments.number("epsilon", least_epsilon, 1, 1e-7))),
        squares_(count) {
    reset();
  }

  void update(const Kernels& kernels, std::size_t first, std::span<float> values,
              std::span<const float> gradients, float learning_rate) override {
    kernels.adagrad_update(values, gradients, part_of(squares_, first, values), learning_rate,
                           epsilon_);
  }
  // `final`, as it is called while the object is made.
  void reset() final { std::ranges::fill(squares_.values(), initial_); }
  [[nodiscard]] std::size_t bytes() const override { return squares_.size() * sizeof(float); }
  [[nodiscard]] std::vector<OptimizerMemory> memory() const override {
    std::vector<OptimizerMemory> memory;
    append(memory, "accumulator", squares_, count());
    return memory;
  }

 private:
  float initial_;
  float epsilon_;
  Arena squares_;
};

class Rmsprop final : public Optimizer {
 public:
  Rmsprop(const OptimizerSpec& spec, const OptimizerSettings& settings, Arguments& arguments,
          std::size_t count)
      : Optimizer(spec, settings, count),
        rho_(static_cast<float>(arguments.number("rho", 0, 1, 0.9, /*below_high=*/true))),
        momentum_(static_cast<float>(arguments.number("momentum", 0, 1, 0, /*below_high=*/true))),
        epsilon_(static_cast<float>(arguments.number("epsilon", least_epsilon, 1, 1e-7))),
        squares_(count),
        velocity_(momentum_ > 0 ? count : 0) {}

  void update(const Kernels& kernels, std::size_t first, std::span<float> values,
              std::span<const float> gradients, float learning_rate) override {
    kernels.rmsprop_update(
        values, gradients, part_of(squares_, first, values), part_of(velocity_, first, values),
        {.learning_rate = learning_rate, .rho = rho_, .momentum = momentum_, .epsilon = epsilon_});
  }
  void reset() override {
    squares_.fill_zero();
    velocity_.fill_zero();
  }
  [[nodiscard]] std::size_t bytes() const override {
    return (squares_.size() + velocity_.size()) * sizeof(float);
  }
  [[nodiscard]] std::vector<OptimizerMemory> memory() const override {
    std::vector<OptimizerMemory> memory;
    append(memory, "meanSquare", squares_, count());
    append(memory, "velocity", velocity_, count());
    return memory;
  }

 private:
  float rho_;
  float momentum_;
  float epsilon_;
  Arena squares_;
  Arena velocity_;
};

class Adam final : public Optimizer {
 public:
  Adam(const OptimizerSpec& spec, const OptimizerSettings& settings, Arguments& arguments,
       std::size_t count)
      : Optimizer(spec, settings, count),
        beta1_(static_cast<float>(arguments.number("beta1", 0, 1, 0.9, /*below_high=*/true))),
        beta2_(static_cast<float>(arguments.number("beta2", 0, 1, 0.999, /*below_high=*/true))),
        epsilon_(static_cast<float>(arguments.number("epsilon", least_epsilon, 1, 1e-7))),
        first_(count),
        second_(count) {}

  void begin_step() override {
    ++steps_;
    power1_ *= beta1_;
    power2_ *= beta2_;
  }
  // By the same products as step after step, so that it goes on with the same bits.
  void count_from(std::int64_t steps) override {
    steps_ = 0;
    power1_ = power2_ = 1.0;
    while (steps_ < steps && (power1_ > 0 || power2_ > 0)) begin_step();
    steps_ = steps;
  }
  void update(const Kernels& kernels, std::size_t first, std::span<float> values,
              std::span<const float> gradients, float learning_rate) override {
    kernels.adam_update(values, gradients, part_of(first_, first, values),
                        part_of(second_, first, values),
                        {.learning_rate = learning_rate,
                         .beta1 = beta1_,
                         .beta2 = beta2_,
                         .epsilon = epsilon_,
                         .correction1 = static_cast<float>(1.0 - power1_),
                         .correction2 = static_cast<float>(1.0 - power2_)});
  }
  void reset() override {
    count_from(0);
    first_.fill_zero();
    second_.fill_zero();
  }
  [[nodiscard]] std::size_t bytes() const override {
    return (first_.size() + second_.size()) * sizeof(float);
  }
  [[nodiscard]] std::vector<OptimizerMemory> memory() const override {
    std::vector<OptimizerMemory> memory;
    append(memory, "firstMoment", first_, count());
    append(memory, "secondMoment", second_, count());
    return memory;
  }
  [[nodiscard]] std::int64_t steps() const override { return steps_; }

 private:
  float beta1_;
  float beta2_;
  float epsilon_;
  std::int64_t steps_ = 0;  ///< t
  double power1_ = 1.0;     ///< beta1^t
  double power2_ = 1.0;
  Arena first_;
  Arena second_;
};

OptimizerSettings read_settings(Arguments& arguments, const std::string& type) {
  return {
      .learning_rate = arguments.number("learningRate", 0, unbounded, type == "sgd" ? 0.01 : 0.001),
      .weight_decay = arguments.number("weightDecay", 0, 1, type == "adamw" ? 0.004 : 0.0),
      .clip_value = arguments.number("clipValue", 0, unbounded, 0),
      .clip_norm = arguments.number("clipNorm", 0, unbounded, 0),
      .global_clip_norm = arguments.number("globalClipNorm", 0, unbounded, 0)};
}

}  // namespace

void Optimizer::step(const Kernels& kernels, Team& team, std::span<float> values,
                     std::span<const float> gradients, float learning_rate,
                     std::span<const Stretch> stretches) {
  begin_step();
  team.run(static_cast<int>(stretches.size()), [&](int part, int) {
    const Stretch& here = stretches[static_cast<std::size_t>(part)];
    update(kernels, here.first, values.subspan(here.first, here.count),
           gradients.subspan(here.first, here.count), learning_rate);
  });
}

void Optimizer::set_steps(std::int64_t steps) {
  if (steps < 0) {
    throw ArgumentError("steps: expected at least 0, found " + std::to_string(steps));
  }
  count_from(steps);
}

void Optimizer::set_learning_rate(double rate) {
  if (!(rate >= 0 && rate <= unbounded)) {  // refuses NaN too
    throw ArgumentError("learningRate: expected a number of at least 0, found " +
                        value_text(Value(rate)));
  }
  settings_.learning_rate = rate;
}

std::unique_ptr<Optimizer> make_optimizer(const OptimizerSpec& spec, std::size_t count) {
  Arguments arguments("optimizer " + spec.type, spec.arguments);
  std::unique_ptr<Optimizer> optimizer;
  const auto make = [&]<typename Kind>() {
    const OptimizerSettings settings = read_settings(arguments, spec.type);
    optimizer = std::make_unique<Kind>(spec, settings, arguments, count);
  };
  if (spec.type == "sgd") {
    make.template operator()<Sgd>();
  } else if (spec.type == "adagrad") {
    make.template operator()<Adagrad>();
  } else if (spec.type == "rmsprop") {
    make.template operator()<Rmsprop>();
  } else if (spec.type == "adam" || spec.type == "adamw") {
    make.template operator()<Adam>();
  } else {
    throw SpecError(
        "optimizer: type: expected one of 'sgd', 'adagrad', 'rmsprop', 'adam', 'adamw', found '" +
        spec.type + "'");
  }
  arguments.expect_all_read();
  return optimizer;
}

}  // namespace receptive
