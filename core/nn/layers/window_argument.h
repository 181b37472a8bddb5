#pragma once

#include <string>

#include "kernels/window.h"
#include "nn/arguments.h"
#include "tensor/shape.h"

namespace receptive {

/// Output extent of windows of `kernel` (dilated) over `extent` pixels and the padding:
/// (extent - kernel + padding) / stride + 1 (cs231n, "Spatial arrangement").
/// `kernel` is the extent that the dilated kernel covers.
int output_extent(int extent, int kernel, int stride, int pad_before, int pad_after,
                  bool partial_last);

/// Reads `strides` (default `default_strides`), `padding` ('valid', 'same', a whole number,
/// [vertical, horizontal] or [top, bottom, left, right]) and, for a convolution, `dilationRate`.
/// 'same' gives ceil(extent / stride) outputs with the odd pixel of padding at the far side.
/// @throws SpecError when the window does not fit the map.
Window2d read_window(Arguments& arguments, IntPair kernel, IntPair default_strides,
                     const Shape& input, bool with_dilation);

}  // namespace receptive
