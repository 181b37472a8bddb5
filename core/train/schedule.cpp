#include "train/schedule.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "base/error.h"

namespace receptive {

namespace {

constexpr double most_epochs = 1e6;

/// From `from` to `to` along half a cosine, for a share of the way 0..1.
double half_cosine(double from, double to, double share) {
  constexpr double pi = 3.14159265358979323846;
  return to + (from - to) * 0.5 * (1.0 + std::cos(pi * std::clamp(share, 0.0, 1.0)));
}

/// A formula, and the straight rise before it.
class Curve final : public Schedule {
 public:
  Curve(std::function<double(double)> formula, double warm_up)
      : formula_(std::move(formula)), warm_up_(warm_up) {}

  [[nodiscard]] double factor(double epoch) const override {
    const double rise = epoch < warm_up_ ? epoch / warm_up_ : 1.0;
    return rise * formula_(epoch);
  }

 private:
  std::function<double(double)> formula_;
  double warm_up_;
};

std::function<double(double)> read_formula(const std::string& type, Arguments& arguments) {
  if (type == "constant") return [](double) { return 1.0; };
  if (type == "step") {
    const int every = arguments.whole("every", 1, static_cast<int>(most_epochs));
    const double rate = arguments.number("rate", 0, 1, 0.1);
    return [=](double epoch) { return std::pow(rate, std::floor(epoch / every)); };
  }
  if (type == "exponential") {
    const double rate = arguments.required_number("rate", 0, 1);
    const bool staircase = arguments.flag("staircase", true);
    return [=](double epoch) { return std::pow(rate, staircase ? std::floor(epoch) : epoch); };
  }
  if (type == "cosine") {
    const double epochs = arguments.required_number("epochs", 0.001, most_epochs);
    const double floor = arguments.number("floor", 0, 1, 0);
    return [=](double epoch) { return half_cosine(1.0, floor, epoch / epochs); };
  }
  if (type == "oneCycle") {
    const double epochs = arguments.required_number("epochs", 0.001, most_epochs);
    const double peak = epochs * arguments.number("peakAt", 0.001, 0.999, 0.3);
    const double start = arguments.number("start", 0, 1, 0.04);
    const double floor = arguments.number("floor", 0, 1, 0.0001);
    return [=](double epoch) {
      return epoch < peak ? half_cosine(start, 1.0, epoch / peak)
                          : half_cosine(1.0, floor, (epoch - peak) / (epochs - peak));
    };
  }
  throw SpecError(
      "schedule: type: expected one of 'constant', 'step', 'exponential', 'cosine', 'oneCycle', "
      "found '" +
      type + "'");
}

}  // namespace

std::unique_ptr<Schedule> make_schedule(const RecipePart& spec) {
  Arguments arguments("schedule " + spec.type, spec.arguments);
  std::function<double(double)> formula = read_formula(spec.type, arguments);
  const double warm_up =
      spec.type == "oneCycle" ? 0.0 : arguments.number("warmUp", 0, most_epochs, 0);
  arguments.expect_all_read();
  return std::make_unique<Curve>(std::move(formula), warm_up);
}

}  // namespace receptive
