#pragma once

#include <vector>

#include "kernels/window.h"
#include "nn/arguments.h"
#include "tensor/shape.h"

namespace receptive {

namespace declared {

inline constexpr const char* paddings[] = {"valid", "same"};

inline constexpr Argument strides{
    .name = "strides",
    .type = ArgumentType::pair,
    .low = 1,
    .high = 4096,
    .fallback = 1,
    .title = "Stride",
    .about = "Squares from one place of the window to the next: 2 halves the map."};
inline constexpr Argument padding{
    .name = "padding",
    .type = ArgumentType::sides,
    .high = 4096,
    .fallback = 0,
    .choices = paddings,
    .title = "Padding",
    .about =
        "Zeros around the map, so that a window may look over its edge: valid adds none, same "
        "as many as keep the size."};
/// Of layers whose windows stay on the map.
inline constexpr Argument no_padding{.name = "padding",
                                     .type = ArgumentType::choice,
                                     .fallback = 0,
                                     .choices = std::span(paddings).first(1),
                                     .title = "Padding",
                                     .about = "Its windows stay on the map."};
inline constexpr Argument dilation_rate{
    .name = "dilationRate",
    .type = ArgumentType::pair,
    .low = 1,
    .high = 4096,
    .fallback = 1,
    .title = "Dilation",
    .about = "Gaps between the squares of a filter: 2 leaves out every other one, to see further."};

}  // namespace declared

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

/// Reads `strides`, `padding` and, where it is declared, `dilationRate`.
/// 'same' gives ceil(extent / stride) outputs with the odd pixel of padding at the far side.
/// @throws SpecError when the window does not fit the map.
Window2d read_window(Arguments& arguments, IntPair kernel, const Shape& input,
                     bool dilation = false);

/// A window over a row of values (C, 1, W), whose arguments are single numbers: `kernelSize`,
/// `strides`, `dilationRate` and `padding`. 'causal' pads on the left alone, so that no output
/// looks ahead.
/// @throws SpecError when the input is higher than 1 or the window does not fit.
Window2d read_window1d(Arguments& arguments, const Shape& input);

}  // namespace receptive
