// Compiled for speed: runs for every picture or step.
#include "base/random.h"

#include <bit>
#include <cmath>
#include <utility>

namespace receptive {

namespace {

std::uint64_t split_mix(std::uint64_t& state) {
  state += 0x9E3779B97F4A7C15U;
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

/// ln(x) for x > 0 from the exponent and the series of 2 artanh((m - 1) / (m + 1)). The C library's
/// `log` may differ in the last bit between platforms; this uses +, *, / alone.
double natural_log(double x) {
  constexpr double ln2 = 0.693147180559945309417;
  int exponent = 0;
  double mantissa = std::frexp(x, &exponent);  // exact; in [0.5, 1)
  if (mantissa < 0.70710678118654752440) {
    mantissa *= 2.0;
    --exponent;
  }
  const double t = (mantissa - 1.0) / (mantissa + 1.0);
  const double t2 = t * t;
  // |t| < 0.172: eleven terms leave less than 1e-17.
  double sum = 0.0;
  for (int k = 21; k >= 1; k -= 2) sum = sum * t2 + 1.0 / k;
  return exponent * ln2 + 2.0 * t * sum;
}

}  // namespace

Random::Random(std::uint64_t seed) : Random(seed, 0) {}

Random::Random(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t mix = seed;
  mix = split_mix(mix) ^ (stream * 0xD1342543DE82EF95U);
  for (std::uint64_t& word : state_) word = split_mix(mix);
}

std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5U, 7) * 9U;
  const std::uint64_t t = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

float Random::uniform() { return static_cast<float>(next() >> 40U) * 0x1.0p-24F; }

float Random::uniform(float low, float high) { return low + (high - low) * uniform(); }

std::uint32_t Random::below(std::uint32_t bound) {
  std::uint64_t product = (next() >> 32U) * bound;
  auto low = static_cast<std::uint32_t>(product);
  if (low < bound) {
    const std::uint32_t threshold = (0U - bound) % bound;
    while (low < threshold) {
      product = (next() >> 32U) * bound;
      low = static_cast<std::uint32_t>(product);
    }
  }
  return static_cast<std::uint32_t>(product >> 32U);
}

float Random::normal() {
  for (;;) {
    const double u = 2.0 * (static_cast<double>(next() >> 11U) * 0x1.0p-53) - 1.0;
    const double v = 2.0 * (static_cast<double>(next() >> 11U) * 0x1.0p-53) - 1.0;
    const double s = u * u + v * v;
    if (s > 0.0 && s < 1.0) return static_cast<float>(u * std::sqrt(-2.0 * natural_log(s) / s));
  }
}

void Random::shuffle(std::span<std::uint32_t> values) {
  for (std::size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[below(static_cast<std::uint32_t>(i))]);
  }
}

}  // namespace receptive
