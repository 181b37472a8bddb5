#include "nn/layers/window_argument.h"

#include <algorithm>
#include <utility>

namespace receptive {

namespace {

/// No map of a real network is wider; it keeps sums of extents and padding far from overflow.
constexpr int longest_side = 1 << 24;

int dilated(int kernel, int dilation) { return (kernel - 1) * dilation + 1; }

/// Rows of zeros before and after that make ceil(extent / stride) outputs; the odd one goes last.
std::pair<int, int> same_sides(int extent, int kernel, int stride) {
  const int outputs = (extent + stride - 1) / stride;
  const int total = std::max(0, (outputs - 1) * stride + kernel - extent);
  return {total / 2, total - total / 2};
}

Padding read_padding(Arguments& arguments, const Window2d& window, const Shape& input) {
  const PaddingChoice padding = arguments.padding("padding");
  if (padding.word == "same") return same_padding(window, input);
  if (padding.word == "causal") return {.left = dilated(window.kernel_w, window.dilation_w) - 1};
  return padding.sides;
}

/// The kernel must find room on the padded map, or there is no output at all.
void check_fit(const Arguments& arguments, const char* side, int extent, int padding, int kernel) {
  if (kernel <= extent + padding) return;
  const std::string padded = padding == 0 ? "" : " with " + std::to_string(padding) + " of padding";
  arguments.refuse("window",
                   "at most the map's " + std::string(side) + " of " + std::to_string(extent) +
                       padded + " (use padding 'same' or a smaller window)",
                   std::to_string(kernel));
}

void check_fit(const Arguments& arguments, const Window2d& window, const Shape& input) {
  const Padding& padding = window.padding;
  check_fit(arguments, "height", input.h, padding.top + padding.bottom,
            dilated(window.kernel_h, window.dilation_h));
  check_fit(arguments, "width", input.w, padding.left + padding.right,
            dilated(window.kernel_w, window.dilation_w));
}

}  // namespace

void check_maps(const Arguments& arguments, const Shape& input) {
  if (input.h <= longest_side && input.w <= longest_side) return;
  arguments.refuse("input", "maps of at most " + std::to_string(longest_side) + " pixels a side",
                   example_text(input));
}

int output_extent(int extent, int kernel, int stride, int pad_before, int pad_after,
                  bool partial_last) {
  const int room = extent + pad_before + pad_after - kernel;
  int outputs = room / stride + 1;
  // A partial window counts only if it begins on the map, not in the padding beyond it.
  if (partial_last && room % stride != 0 && outputs * stride - pad_before < extent) ++outputs;
  return outputs;
}

Padding same_padding(const Window2d& window, const Shape& input) {
  const auto [top, bottom] =
      same_sides(input.h, dilated(window.kernel_h, window.dilation_h), window.stride_h);
  const auto [left, right] =
      same_sides(input.w, dilated(window.kernel_w, window.dilation_w), window.stride_w);
  return {top, bottom, left, right};
}

Shape output_of(const Window2d& window, const Shape& input, int maps) {
  const Padding& padding = window.padding;
  return {1, maps,
          output_extent(input.h, dilated(window.kernel_h, window.dilation_h), window.stride_h,
                        padding.top, padding.bottom, false),
          output_extent(input.w, dilated(window.kernel_w, window.dilation_w), window.stride_w,
                        padding.left, padding.right, false)};
}

Values with_fixed_padding(Values arguments, const Window2d& window, bool over_row) {
  const auto padding = arguments.find("padding");
  if (padding == arguments.end() || padding->second != Value{std::string("same")} ||
      (window.stride_h == 1 && window.stride_w == 1)) {
    return arguments;
  }
  const Padding& sides = window.padding;
  std::vector<double> numbers{static_cast<double>(sides.left), static_cast<double>(sides.right)};
  if (!over_row) {
    numbers.insert(numbers.begin(),
                   {static_cast<double>(sides.top), static_cast<double>(sides.bottom)});
  }
  padding->second = std::move(numbers);
  return arguments;
}

std::vector<double> side_list(const Shape& map) {
  return {static_cast<double>(map.h), static_cast<double>(map.w)};
}

Window2d read_window(Arguments& arguments, IntPair kernel, const Shape& input, bool dilation) {
  check_maps(arguments, input);
  const IntPair strides = arguments.pair("strides");
  const IntPair gaps = dilation ? arguments.pair("dilationRate") : IntPair{1, 1};
  Window2d window{kernel.h, kernel.w, strides.h, strides.w, gaps.h, gaps.w, {}};
  window.padding = read_padding(arguments, window, input);
  check_fit(arguments, window, input);
  return window;
}

Window2d read_window1d(Arguments& arguments, const Shape& input) {
  if (input.h != 1) {
    arguments.refuse("input", "a row of values, channels x 1 x width", example_text(input));
  }
  check_maps(arguments, input);
  Window2d window;
  window.kernel_w = arguments.whole("kernelSize");
  window.stride_w = arguments.whole("strides");
  window.dilation_w = arguments.whole("dilationRate");
  window.padding = read_padding(arguments, window, input);
  check_fit(arguments, window, input);
  return window;
}

}  // namespace receptive
