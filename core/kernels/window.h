#pragma once

#include <algorithm>

namespace receptive {

/// Rows and columns of zeros (convolution) or of nothing (pooling) around a map.
struct Padding {
  int top = 0;
  int bottom = 0;
  int left = 0;
  int right = 0;

  friend bool operator==(const Padding&, const Padding&) = default;
};

/// How a window slides over a map, for convolution and pooling alike.
///
/// Output pixel (oh, ow) reads the input rows oh * stride_h - padding.top + kh * dilation_h for
/// kh in 0 .. kernel_h - 1, and columns likewise. A window that hangs over the edge sees zeros in
/// a convolution and only the pixels really covered in pooling.
struct Window2d {
  int kernel_h = 1;
  int kernel_w = 1;
  int stride_h = 1;
  int stride_w = 1;
  int dilation_h = 1;
  int dilation_w = 1;
  Padding padding;

  friend bool operator==(const Window2d&, const Window2d&) = default;
};

/// The part [first, last) of the kernel's rows (or columns) that lies on the input.
struct KernelRange {
  int first = 0;
  int last = 0;
};

/// Which kernel rows (columns) of the window at output position `out` touch an input of `extent`.
inline KernelRange covered(int out, int stride, int pad_before, int dilation, int kernel,
                           int extent) {
  const int start = out * stride - pad_before;  // input position of the kernel's first row
  const int first = start >= 0 ? 0 : (-start + dilation - 1) / dilation;
  const int last = extent <= start ? 0 : (extent - start + dilation - 1) / dilation;
  return {std::min(first, kernel), std::clamp(last, std::min(first, kernel), kernel)};
}

}  // namespace receptive
