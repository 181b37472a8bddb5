#pragma once

#include "kernels/simd/convolution/direct_conv.h"

/// Where the pixels of dx find the outputs that read them.
namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

constexpr int floor_div(int a, int b) { return a >= 0 ? a / b : -((b - 1 - a) / b); }

/// The geometry of one direction (rows or columns).
struct Axis {
  int extent = 0;  ///< of x
  int kernel = 0;
  int stride = 1;
  int dilation = 1;
  int padding = 0;  ///< before the first pixel

  /// Whether weight k reaches the pixels of this phase.
  [[nodiscard]] bool reaches(int phase, int k) const {
    return (phase + padding - k * dilation) % stride == 0;
  }
  /// The output that multiplied pixel phase + i * stride with weight k is i + shift.
  [[nodiscard]] int shift(int phase, int k) const {
    return floor_div(phase + padding - k * dilation, stride);
  }
  /// Pixels of this phase.
  [[nodiscard]] int pixels(int phase) const {
    return phase >= extent ? 0 : (extent - 1 - phase) / stride + 1;
  }
  /// The first output any phase reads, and how many from there on.
  [[nodiscard]] int first() const { return floor_div(padding - (kernel - 1) * dilation, stride); }
  [[nodiscard]] int count() const {
    return floor_div(stride - 1 + padding, stride) + pixels(0) - first();
  }
};

struct Axes {
  Axis row;
  Axis col;

  /// The outputs that any phase reads, of `channels` maps.
  [[nodiscard]] PaddedPlanes outputs(int channels) const {
    PaddedPlanes planes;
    planes.channels = channels;
    planes.rows = row.count();
    planes.cols = col.count();
    planes.first_row = row.first();
    planes.first_col = col.first();
    planes.lay_out();
    return planes;
  }
};

inline Axes axes_of(const Shape& x, const Window2d& window) {
  return {{x.h, window.kernel_h, window.stride_h, window.dilation_h, window.padding.top},
          {x.w, window.kernel_w, window.stride_w, window.dilation_w, window.padding.left}};
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
