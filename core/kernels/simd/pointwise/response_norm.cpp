#include "kernels/simd/kernels.h"

#include "kernels/simd/pointwise/parts.h"

/// Vectors run along the pixels of a map, the sum over neighbouring maps is a sum of vectors.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Calls body(part, own, first, last) for the pixels of each map: `own` is where the map begins,
/// first and last where its first and its last neighbour do, `plane` values apart.
template <typename Body>
RECEPTIVE_INLINE void for_maps(const Shape& x, Index radius, const Body& body) {
  const Index plane = static_cast<Index>(x.h) * x.w;
  for (Index n = 0; n < x.n; ++n) {
    for (Index c = 0; c < x.c; ++c) {
      const Index example = n * x.c;
      const Index first = (example + max_of(c - radius, 0)) * plane;
      const Index last = (example + min_of(c + radius, x.c - 1)) * plane;
      for_parts(plane, [&](auto part) { body(part, (example + c) * plane, first, last); });
    }
  }
}

/// bracket^-beta
RECEPTIVE_INLINE Vec power(Vec bracket, Vec minus_beta) {
  return xsimd::exp(minus_beta * xsimd::log(bracket));
}

}  // namespace

void response_norm_forward(ConstTensorView x, const ResponseNorm& norm, TensorView y,
                           std::span<float> scale) {
  const Index plane = static_cast<Index>(x.shape.h) * x.shape.w;
  const float* from = x.data;
  float* to = y.data;
  float* brackets = scale.data();
  const Vec bias(norm.bias);
  const Vec alpha(norm.alpha);
  const Vec minus_beta(-norm.beta);
  for_maps(x.shape, norm.radius, [&](auto part, Index own, Index first, Index last) {
    Vec squares(0.0F);
    for (Index map = first; map <= last; map += plane) {
      const Vec value = part.load(from + map);
      squares = madd(value, value, squares);
    }
    const Vec bracket = madd(alpha, squares, bias);
    part.store(brackets + own, bracket);
    part.store(to + own, part.load(from + own) * power(bracket, minus_beta));
  });
}

void response_norm_backward(ConstTensorView dy, ConstTensorView x, ConstTensorView y,
                            std::span<const float> scale, const ResponseNorm& norm, TensorView dx) {
  const Index plane = static_cast<Index>(x.shape.h) * x.shape.w;
  const float* gradient = dy.data;
  const float* from = x.data;
  const float* out = y.data;
  const float* brackets = scale.data();
  float* to = dx.data;
  const Vec minus_beta(-norm.beta);
  const Vec factor(-2.0F * norm.alpha * norm.beta);
  for_maps(x.shape, norm.radius, [&](auto part, Index own, Index first, Index last) {
    Vec shares(0.0F);
    for (Index map = first; map <= last; map += plane) {
      shares += part.load(gradient + map) * part.load(out + map) / part.load(brackets + map);
    }
    const Vec direct = part.load(gradient + own) * power(part.load(brackets + own), minus_beta);
    part.add(to + own, madd(factor * part.load(from + own), shares, direct));
  });
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
