#include "nn/layers/window_argument.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace receptive {

namespace {

/// No map of a real network is wider; it keeps sums of extents and padding far from overflow.
constexpr int longest_side = 1 << 24;

int dilated(int kernel, int dilation) { return (kernel - 1) * dilation + 1; }

bool is_padding(double x) { return x >= 0 && x <= 4096 && std::floor(x) == x; }

/// Rows of zeros before and after that make ceil(extent / stride) outputs; the odd one goes last.
std::pair<int, int> same_sides(int extent, int kernel, int stride) {
  const int outputs = (extent + stride - 1) / stride;
  const int total = std::max(0, (outputs - 1) * stride + kernel - extent);
  return {total / 2, total - total / 2};
}

Padding read_padding(Arguments& arguments, const Window2d& window, const Shape& input) {
  const std::optional<Value> value = arguments.raw("padding");
  if (!value) {
    arguments.note("padding", std::string("valid"));
    return {};
  }
  if (*value == Value(std::string("valid"))) return {};
  if (*value == Value(std::string("same"))) return same_padding(window, input);
  const std::optional<Padding> sides = padding_sides(*value);
  if (!sides) {
    arguments.refuse("padding",
                     "'valid', 'same', a whole number from 0 to 4096, [vertical, horizontal] or "
                     "[top, bottom, left, right]",
                     value_text(*value));
  }
  return *sides;
}

Padding read_padding1d(Arguments& arguments, const Window2d& window, const Shape& input) {
  const std::optional<Value> value = arguments.raw("padding");
  if (!value) {
    arguments.note("padding", std::string("valid"));
    return {};
  }
  if (*value == Value(std::string("valid"))) return {};
  if (*value == Value(std::string("same"))) return same_padding(window, input);
  if (*value == Value(std::string("causal"))) {
    return {.left = dilated(window.kernel_w, window.dilation_w) - 1};
  }
  std::vector<double> sides;
  if (const auto* number = std::get_if<double>(&*value)) sides = {*number, *number};
  if (const auto* list = std::get_if<std::vector<double>>(&*value)) sides = *list;
  if (sides.size() != 2 || !std::ranges::all_of(sides, is_padding)) {
    arguments.refuse("padding",
                     "'valid', 'same', 'causal', a whole number from 0 to 4096 or [left, right]",
                     value_text(*value));
  }
  return {.left = static_cast<int>(sides[0]), .right = static_cast<int>(sides[1])};
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

std::optional<Padding> padding_sides(const Value& value) {
  std::vector<double> sides;
  if (const auto* number = std::get_if<double>(&value)) sides.assign(4, *number);
  if (const auto* list = std::get_if<std::vector<double>>(&value)) {
    sides = *list;
    if (sides.size() == 2) sides = {sides[0], sides[0], sides[1], sides[1]};
  }
  if (sides.size() != 4 || !std::ranges::all_of(sides, is_padding)) return {};
  return Padding{static_cast<int>(sides[0]), static_cast<int>(sides[1]), static_cast<int>(sides[2]),
                 static_cast<int>(sides[3])};
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

Window2d read_window(Arguments& arguments, IntPair kernel, IntPair default_strides,
                     const Shape& input, WindowArguments which) {
  check_maps(arguments, input);
  const IntPair strides = arguments.pair("strides", default_strides);
  const IntPair dilation =
      which.dilation ? arguments.pair("dilationRate", IntPair{1, 1}) : IntPair{1, 1};
  Window2d window{kernel.h, kernel.w, strides.h, strides.w, dilation.h, dilation.w, {}};
  if (which.padding) {
    window.padding = read_padding(arguments, window, input);
  } else {
    arguments.choice("padding", {"valid"}, "valid");
  }
  check_fit(arguments, window, input);
  return window;
}

Window2d read_window1d(Arguments& arguments, const Shape& input) {
  if (input.h != 1) {
    arguments.refuse("input", "a row of values, channels x 1 x width", example_text(input));
  }
  check_maps(arguments, input);
  constexpr int limit = 4096;
  Window2d window;
  window.kernel_w = arguments.whole("kernelSize", 1, limit);
  window.stride_w = arguments.whole("strides", 1, limit, 1);
  window.dilation_w = arguments.whole("dilationRate", 1, limit, 1);
  window.padding = read_padding1d(arguments, window, input);
  check_fit(arguments, window, input);
  return window;
}

}  // namespace receptive
