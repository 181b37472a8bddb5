#pragma once

#include "kernels/simd/convolution/winograd_plan.h"
#include "kernels/simd/tile.h"

/// Filters at their frequencies, and what is done with them there.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

/// plan.filters = G g G^T for to = sum over the maps of `from`: from plan.in to plan.out forward,
/// the other way round backward. They lie in panels of a few vectors of the maps of `to`.
void transform_filters(const WinogradPlan& plan, const WinogradSide& from, const WinogradSide& to,
                       const float* weight);
/// dweight += G^T (plan.filters) G, from plan.in to plan.out.
void transform_back_filters(const WinogradPlan& plan, float* dweight);

/// to.values = from.values * filters at every frequency, for the first `tiles` of the group.
void multiply_by_filters(const WinogradPlan& plan, const WinogradSide& from, const WinogradSide& to,
                         Index tiles);
/// filters += (in.values)^T * out.values, the sum over `tiles`.
void add_filter_gradients(const WinogradPlan& plan, Index tiles);

/// Vectors of the next panel when `vecs` are left.
constexpr int panel_vecs(Index vecs) { return panel_rows(static_cast<int>(vecs), tile_vecs); }

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
