#include "train/schedule.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

namespace receptive {

namespace declared {

constexpr double most_epochs = 1e6;

constexpr Argument warm_up{
    .name = "warmUp",
    .high = most_epochs,
    .fallback = 0,
    .title = "Warm-up",
    .unit = "epochs",
    .about =
        "The factor first rises from 0 in a straight line; these epochs count as part of the "
        "whole."};
constexpr Argument every{.name = "every",
                         .type = ArgumentType::whole,
                         .required = true,
                         .low = 1,
                         .high = most_epochs,
                         .title = "Every",
                         .unit = "epochs",
                         .about = "Length of a stair."};
constexpr Argument step_rate{.name = "rate",
                             .high = 1,
                             .fallback = 0.1,
                             .title = "Rate",
                             .about = "What each stair is multiplied with."};
constexpr Argument exponential_rate{.name = "rate",
                                    .required = true,
                                    .high = 1,
                                    .title = "Rate",
                                    .about = "What each epoch is multiplied with."};
constexpr Argument staircase{.name = "staircase",
                             .type = ArgumentType::flag,
                             .fallback = 1,
                             .title = "Staircase",
                             .about = "It falls at the end of each epoch instead of all the time."};
constexpr Argument epochs{.name = "epochs",
                          .required = true,
                          .low = 0.001,
                          .high = most_epochs,
                          .title = "Epochs",
                          .unit = "epochs",
                          .about = "Length of the whole."};
constexpr Argument cosine_floor{.name = "floor",
                                .high = 1,
                                .fallback = 0,
                                .title = "Floor",
                                .about = "Where it ends, and stays."};
constexpr Argument peak_at{.name = "peakAt",
                           .low = 0.001,
                           .high = 0.999,
                           .fallback = 0.3,
                           .title = "Peak at",
                           .about = "Share of the epochs after which the factor is 1."};
constexpr Argument start{
    .name = "start", .high = 1, .fallback = 0.04, .title = "Start", .about = "Where it begins."};
constexpr Argument cycle_floor{.name = "floor",
                               .high = 1,
                               .fallback = 0.0001,
                               .title = "Floor",
                               .about = "Where it ends, and stays."};

constexpr Declaration constant{.name = "constant",
                               .arguments = arguments_of<warm_up>,
                               .title = "Constant",
                               .about = "The factor is 1."};
constexpr Declaration step{.name = "step",
                           .arguments = arguments_of<every, step_rate, warm_up>,
                           .title = "Steps",
                           .about = "rate^floor(epoch / every).",
                           .start = R"({"every": 10})"};
constexpr Declaration exponential{.name = "exponential",
                                  .arguments = arguments_of<exponential_rate, staircase, warm_up>,
                                  .title = "Exponential",
                                  .about = "rate^epoch (KTH's ladder: rate 0.6).",
                                  .start = R"({"rate": 0.6})"};
constexpr Declaration cosine{
    .name = "cosine",
    .arguments = arguments_of<epochs, cosine_floor, warm_up>,
    .title = "Cosine",
    .about = "From 1 along half a cosine to the floor (Loshchilov and Hutter 2017).",
    .start = R"({"epochs": 20})"};
constexpr Declaration one_cycle{
    .name = "oneCycle",
    .arguments = arguments_of<epochs, peak_at, start, cycle_floor>,
    .title = "One cycle",
    .about = "Up to 1 and down to the floor, along half cosines (Smith and Topin 2018).",
    .start = R"({"epochs": 20})"};

}  // namespace declared

namespace {

constexpr const char* kind_name = "schedule";

/// What the learning rate is multiplied with, by epochs.
using Course = std::function<double(double)>;

/// From `from` to `to` along half a cosine, for a share of the way 0..1.
double half_cosine(double from, double to, double share) {
  constexpr double pi = 3.14159265358979323846;
  return to + (from - to) * 0.5 * (1.0 + std::cos(pi * std::clamp(share, 0.0, 1.0)));
}

Course make_constant(Arguments&) {
  return [](double) { return 1.0; };
}

Course make_step(Arguments& arguments) {
  const int length = arguments.whole("every");
  const double rate = arguments.number("rate");
  return [=](double epoch) { return std::pow(rate, std::floor(epoch / length)); };
}

Course make_exponential(Arguments& arguments) {
  const double rate = arguments.number("rate");
  const bool stairs = arguments.flag("staircase");
  return [=](double epoch) { return std::pow(rate, stairs ? std::floor(epoch) : epoch); };
}

Course make_cosine(Arguments& arguments) {
  const double length = arguments.number("epochs");
  const double floor = arguments.number("floor");
  return [=](double epoch) { return half_cosine(1.0, floor, epoch / length); };
}

Course make_one_cycle(Arguments& arguments) {
  const double length = arguments.number("epochs");
  const double peak = length * arguments.number("peakAt");
  const double first = arguments.number("start");
  const double floor = arguments.number("floor");
  return [=](double epoch) {
    return epoch < peak ? half_cosine(first, 1.0, epoch / peak)
                        : half_cosine(1.0, floor, (epoch - peak) / (length - peak));
  };
}

constexpr std::array declarations = {&declared::constant, &declared::step, &declared::exponential,
                                     &declared::cosine, &declared::one_cycle};
constexpr std::array makers = {make_constant, make_step, make_exponential, make_cosine,
                               make_one_cycle};
static_assert(declarations.size() == makers.size());

/// A formula, and the straight rise before it.
class Curve final : public Schedule {
 public:
  Curve(Course course, double rise) : course_(std::move(course)), rise_(rise) {}

  [[nodiscard]] double factor(double epoch) const override {
    return (epoch < rise_ ? epoch / rise_ : 1.0) * course_(epoch);
  }

 private:
  Course course_;
  double rise_;  ///< epochs
};

}  // namespace

std::span<const Declaration* const> schedule_declarations() { return declarations; }

std::unique_ptr<Schedule> make_schedule(const RecipePart& spec) {
  const std::size_t kind = index_of_type(spec, kind_name, declarations);
  const Declaration& declaration = *declarations[kind];
  Arguments arguments = arguments_of_part(spec, kind_name, declaration);
  Course course = makers[kind](arguments);
  const bool rises = find_argument(declaration, declared::warm_up.name) != nullptr;
  return std::make_unique<Curve>(std::move(course),
                                 rises ? arguments.number(declared::warm_up.name) : 0.0);
}

}  // namespace receptive
