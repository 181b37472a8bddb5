#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "kernels/kernels.h"
#include "nn/recipe_part.h"
#include "tensor/arena.h"
#include "threads/team.h"

namespace receptive {

/// An optimizer as its writer described it: a type ("sgd", "adam") and Keras's arguments.
using OptimizerSpec = RecipePart;

/// What every optimizer takes besides its own arguments, as Keras's do.
struct OptimizerSettings {
  double learning_rate = 0.01;
  /// Decoupled (Loshchilov and Hutter 2019): each step shrinks weights, not biases, gamma and beta,
  /// by the learning rate times this.
  double weight_decay = 0.0;
  double clip_value = 0.0;        ///< each gradient into [-c, c]; 0: not clipped
  double clip_norm = 0.0;         ///< each parameter's gradient to at most this length
  double global_clip_norm = 0.0;  ///< all gradients together to at most this length
};

/// Something that an optimizer remembers of every value it updates.
struct OptimizerMemory {
  /// As the literature calls it: "velocity", "accumulator", "meanSquare", "firstMoment",
  /// "secondMoment".
  std::string name;
  /// One for each value, in the order of the values; may be written.
  std::span<float> values;
};

/// Neighbouring values of a block.
struct Stretch {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// Turns gradients into changes of the parameters, and remembers what it needs for that.
class Optimizer {
 public:
  /// @param count values that it updates.
  Optimizer(OptimizerSpec spec, const OptimizerSettings& settings, std::size_t count)
      : spec_(std::move(spec)), settings_(settings), count_(count) {}
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;
  virtual ~Optimizer() = default;

  /// Changes values within the stretches and nothing else, nor what is remembered of others.
  /// @param learning_rate of this step: `settings().learning_rate` times the schedule's factor.
  /// @param stretches begin and end where memory is aligned (`Arena::alignment_bytes`), but for the
  ///   end of all; threads take one after the other.
  void step(const Kernels& kernels, Team& team, std::span<float> values,
            std::span<const float> gradients, float learning_rate,
            std::span<const Stretch> stretches);
  /// Forgets everything but its settings.
  virtual void reset() = 0;
  /// Bytes that it remembers.
  [[nodiscard]] virtual std::size_t bytes() const = 0;

  /// All that it remembers besides `steps`, in an order that stays; the same spans for ever. With
  /// the steps they are its whole state: written into another optimizer of the same specification
  /// they make it go on exactly as this one would.
  [[nodiscard]] virtual std::vector<OptimizerMemory> memory() const { return {}; }
  /// Steps since the start or `reset`, where the formula counts them (adam, adamw); otherwise 0.
  [[nodiscard]] virtual std::int64_t steps() const { return 0; }
  /// Goes on as after so many steps; without effect where steps do not count.
  /// @throws ArgumentError below 0.
  void set_steps(std::int64_t steps);

  /// What it was made from; the learning rate may be another by now, see `settings`.
  [[nodiscard]] const OptimizerSpec& spec() const { return spec_; }
  [[nodiscard]] const OptimizerSettings& settings() const { return settings_; }
  /// @throws ArgumentError unless finite and at least 0.
  void set_learning_rate(double rate);

 protected:
  [[nodiscard]] std::size_t count() const { return count_; }
  /// Comes before the updates of a step.
  virtual void begin_step() {}
  virtual void count_from(std::int64_t steps) { (void)steps; }
  /// The part of a step that changes `values`, which begin at value `first` of all; other threads
  /// may be at other parts.
  virtual void update(const Kernels& kernels, std::size_t first, std::span<float> values,
                      std::span<const float> gradients, float learning_rate) = 0;

 private:
  OptimizerSpec spec_;
  OptimizerSettings settings_;
  std::size_t count_;
};

/// sgd, adagrad, rmsprop, adam and adamw, with their arguments.
std::span<const Declaration* const> optimizer_declarations();

/// Makes an optimizer.
/// @param count values that it will update.
/// @throws SpecError when the type or an argument is not known or out of range.
std::unique_ptr<Optimizer> make_optimizer(const OptimizerSpec& spec, std::size_t count);

}  // namespace receptive
