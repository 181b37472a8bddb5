#include "kernels/simd/pointwise.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

void multiply(std::span<const float> a, std::span<const float> b, std::span<float> y) {
  const float* left = a.data();
  const float* right = b.data();
  float* out = y.data();
  for_parts(static_cast<Index>(y.size()),
            [&](auto part) { part.store(out, part.load(left) * part.load(right)); });
}

void multiply_add(std::span<const float> a, std::span<const float> b, std::span<float> y) {
  const float* left = a.data();
  const float* right = b.data();
  float* out = y.data();
  for_parts(static_cast<Index>(y.size()), [&](auto part) {
    part.store(out, madd(part.load(left), part.load(right), part.load(out)));
  });
}

void add(std::span<const float> x, std::span<float> y) {
  const float* from = x.data();
  float* out = y.data();
  for_parts(static_cast<Index>(y.size()), [&](auto part) { part.add(out, part.load(from)); });
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
