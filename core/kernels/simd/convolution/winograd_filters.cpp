#include "kernels/simd/convolution/winograd_filters.h"

#include "kernels/simd/product/transpose.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// Values of the weights from one map to the next.
struct Steps {
  Index from = 0;
  Index to = 0;
};

template <int Kernel>
RECEPTIVE_INLINE void filter_to_points(const float* weight, Index pitch, float* to,
                                       Index frequency) {
  Points half[Kernel];
  RECEPTIVE_UNROLL
  for (int r = 0; r < Kernel; ++r) {
    Line<Kernel> row;
    RECEPTIVE_UNROLL
    for (int c = 0; c < Kernel; ++c) row.at[c] = load(weight + (r * Kernel + c) * pitch);
    half[r] = weights_to_points(row);
  }
  RECEPTIVE_UNROLL
  for (int p = 0; p < points; ++p) {
    Line<Kernel> column;
    RECEPTIVE_UNROLL
    for (int r = 0; r < Kernel; ++r) column.at[r] = half[r].at[p];
    const Points values = weights_to_points(column);
    RECEPTIVE_UNROLL
    for (int q = 0; q < points; ++q) store(to + (q * points + p) * frequency, values.at[q]);
  }
}

template <int Kernel>
RECEPTIVE_INLINE void points_to_filter(const float* from, Index frequency, float* weight,
                                       Index pitch) {
  Points half[Kernel];
  RECEPTIVE_UNROLL
  for (int p = 0; p < points; ++p) {
    Points column;
    RECEPTIVE_UNROLL
    for (int q = 0; q < points; ++q) column.at[q] = load(from + (q * points + p) * frequency);
    const Line<Kernel> weights = points_to_weights<Kernel>(column);
    RECEPTIVE_UNROLL
    for (int r = 0; r < Kernel; ++r) half[r].at[p] = weights.at[r];
  }
  RECEPTIVE_UNROLL
  for (int r = 0; r < Kernel; ++r) {
    const Line<Kernel> row = points_to_weights<Kernel>(half[r]);
    RECEPTIVE_UNROLL
    for (int c = 0; c < Kernel; ++c) store(weight + (r * Kernel + c) * pitch, row.at[c]);
  }
}

/// Calls each(map, place) for every vector of maps of the filters that belong to map `depth` of
/// `depths`, where `place` is relative to a frequency.
template <typename Each>
RECEPTIVE_INLINE void for_each_vector(Index pitch, Index depths, Index depth, const Each& each) {
  const Index vecs = pitch / lanes;
  for (Index vec = 0; vec < vecs;) {
    const int width = panel_vecs(vecs - vec);
    const Index panel = (vec * depths + depth * width) * lanes;
    for (int v = 0; v < width; ++v) each((vec + v) * lanes, panel + v * lanes);
    vec += width;
  }
}

template <int Kernel>
void transform_of(const WinogradPlan& plan, const WinogradSide& from, const WinogradSide& to,
                  const Steps& steps, const float* weight) {
  constexpr Index area = static_cast<Index>(Kernel) * Kernel;
  fill_zero(plan.weights, area * to.pitch);
  for (Index depth = 0; depth < from.maps; ++depth) {
    transpose(weight + depth * steps.from, steps.to, to.maps, area, plan.weights, to.pitch);
    for_each_vector(to.pitch, from.maps, depth, [&](Index map, Index place) {
      filter_to_points<Kernel>(plan.weights + map, to.pitch, plan.filters + place,
                               plan.filter_pitch);
    });
  }
}

template <int Kernel>
void transform_back_of(const WinogradPlan& plan, float* dweight) {
  constexpr Index area = static_cast<Index>(Kernel) * Kernel;
  const Index pitch = plan.out.pitch;
  for (Index depth = 0; depth < plan.in.maps; ++depth) {
    for_each_vector(pitch, plan.in.maps, depth, [&](Index map, Index place) {
      points_to_filter<Kernel>(plan.filters + place, plan.filter_pitch, plan.weights + map, pitch);
    });
    transpose_add(plan.weights, pitch, area, plan.out.maps, dweight + depth * area,
                  plan.in.maps * area);
  }
}

}  // namespace

void transform_filters(const WinogradPlan& plan, const WinogradSide& from, const WinogradSide& to,
                       const float* weight) {
  const Index area = static_cast<Index>(plan.kernel) * plan.kernel;
  const Index filter = plan.in.maps * area;
  const bool forward = &from == &plan.in;
  const Steps steps = forward ? Steps{area, filter} : Steps{filter, area};
  if (plan.kernel == 3) {
    transform_of<3>(plan, from, to, steps, weight);
  } else {
    transform_of<5>(plan, from, to, steps, weight);
  }
}

void transform_back_filters(const WinogradPlan& plan, float* dweight) {
  if (plan.kernel == 3) {
    transform_back_of<3>(plan, dweight);
  } else {
    transform_back_of<5>(plan, dweight);
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
