#include "inspect/explain/gradient_check.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/decimal.h"

namespace receptive {

namespace {

std::string figure(double value) { return general_text(value, 2); }

/// The losses around a value and the quotients they make.
struct Difference {
  double step = 0;
  double above = 0;
  double below = 0;
  double rise_above = 0;  ///< slope from the value up
  double rise_below = 0;  ///< slope up to the value
  [[nodiscard]] double slope() const { return (above - below) / (2 * step); }
  /// How far the two one-sided slopes are apart: falls with the step where the loss is smooth.
  [[nodiscard]] double bend() const { return std::abs(rise_above - rise_below); }
};

constexpr std::size_t steps = 7;

/// How large values like this one are: its own size, or that of its parameter's values.
double scale_of(std::span<const float> values, float value) {
  double squares = 0;
  for (const float one : values) squares += static_cast<double>(one) * static_cast<double>(one);
  const double rms = std::sqrt(squares / static_cast<double>(values.size()));
  return std::max({std::abs(static_cast<double>(value)), rms, 0.01});
}

/// How far a loss computed in float32 may be from the exact one: a few roundings of the scores,
/// from which it is worked out in double.
double resolution(double loss, ConstTensorView scores) {
  double largest = 0;
  for (const float score : scores.values()) {
    largest = std::max(largest, std::abs(static_cast<double>(score)));
  }
  return 4.0 * std::max({1.0, std::abs(loss), largest}) * 0x1p-24;
}

/// The inner difference that agrees best with both neighbours, as far as rounding lets any agree:
/// tiny steps that leave the loss as it was agree perfectly, and say nothing.
///
/// @param known how far a loss may be off.
std::size_t best_of(const std::array<Difference, steps>& differences, double known) {
  std::size_t best = 1;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i + 1 < steps; ++i) {
    const double here = differences[i].slope();
    const double apart =
        std::max({std::abs(here - differences[i - 1].slope()),
                  std::abs(here - differences[i + 1].slope()), known / differences[i].step});
    if (apart < least) {
      least = apart;
      best = i;
    }
  }
  return best;
}

std::string note_of(const Difference& here, const Difference& wider, double relative_error,
                    double noise) {
  const double size = std::max(std::abs(here.rise_above), std::abs(here.rise_below));
  const bool bends = here.bend() > 4 * noise && here.bend() > 0.02 * size;
  // Where the loss is smooth, half the step bends half as much.
  if (bends && here.bend() > 0.75 * wider.bend()) {
    return "A kink (of a relu or a max) lies within the step: the slope is " +
           figure(here.rise_below) + " below the value and " + figure(here.rise_above) +
           " above it.";
  }
  if (relative_error > 0.01 && std::abs(here.slope()) < 100 * noise) {
    return "Rounding hides the rest: float32 knows the loss only so well that at this step the "
           "quotient may be off by about " +
           figure(noise) + ".";
  }
  if (relative_error > 0.01) {
    return "They differ by more than rounding: units near their kinks switch within the step.";
  }
  return {};
}

}  // namespace

GradientCheck check_gradient(const Network& network, Probe& probe, ConstTensorView picture,
                             int label, int index, int place, double analytic) {
  const ParameterSet copy(network.graph());
  std::ranges::copy(network.parameters().values(), copy.values().begin());
  const std::span<float> values = copy.views()[static_cast<std::size_t>(index)].values();
  float& value = values[static_cast<std::size_t>(place)];
  const float kept = value;
  const double middle = probe.loss_with(copy, picture, label);
  const double known = resolution(middle, probe.activation(network.scores_node()));

  std::array<Difference, steps> differences;
  double step = scale_of(values, kept) / 4;
  for (Difference& difference : differences) {
    // The steps that float32 really makes.
    value = static_cast<float>(static_cast<double>(kept) + step);
    const double above = static_cast<double>(value) - static_cast<double>(kept);
    difference.above = probe.loss_with(copy, picture, label);
    value = static_cast<float>(static_cast<double>(kept) - step);
    const double below = static_cast<double>(kept) - static_cast<double>(value);
    difference.below = probe.loss_with(copy, picture, label);
    value = kept;
    difference.step = (above + below) / 2;
    difference.rise_above = (difference.above - middle) / above;
    difference.rise_below = (middle - difference.below) / below;
    step /= 2;
  }

  const std::size_t best = best_of(differences, known);
  const Difference& chosen = differences[best];
  GradientCheck check{.step = chosen.step,
                      .loss_above = chosen.above,
                      .loss_below = chosen.below,
                      .gradient = chosen.slope()};
  const double size = std::max(std::abs(analytic), std::abs(check.gradient));
  check.relative_error = size > 0 ? std::abs(analytic - check.gradient) / size : 0.0;
  check.note =
      note_of(chosen, differences[best - 1], check.relative_error, 2 * known / chosen.step);
  return check;
}

}  // namespace receptive
