#include "nn/layers/window_argument.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace receptive {

namespace {

int dilated(int kernel, int dilation) { return (kernel - 1) * dilation + 1; }

/// Rows of zeros before and after that make ceil(extent / stride) outputs; the odd one goes last.
std::pair<int, int> same_padding(int extent, int kernel, int stride) {
  const int outputs = (extent + stride - 1) / stride;
  const int total = std::max(0, (outputs - 1) * stride + kernel - extent);
  return {total / 2, total - total / 2};
}

Padding read_padding(Arguments& arguments, const Window2d& window, const Shape& input) {
  const int kernel_h = dilated(window.kernel_h, window.dilation_h);
  const int kernel_w = dilated(window.kernel_w, window.dilation_w);
  const std::string expected =
      "'valid', 'same', a whole number from 0 to 4096, [vertical, horizontal] or "
      "[top, bottom, left, right]";
  const std::optional<Value> value = arguments.raw("padding");
  if (!value) {
    arguments.note("padding", std::string("valid"));
    return {};
  }
  if (const auto* text = std::get_if<std::string>(&*value)) {
    if (*text == "valid") return {};
    if (*text == "same") {
      const auto [top, bottom] = same_padding(input.h, kernel_h, window.stride_h);
      const auto [left, right] = same_padding(input.w, kernel_w, window.stride_w);
      return {top, bottom, left, right};
    }
    arguments.refuse("padding", expected, value_text(*value));
  }
  std::vector<double> sides;
  if (const auto* number = std::get_if<double>(&*value))
    sides = {*number, *number, *number, *number};
  if (const auto* list = std::get_if<std::vector<double>>(&*value)) {
    sides = *list;
    if (sides.size() == 2) sides = {sides[0], sides[0], sides[1], sides[1]};
  }
  const auto fits = [](double x) { return x >= 0 && x <= 4096 && std::floor(x) == x; };
  if (sides.size() != 4 || !std::ranges::all_of(sides, fits)) {
    arguments.refuse("padding", expected, value_text(*value));
  }
  return {static_cast<int>(sides[0]), static_cast<int>(sides[1]), static_cast<int>(sides[2]),
          static_cast<int>(sides[3])};
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

}  // namespace

int output_extent(int extent, int kernel, int stride, int pad_before, int pad_after,
                  bool partial_last) {
  const int room = extent + pad_before + pad_after - kernel;
  int outputs = room / stride + 1;
  // A partial window counts only if it begins on the map, not in the padding beyond it.
  if (partial_last && room % stride != 0 && outputs * stride - pad_before < extent) ++outputs;
  return outputs;
}

Window2d read_window(Arguments& arguments, IntPair kernel, IntPair default_strides,
                     const Shape& input, bool with_dilation) {
  const IntPair strides = arguments.pair("strides", default_strides);
  const IntPair dilation =
      with_dilation ? arguments.pair("dilationRate", IntPair{1, 1}) : IntPair{1, 1};
  Window2d window{kernel.h, kernel.w, strides.h, strides.w, dilation.h, dilation.w, {}};
  window.padding = read_padding(arguments, window, input);
  check_fit(arguments, "height", input.h, window.padding.top + window.padding.bottom,
            dilated(kernel.h, dilation.h));
  check_fit(arguments, "width", input.w, window.padding.left + window.padding.right,
            dilated(kernel.w, dilation.w));
  return window;
}

}  // namespace receptive
