#include <cassert>
#include <cstddef>

#include "kernels/reference/reference.h"

namespace receptive::reference {

namespace {

/// A bijection of 32 bits in which every bit of the input moves every bit of the output about half
/// of the time (the constants are those of Wellons's search, "Prospecting for hash functions",
/// 2018: lowbias32).
std::uint32_t hash(std::uint32_t value) {
  value ^= value >> 16U;
  value *= 0x7feb352dU;
  value ^= value >> 15U;
  value *= 0x846ca68bU;
  value ^= value >> 16U;
  return value;
}

}  // namespace

void dropout(std::span<const float> x, std::uint32_t key, float rate, std::span<float> mask,
             std::span<float> y) {
  assert(x.size() == y.size() && mask.size() == y.size());
  const auto dropped = static_cast<std::uint32_t>(rate * 16777216.0F);  // of 2^24
  const float kept = 1.0F / (1.0F - rate);
  for (std::size_t i = 0; i < y.size(); ++i) {
    const std::uint32_t chance = hash(static_cast<std::uint32_t>(i) ^ key) >> 8U;
    mask[i] = chance < dropped ? 0.0F : kept;
    y[i] = x[i] * mask[i];
  }
}

void multiply(std::span<const float> a, std::span<const float> b, std::span<float> y) {
  assert(a.size() == y.size() && b.size() == y.size());
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = a[i] * b[i];
}

void multiply_add(std::span<const float> a, std::span<const float> b, std::span<float> y) {
  assert(a.size() == y.size() && b.size() == y.size());
  for (std::size_t i = 0; i < y.size(); ++i) {
    y[i] = static_cast<float>(y[i] + static_cast<double>(a[i]) * b[i]);
  }
}

void add(std::span<const float> x, std::span<float> y) {
  assert(x.size() == y.size());
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += x[i];
}

void scale(std::span<float> values, float factor) {
  for (float& value : values) value *= factor;
}

void interpolate(std::span<const float> target, float amount, std::span<float> values) {
  assert(target.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double value = values[i];
    values[i] = static_cast<float>(value + amount * (target[i] - value));
  }
}

double sum_of_squares(std::span<const float> values) {
  double sum = 0.0;
  for (const float value : values) sum += static_cast<double>(value) * value;
  return sum;
}

void clamp(std::span<float> values, float limit) {
  assert(limit >= 0.0F);
  for (float& value : values) {
    if (value < -limit) value = -limit;
    if (value > limit) value = limit;
  }
}

}  // namespace receptive::reference
