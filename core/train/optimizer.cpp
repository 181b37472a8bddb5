#include "train/optimizer.h"

#include <algorithm>
#include <array>

#include "base/error.h"

namespace receptive {

namespace declared {

constexpr Argument learning_rate{
    .name = "learningRate",
    .fallback = 0.001,
    .title = "Learning rate",
    .about = "How far each step goes; the schedule's factor multiplies it."};
constexpr Argument sgd_learning_rate{
    .name = "learningRate",
    .fallback = 0.01,
    .title = "Learning rate",
    .about = "How far each step goes; the schedule's factor multiplies it."};
constexpr Argument weight_decay{
    .name = "weightDecay",
    .high = 1,
    .fallback = 0,
    .title = "Weight decay",
    .about = "Each step shrinks weights, not biases, by the learning rate times this."};
constexpr Argument adamw_weight_decay{
    .name = "weightDecay",
    .high = 1,
    .fallback = 0.004,
    .title = "Weight decay",
    .about = "Each step shrinks weights, not biases, by the learning rate times this."};
constexpr Argument clip_value{
    .name = "clipValue",
    .fallback = 0,
    .title = "Largest gradient",
    .about = "Each gradient is brought into [-clipValue, clipValue]; 0 leaves it as it is."};
constexpr Argument clip_norm{
    .name = "clipNorm",
    .fallback = 0,
    .title = "Longest gradient of a parameter",
    .about = "Each parameter's gradient is shortened to this length; 0 leaves it as it is."};
constexpr Argument global_clip_norm{
    .name = "globalClipNorm",
    .fallback = 0,
    .title = "Longest gradient",
    .about = "All gradients together are shortened to this length; 0 leaves them as they are."};
constexpr Argument momentum{.name = "momentum",
                            .below_high = true,
                            .high = 1,
                            .fallback = 0,
                            .title = "Momentum",
                            .about = "Share of the last step that is taken again with this one."};
constexpr Argument nesterov{.name = "nesterov",
                            .type = ArgumentType::flag,
                            .fallback = 0,
                            .title = "Nesterov",
                            .about = "Momentum that looks ahead (Sutskever et al. 2013)."};
constexpr Argument initial_accumulator{.name = "initialAccumulator",
                                       .fallback = 0.1,
                                       .title = "First accumulator",
                                       .about = "Where the sums of squared gradients begin."};
constexpr Argument rho{.name = "rho",
                       .below_high = true,
                       .high = 1,
                       .fallback = 0.9,
                       .title = "Rho",
                       .about = "Share that the mean of squared gradients keeps in a step."};
constexpr Argument beta1{.name = "beta1",
                         .below_high = true,
                         .high = 1,
                         .fallback = 0.9,
                         .title = "Beta 1",
                         .about = "Share that the mean of gradients keeps in a step."};
constexpr Argument beta2{.name = "beta2",
                         .below_high = true,
                         .high = 1,
                         .fallback = 0.999,
                         .title = "Beta 2",
                         .about = "Share that the mean of squared gradients keeps in a step."};
/// 0 would make 0/0 of every value whose gradients have all been 0, and tiny gradients, whose
/// squares float32 rounds to 0, as bad.
constexpr Argument epsilon{.name = "epsilon",
                           .low = 1e-12,
                           .high = 1,
                           .fallback = 1e-7,
                           .title = "Epsilon",
                           .about = "Keeps the division by a small root from growing."};

constexpr Declaration sgd{
    .name = "sgd",
    .arguments = arguments_of<sgd_learning_rate, momentum, nesterov, weight_decay, clip_value,
                              clip_norm, global_clip_norm>,
    .title = "SGD",
    .about = "Steps along the gradient, with momentum if asked (Polyak 1964)."};
constexpr Declaration adagrad{
    .name = "adagrad",
    .arguments = arguments_of<learning_rate, initial_accumulator, epsilon, weight_decay, clip_value,
                              clip_norm, global_clip_norm>,
    .title = "Adagrad",
    .about = "Divides by the root of all squared gradients so far (Duchi et al. 2011)."};
constexpr Declaration rmsprop{
    .name = "rmsprop",
    .arguments = arguments_of<learning_rate, rho, momentum, epsilon, weight_decay, clip_value,
                              clip_norm, global_clip_norm>,
    .title = "RMSProp",
    .about = "Divides by a running root mean square of gradients (Tieleman and Hinton 2012)."};
constexpr Declaration adam{
    .name = "adam",
    .arguments = arguments_of<learning_rate, beta1, beta2, epsilon, weight_decay, clip_value,
                              clip_norm, global_clip_norm>,
    .title = "Adam",
    .about = "Running means of gradients and of their squares (Kingma and Ba 2015, algorithm 1)."};
constexpr Declaration adamw{
    .name = "adamw",
    .arguments = arguments_of<learning_rate, beta1, beta2, epsilon, adamw_weight_decay, clip_value,
                              clip_norm, global_clip_norm>,
    .title = "AdamW",
    .about = "Adam with weights that shrink in every step (Loshchilov and Hutter 2019)."};

}  // namespace declared

namespace {

constexpr const char* kind_name = "optimizer";

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
        momentum_(static_cast<float>(arguments.number("momentum"))),
        nesterov_(arguments.flag("nesterov")),
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
        initial_(static_cast<float>(arguments.number("initialAccumulator"))),
        epsilon_(static_cast<float>(arguments.number("epsilon"))),
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
        rho_(static_cast<float>(arguments.number("rho"))),
        momentum_(static_cast<float>(arguments.number("momentum"))),
        epsilon_(static_cast<float>(arguments.number("epsilon"))),
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
        beta1_(static_cast<float>(arguments.number("beta1"))),
        beta2_(static_cast<float>(arguments.number("beta2"))),
        epsilon_(static_cast<float>(arguments.number("epsilon"))),
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

OptimizerSettings read_settings(Arguments& arguments) {
  return {.learning_rate = arguments.number("learningRate"),
          .weight_decay = arguments.number("weightDecay"),
          .clip_value = arguments.number("clipValue"),
          .clip_norm = arguments.number("clipNorm"),
          .global_clip_norm = arguments.number("globalClipNorm")};
}

template <typename Kind>
std::unique_ptr<Optimizer> make(const OptimizerSpec& spec, Arguments& arguments,
                                std::size_t count) {
  const OptimizerSettings settings = read_settings(arguments);
  return std::make_unique<Kind>(spec, settings, arguments, count);
}

constexpr std::array declarations = {&declared::sgd, &declared::adagrad, &declared::rmsprop,
                                     &declared::adam, &declared::adamw};
constexpr std::array makers = {make<Sgd>, make<Adagrad>, make<Rmsprop>, make<Adam>, make<Adam>};
static_assert(declarations.size() == makers.size());

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
  const Argument& argument = declared::learning_rate;
  if (!is_in_range(argument, rate)) {
    throw ArgumentError(Refusal{
        .argument = argument.name, .expected = expected_text(argument), .found = value_text(rate)});
  }
  settings_.learning_rate = rate;
}

std::span<const Declaration* const> optimizer_declarations() { return declarations; }

std::unique_ptr<Optimizer> make_optimizer(const OptimizerSpec& spec, std::size_t count) {
  const std::size_t kind = index_of_type(spec, kind_name, declarations);
  Arguments arguments = arguments_of_part(spec, kind_name, *declarations[kind]);
  return makers[kind](spec, arguments, count);
}

}  // namespace receptive
