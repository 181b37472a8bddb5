#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kernels/window.h"
#include "nn/arguments.h"
#include "tensor/shape.h"

namespace receptive {

/// @throws SpecError when a side is so long (beyond 2^24 pixels) that sums of it with padding could
///   overflow.
void check_maps(const Arguments& arguments, const Shape& input);

/// Output extent of windows of `kernel` (dilated) over `extent` pixels and the padding:
/// (extent - kernel + padding) / stride + 1 (cs231n, "Spatial arrangement").
/// `kernel` is the extent that the dilated kernel covers.
int output_extent(int extent, int kernel, int stride, int pad_before, int pad_after,
                  bool partial_last);

/// The zeros around `input` that make ceil(extent / stride) outputs a side; the odd one goes last.
Padding same_padding(const Window2d& window, const Shape& input);

/// What whole windows over `input` make: `maps` maps of OH x OW.
Shape output_of(const Window2d& window, const Shape& input, int maps);

/// Arguments without a 'same' that would stand for other zeros on a larger map, as it does with a
/// stride: the numbers that it stands for instead.
/// @param over_row where padding is two numbers, not four
Values with_fixed_padding(Values arguments, const Window2d& window, bool over_row = false);

/// [height, width], as arguments have it.
std::vector<double> side_list(const Shape& map);

/// Which arguments of a window a layer takes.
struct WindowArguments {
  bool dilation = false;
  /// Without it `padding` may only say 'valid'.
  bool padding = true;
};

/// Reads `strides` (default `default_strides`), `padding` ('valid', 'same', a whole number,
/// [vertical, horizontal] or [top, bottom, left, right]) and, for a convolution, `dilationRate`.
/// 'same' gives ceil(extent / stride) outputs with the odd pixel of padding at the far side.
/// @throws SpecError when the window does not fit the map.
Window2d read_window(Arguments& arguments, IntPair kernel, IntPair default_strides,
                     const Shape& input, WindowArguments which);

/// A window over a row of values (C, 1, W), whose arguments are single numbers: `kernelSize`,
/// `strides` (1), `dilationRate` (1) and `padding` ('valid', 'same', 'causal', a whole number or
/// [left, right]). 'causal' pads on the left alone, so that no output looks ahead.
/// @throws SpecError when the input is higher than 1 or the window does not fit.
Window2d read_window1d(Arguments& arguments, const Shape& input);

/// A whole number, [vertical, horizontal] or [top, bottom, left, right], each from 0 to 4096, or
/// nothing when `value` is none of these.
std::optional<Padding> padding_sides(const Value& value);

}  // namespace receptive
