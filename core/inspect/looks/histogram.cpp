#include "inspect/looks/histogram.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace receptive {

namespace {

/// Exponents within float32's own.
constexpr int smallest_exponent = -120;
constexpr int largest_exponent = 126;

int exponent_for(double root_mean_square) {
  if (!(root_mean_square > 0.0)) return 0;
  const double reach = std::ceil(std::log2(4.0 * root_mean_square));
  return std::clamp(static_cast<int>(reach), smallest_exponent, largest_exponent);
}

/// The first pass: everything but the bins.
void measure(std::span<const float> values, Histogram& histogram) {
  double sum = 0.0;
  double squares = 0.0;
  std::uint32_t finite = 0;
  for (const float value : values) {
    if (!std::isfinite(value)) {
      ++histogram.not_finite;
      continue;
    }
    if (value == 0.0F) ++histogram.zeros;
    histogram.smallest = finite == 0 ? value : std::min(histogram.smallest, value);
    histogram.largest = finite == 0 ? value : std::max(histogram.largest, value);
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * static_cast<double>(value);
    ++finite;
  }
  if (finite == 0) return;
  histogram.mean = sum / finite;
  histogram.root_mean_square = std::sqrt(squares / finite);
  histogram.exponent = exponent_for(histogram.root_mean_square);
}

}  // namespace

std::uint32_t Histogram::total() const {
  return std::accumulate(counts.begin(), counts.end(), zeros);
}

Histogram histogram_of(std::span<const float> values) {
  Histogram histogram;
  measure(values, histogram);
  const double limit = std::ldexp(1.0, histogram.exponent);
  for (const float value : values) {
    if (!std::isfinite(value) || value == 0.0F) continue;
    const double place = (static_cast<double>(value) / limit + 1.0) * (Histogram::bins / 2.0);
    if (place < 0.0 || place >= Histogram::bins) ++histogram.outside;
    const double inside = std::clamp(std::floor(place), 0.0, Histogram::bins - 1.0);
    ++histogram.counts[static_cast<std::size_t>(inside)];
  }
  return histogram;
}

EvenSample::EvenSample(std::size_t count, std::size_t most) {
  if (count == 0 || most == 0) return;
  step = (count + most - 1) / most;
  if (step > 1 && step % 2 == 0) ++step;
  size = (count + step - 1) / step;
}

}  // namespace receptive
