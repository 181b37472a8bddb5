#include "kernels/simd/kernels.h"

#include "kernels/simd/pointwise/parts.h"

/// Arithmetic with one constant, or one sum, for each channel. Large maps are gone through one by
/// one. Small ones (one value after a dense layer) would not fill vectors, so there the values of
/// one example stand side by side as columns, each with its channel's constant beside it, and the
/// examples are the rows.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

constexpr Index block_columns = 256;            ///< of small maps at a time
constexpr Index small_map = block_columns / 2;  ///< values at most: two maps fit into a block

struct Extents {
  Index examples;
  Index channels;
  Index plane;  ///< values of a map

  explicit Extents(const Shape& shape)
      : examples(shape.n), channels(shape.c), plane(static_cast<Index>(shape.h) * shape.w) {}
  [[nodiscard]] Index at(Index n, Index c) const { return (n * channels + c) * plane; }
};

/// Calls visit(c, maps, columns) for blocks of small maps.
template <typename Visit>
RECEPTIVE_INLINE void for_blocks(const Extents& x, const Visit& visit) {
  const Index most = block_columns / x.plane;
  for (Index c = 0; c < x.channels; c += most) {
    const Index maps = min_of(most, x.channels - c);
    visit(c, maps, maps * x.plane);
  }
}

/// Each channel's value for each of its columns.
void spread(const float* values, Index maps, Index plane, float* columns) {
  for (Index i = 0; i < maps; ++i) {
    for (Index pixel = 0; pixel < plane; ++pixel) *columns++ = values[i];
  }
}

/// Calls body(part, constants) for all values, constants[v] being the vector that belongs to
/// values[v].
template <int Count, typename Body>
RECEPTIVE_INLINE void for_channels(const Extents& x, const float* const (&values)[Count],
                                   const Body& body) {
  Vec constants[Count];
  if (x.plane > small_map) {
    for (Index n = 0; n < x.examples; ++n) {
      for (Index c = 0; c < x.channels; ++c) {
        for (int v = 0; v < Count; ++v) constants[v] = Vec(values[v][c]);
        for_parts(x.plane, [&](auto part) {
          part.at += x.at(n, c);
          body(part, constants);
        });
      }
    }
    return;
  }
  alignas(64) float columns_of[Count][block_columns];
  for_blocks(x, [&](Index c, Index maps, Index columns) {
    for (int v = 0; v < Count; ++v) spread(values[v] + c, maps, x.plane, columns_of[v]);
    for (Index n = 0; n < x.examples; ++n) {
      for_parts(columns, [&](auto part) {
        for (int v = 0; v < Count; ++v) constants[v] = part.load(columns_of[v]);
        part.at += x.at(n, c);
        body(part, constants);
      });
    }
  });
}

/// Calls body(part, center, sums), which adds to the vectors sums[0 .. Sums - 1], for all values,
/// and finish(c, totals) with what came together for channel c. center is the channel's value of
/// `centers`, 0 without these. Sums are gathered map by map, so that their rounding grows with the
/// size of a map and the number of examples, not with the product of the two.
template <int Sums, typename Body, typename Finish>
RECEPTIVE_INLINE void sum_channels(const Extents& x, const float* centers, const Body& body,
                                   const Finish& finish) {
  double totals[Sums];
  if (x.plane > small_map) {
    for (Index c = 0; c < x.channels; ++c) {
      const Vec center(centers == nullptr ? 0.0F : centers[c]);
      Vec all[Sums];
      for (int s = 0; s < Sums; ++s) all[s] = Vec(0.0F);
      for (Index n = 0; n < x.examples; ++n) {
        constexpr int strands = 4;  // additions that do not wait for each other
        Vec sums[strands][Sums];
        for (auto& strand : sums) {
          for (Vec& sum : strand) sum = Vec(0.0F);
        }
        const Index first = x.at(n, c);
        Index i = 0;
        for (; i + strands * lanes <= x.plane; i += strands * lanes) {
          RECEPTIVE_UNROLL
          for (int k = 0; k < strands; ++k) {
            body(Part<true>{first + i + k * lanes, lanes}, center, sums[k]);
          }
        }
        for_parts(x.plane - i, [&](auto part) {
          part.at += first + i;
          body(part, center, sums[0]);
        });
        for (int s = 0; s < Sums; ++s) {
          all[s] += (sums[0][s] + sums[1][s]) + (sums[2][s] + sums[3][s]);
        }
      }
      for (int s = 0; s < Sums; ++s) totals[s] = static_cast<double>(sum_lanes(all[s]));
      finish(c, totals);
    }
    return;
  }
  alignas(64) float center_of[block_columns] = {};
  alignas(64) float sums_of[Sums][block_columns];
  for_blocks(x, [&](Index c, Index maps, Index columns) {
    if (centers != nullptr) spread(centers + c, maps, x.plane, center_of);
    for (auto& sums : sums_of) {
      for (float& sum : sums) sum = 0.0F;
    }
    for (Index n = 0; n < x.examples; ++n) {
      for_parts(columns, [&](auto part) {
        const Index column = part.at;
        Vec sums[Sums];
        for (int s = 0; s < Sums; ++s) sums[s] = Vec::load_unaligned(sums_of[s] + column);
        part.at += x.at(n, c);
        body(part, Vec::load_unaligned(center_of + column), sums);
        for (int s = 0; s < Sums; ++s) sums[s].store_unaligned(sums_of[s] + column);
      });
    }
    for (Index i = 0; i < maps; ++i) {
      for (int s = 0; s < Sums; ++s) {
        totals[s] = 0.0;
        for (Index pixel = 0; pixel < x.plane; ++pixel)
          totals[s] += sums_of[s][i * x.plane + pixel];
      }
      finish(c + i, totals);
    }
  });
}

}  // namespace

void channel_moments(ConstTensorView x, std::span<float> mean, std::span<float> variance) {
  const float* from = x.data;
  float* means = mean.data();
  float* variances = variance.data();
  const Extents all(x.shape);
  Extents first = all;
  first.examples = 1;
  // One pass over distances from a value nearby, the mean of the first example (Chan, Golub and
  // LeVeque 1983, "Algorithms for computing the sample variance"): squares of the values
  // themselves would cancel where the mean is large. That example is one of N, so the square of
  // its mean's distance is at most N variances.
  sum_channels<1>(
      first, nullptr, [&](auto part, Vec, Vec* sums) { sums[0] += part.load(from); },
      [&](Index c, const double* totals) {
        means[c] = static_cast<float>(totals[0] / static_cast<double>(all.plane));
      });
  const double count = static_cast<double>(all.examples * all.plane);
  sum_channels<2>(
      all, means,
      [&](auto part, Vec center, Vec* sums) {
        const Vec distance = part.keep(part.load(from) - center);
        sums[0] += distance;
        sums[1] = madd(distance, distance, sums[1]);
      },
      [&](Index c, const double* totals) {
        const double distance = totals[0] / count;
        const double square = totals[1] / count - distance * distance;
        means[c] = static_cast<float>(means[c] + distance);
        variances[c] = square < 0.0 ? 0.0F : static_cast<float>(square);  // a NaN stays a NaN
      });
}

void channel_affine(ConstTensorView x, std::span<const float> scale, std::span<const float> shift,
                    TensorView y) {
  const float* from = x.data;
  float* to = y.data;
  for_channels<2>(Extents(x.shape), {scale.data(), shift.data()},
                  [&](auto part, const Vec* constants) {
                    part.store(to, madd(constants[0], part.load(from), constants[1]));
                  });
}

void channel_gradient_sums(ConstTensorView dy, ConstTensorView x, std::span<const float> mean,
                           std::span<float> sum_dy, std::span<float> sum_dy_x) {
  const float* gradient = dy.data;
  const float* from = x.data;
  float* sums_dy = sum_dy.data();
  float* sums_dy_x = sum_dy_x.data();
  sum_channels<2>(
      Extents(x.shape), mean.data(),
      [&](auto part, Vec center, Vec* sums) {
        const Vec g = part.load(gradient);
        sums[0] += g;
        sums[1] = madd(g, part.load(from) - center, sums[1]);
      },
      [&](Index c, const double* totals) {
        sums_dy[c] = static_cast<float>(totals[0]);
        sums_dy_x[c] = static_cast<float>(totals[1]);
      });
}

void channel_affine_backward(ConstTensorView dy, ConstTensorView x, std::span<const float> a,
                             std::span<const float> b, std::span<const float> d, TensorView dx) {
  const float* gradient = dy.data;
  const float* from = x.data;
  float* to = dx.data;
  for_channels<3>(Extents(x.shape), {a.data(), b.data(), d.data()},
                  [&](auto part, const Vec* constants) {
                    const Vec other = madd(constants[1], part.load(from), constants[2]);
                    part.add(to, madd(constants[0], part.load(gradient), other));
                  });
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
