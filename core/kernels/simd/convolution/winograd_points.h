#pragma once

#include "kernels/simd/target.h"

/// A short correlation y[i] = sum over j of g[j] * d[i + j] as a product of polynomials that is
/// evaluated at six points: y = A^T ((G g) * (B^T d)) with six products for Count outputs of
/// 7 - Count weights. In two dimensions both directions are transformed one after the other.
///
/// The points are 0, +-sqrt(1/2), +-sqrt(2) and infinity. With the usual 0, +-1, +-2 the outputs'
/// rounding error was four to five times as large; with these it is about that of the direct sum,
/// because no power of a point is large or small (Alam et al. 2022, "Winograd convolution for deep
/// neural networks: efficient point selection"). Their squares 1/2 and 2 have the product 1 and the
/// sum 5/2.
///
/// Points that differ in sign share their even and odd parts. Every function here has its transpose
/// beside it, for the way back.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

constexpr int points = 6;
constexpr int frequencies = points * points;

constexpr float near_point = 0.707106781F;
constexpr float far_point = 1.414213562F;

/// Vectors of neighbouring pixels, weights or values at the points.
template <int Count>
struct Line {
  Vec at[Count];
};
using Points = Line<points>;

/// B^T: six pixels to their values at the points.
RECEPTIVE_INLINE Points pixels_to_points(const Points& pixel) {
  const auto& [d0, d1, d2, d3, d4, d5] = pixel.at;
  const Vec near_even = madd(Vec(-2.0F), d2, d4);
  const Vec near_odd = Vec(near_point) * madd(Vec(-2.0F), d1, d3);
  const Vec far_even = madd(Vec(-0.5F), d2, d4);
  const Vec far_odd = Vec(far_point) * madd(Vec(-0.5F), d1, d3);
  return {{madd(Vec(-2.5F), d2, d0 + d4), near_even + near_odd, near_even - near_odd,
           far_even + far_odd, far_even - far_odd, madd(Vec(-2.5F), d3, d1 + d5)}};
}

/// B.
RECEPTIVE_INLINE Points points_to_pixels(const Points& value) {
  const auto& [v0, v1, v2, v3, v4, v5] = value.at;
  const Vec near_even = v1 + v2;
  const Vec near_odd = Vec(near_point) * (v1 - v2);
  const Vec far_even = v3 + v4;
  const Vec far_odd = Vec(far_point) * (v3 - v4);
  const Vec even = madd(Vec(-2.0F), near_even, Vec(-0.5F) * far_even);
  const Vec odd = madd(Vec(-2.0F), near_odd, Vec(-0.5F) * far_odd);
  return {{v0, v5 + odd, madd(Vec(-2.5F), v0, even), madd(Vec(-2.5F), v5, near_odd + far_odd),
           v0 + (near_even + far_even), v5}};
}

/// A^T: values at the points to `Count` outputs.
template <int Count>
RECEPTIVE_INLINE Line<Count> points_to_outputs(const Points& value) {
  const auto& [v0, v1, v2, v3, v4, v5] = value.at;
  const Vec near_even = v1 + v2;
  const Vec near_odd = Vec(near_point) * (v1 - v2);
  const Vec far_even = v3 + v4;
  const Vec far_odd = Vec(far_point) * (v3 - v4);
  const Vec first = v0 + (near_even + far_even);
  if constexpr (Count == 2) {
    return {{first, near_odd + far_odd + v5}};
  } else {
    return {{first, near_odd + far_odd, madd(Vec(2.0F), far_even, Vec(0.5F) * near_even),
             madd(Vec(2.0F), far_odd, madd(Vec(0.5F), near_odd, v5))}};
  }
}

/// A.
template <int Count>
RECEPTIVE_INLINE Points outputs_to_points(const Line<Count>& output) {
  const auto& y = output.at;
  Vec near_even = y[0];
  Vec near_odd = y[1];
  Vec far_even = y[0];
  Vec far_odd = y[1];
  if constexpr (Count == 4) {
    near_even = madd(Vec(0.5F), y[2], near_even);
    near_odd = madd(Vec(0.5F), y[3], near_odd);
    far_even = madd(Vec(2.0F), y[2], far_even);
    far_odd = madd(Vec(2.0F), y[3], far_odd);
  }
  near_odd *= Vec(near_point);
  far_odd *= Vec(far_point);
  return {{y[0], near_even + near_odd, near_even - near_odd, far_even + far_odd, far_even - far_odd,
           y[Count - 1]}};
}

// What the weights are divided by at a point p: the product of its distances to the other finite
// points, 2 p^2 (p^2 - q^2) with q the points of the other pair.
constexpr float near_share = -2.0F / 3.0F;
constexpr float far_share = 1.0F / 6.0F;

/// G: three or five weights to their values at the points.
template <int Count>
RECEPTIVE_INLINE Points weights_to_points(const Line<Count>& weight) {
  const auto& g = weight.at;
  Vec near_even = madd(Vec(0.5F), g[2], g[0]);
  Vec near_odd = g[1];
  Vec far_even = madd(Vec(2.0F), g[2], g[0]);
  Vec far_odd = g[1];
  if constexpr (Count == 5) {
    near_even = madd(Vec(0.25F), g[4], near_even);
    near_odd = madd(Vec(0.5F), g[3], near_odd);
    far_even = madd(Vec(4.0F), g[4], far_even);
    far_odd = madd(Vec(2.0F), g[3], far_odd);
  }
  near_even *= Vec(near_share);
  near_odd *= Vec(near_share * near_point);
  far_even *= Vec(far_share);
  far_odd *= Vec(far_share * far_point);
  return {{g[0], near_even + near_odd, near_even - near_odd, far_even + far_odd, far_even - far_odd,
           g[Count - 1]}};
}

/// G^T.
template <int Count>
RECEPTIVE_INLINE Line<Count> points_to_weights(const Points& value) {
  const auto& [v0, v1, v2, v3, v4, v5] = value.at;
  const Vec near_even = Vec(near_share) * (v1 + v2);
  const Vec near_odd = Vec(near_share * near_point) * (v1 - v2);
  const Vec far_even = Vec(far_share) * (v3 + v4);
  const Vec far_odd = Vec(far_share * far_point) * (v3 - v4);
  const Vec first = v0 + (near_even + far_even);
  const Vec second = near_odd + far_odd;
  const Vec third = madd(Vec(2.0F), far_even, Vec(0.5F) * near_even);
  if constexpr (Count == 3) {
    return {{first, second, third + v5}};
  } else {
    return {{first, second, third, madd(Vec(2.0F), far_odd, Vec(0.5F) * near_odd),
             madd(Vec(4.0F), far_even, madd(Vec(0.25F), near_even, v5))}};
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
