#include "nn/facts/reading.h"

namespace receptive {

Sides read_all(const Shape& input, const Shape& output) {
  return {Axis::all(input.c, output.c), Axis::all(input.h, output.h), Axis::all(input.w, output.w)};
}

Sides read_own_place(const Shape& input, const Shape& output, int maps_before) {
  return {Axis::shifted(input.c, output.c, maps_before), Axis::shifted(input.h, output.h),
          Axis::shifted(input.w, output.w)};
}

Sides read_window(Axis maps, const Window2d& window, const Shape& input, const Shape& output) {
  return {maps,
          Axis::window(input.h, output.h, window.kernel_h, window.stride_h, window.dilation_h,
                       window.padding.top),
          Axis::window(input.w, output.w, window.kernel_w, window.stride_w, window.dilation_w,
                       window.padding.left)};
}

WeightPlaces filter_places(const Shape& weight) {
  const std::int64_t kernel = std::int64_t{weight.h} * weight.w;
  return {.map = kernel * weight.c, .tap_map = kernel, .tap_row = weight.w, .tap_col = 1};
}

}  // namespace receptive
