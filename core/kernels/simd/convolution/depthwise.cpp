#include "kernels/simd/convolution/depthwise.h"

#include <cassert>

#include "kernels/simd/convolution/conv2d.h"
#include "kernels/simd/convolution/direct_axis.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

struct Plan {
  PaddedPlanes planes;
  Tap* taps = nullptr;
  std::int32_t* tap_counts = nullptr;  ///< of each phase
  float* padded = nullptr;
  Index used = 0;

  /// @param weights that read one map
  Plan(const PaddedPlanes& planes_of, Index weights, Index phases, float* workspace)
      : planes(planes_of) {
    Pieces pieces(workspace);
    taps = reinterpret_cast<Tap*>(pieces.ints(weights * tap_ints));
    tap_counts = pieces.ints(phases);
    padded = pieces.floats(planes.size(1));
    used = pieces.used();
  }
};

Index filter_size(const Window2d& window) {
  return static_cast<Index>(window.kernel_h) * window.kernel_w;
}

Plan forward_plan(const Shape& x, const Window2d& window, const Shape& y, float* workspace) {
  return {single_map(x, window, y), filter_size(window), 0, workspace};
}

Plan backward_plan(const Axes& axes, const Window2d& window, int multiplier, float* workspace) {
  return {axes.outputs(multiplier), multiplier * filter_size(window),
          static_cast<Index>(window.stride_h) * window.stride_w, workspace};
}

/// The weights of `multiplier` filters that reach the pixels of one phase. Returns how many.
std::int32_t list_reaching_taps(const PaddedPlanes& planes, const Axes& axes, int row_phase,
                                int col_phase, Tap* taps) {
  Tap* tap = taps;
  std::int32_t weight = 0;
  for (int map = 0; map < planes.channels; ++map) {
    for (int kh = 0; kh < axes.row.kernel; ++kh) {
      for (int kw = 0; kw < axes.col.kernel; ++kw, ++weight) {
        if (!axes.row.reaches(row_phase, kh) || !axes.col.reaches(col_phase, kw)) continue;
        const Index at =
            map * planes.plane_pitch + planes.at(axes.row.shift(row_phase, kh) - planes.first_row,
                                                 axes.col.shift(col_phase, kw) - planes.first_col);
        *tap++ = {static_cast<std::int32_t>(at), weight};
      }
    }
  }
  return static_cast<std::int32_t>(tap - taps);
}

/// The same for all phases one behind the other; each weight reaches the pixels of one.
void list_taps_of_phases(const Plan& plan, const Axes& axes) {
  Tap* taps = plan.taps;
  std::int32_t* count = plan.tap_counts;
  for (int row_phase = 0; row_phase < axes.row.stride; ++row_phase) {
    for (int col_phase = 0; col_phase < axes.col.stride; ++col_phase) {
      *count = list_reaching_taps(plan.planes, axes, row_phase, col_phase, taps);
      taps += *count++;
    }
  }
}

}  // namespace

PaddedPlanes single_map(const Shape& x, const Window2d& window, const Shape& y) {
  return padded_input({1, 1, x.h, x.w}, window, y, window.stride_w);
}

void list_taps(const PaddedPlanes& planes, const Window2d& window, Tap* taps) {
  std::int32_t weight = 0;
  for (int kh = 0; kh < window.kernel_h; ++kh) {
    for (int kw = 0; kw < window.kernel_w; ++kw, ++weight) {
      const Index at = planes.at(static_cast<Index>(kh) * window.dilation_h,
                                 static_cast<Index>(kw) * window.dilation_w);
      taps[weight] = {static_cast<std::int32_t>(at), weight};
    }
  }
}

std::size_t depthwise_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                                const Shape& y) {
  const int multiplier = weight.n / x.c;
  const Plan forward = forward_plan(x, window, y, nullptr);
  const Plan data = backward_plan(axes_of(x, window), window, multiplier, nullptr);
  const auto weights =
      static_cast<Index>(depthwise_backward_weights_workspace(x, weight, window, y));
  return static_cast<std::size_t>(max_of(forward.used, max_of(data.used, weights)));
}

void depthwise_forward(ConstTensorView x, ConstTensorView weight, const float* bias,
                       const Window2d& window, TensorView y, std::span<float> workspace) {
  const Index filter = filter_size(window);
  const Plan plan = forward_plan(x.shape, window, y.shape, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  list_taps(plan.planes, window, plan.taps);
  fill_zero(plan.padded, plan.planes.size(1));

  const int multiplier = y.shape.c / x.shape.c;
  const Index x_plane = static_cast<Index>(x.shape.h) * x.shape.w;
  const Index y_plane = static_cast<Index>(y.shape.h) * y.shape.w;
  RowConv conv;
  conv.taps = plan.taps;
  conv.tap_count = filter;
  conv.source = plan.padded;
  conv.source_pitch = plan.planes.row_pitch * window.stride_h;
  conv.target = y.data;
  conv.target_pitch = y.shape.w;
  conv.room = y_plane;
  conv.rows = y.shape.h;
  conv.cols = y.shape.w;
  for (Index map = 0; map < static_cast<Index>(x.shape.n) * x.shape.c; ++map) {
    plan.planes.copy_image(x.data + map * x_plane, x.shape.h, x.shape.w, plan.padded);
    const Index first = map % x.shape.c * multiplier;
    for (Index oc = first; oc < first + multiplier; ++oc) {
      conv.weights = weight.data + oc * filter;
      if (bias != nullptr) conv.start = bias[oc];
      convolve_rows(conv);
      conv.target += y_plane;
    }
  }
}

void depthwise_backward_data(ConstTensorView dy, ConstTensorView weight, const Window2d& window,
                             TensorView dx, std::span<float> workspace) {
  const Shape& x = dx.shape;
  const int multiplier = dy.shape.c / x.c;
  const Index filters = multiplier * filter_size(window);
  const Axes axes = axes_of(x, window);
  const Plan plan = backward_plan(axes, window, multiplier, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  list_taps_of_phases(plan, axes);
  fill_zero(plan.padded, plan.planes.size(1));

  const Index dy_planes = static_cast<Index>(multiplier) * dy.shape.h * dy.shape.w;
  const Index dx_plane = static_cast<Index>(x.h) * x.w;
  RowConv conv;
  conv.source = plan.padded;
  conv.source_pitch = plan.planes.row_pitch;
  conv.target_pitch = static_cast<Index>(window.stride_h) * x.w;
  conv.step = window.stride_w;
  conv.accumulate = true;
  for (Index map = 0; map < static_cast<Index>(x.n) * x.c; ++map) {
    plan.planes.copy_image(dy.data + map * dy_planes, dy.shape.h, dy.shape.w, plan.padded);
    conv.weights = weight.data + map % x.c * filters;
    conv.taps = plan.taps;
    const std::int32_t* count = plan.tap_counts;
    for (int row_phase = 0; row_phase < window.stride_h; ++row_phase) {
      for (int col_phase = 0; col_phase < window.stride_w; ++col_phase) {
        conv.tap_count = *count++;
        conv.rows = axes.row.pixels(row_phase);
        conv.cols = axes.col.pixels(col_phase);
        const Index first = static_cast<Index>(row_phase) * x.w + col_phase;
        conv.room = dx_plane - first;
        conv.target = dx.data + map * dx_plane + first;
        if (conv.tap_count > 0) convolve_rows(conv);
        conv.taps += conv.tap_count;
      }
    }
  }
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
