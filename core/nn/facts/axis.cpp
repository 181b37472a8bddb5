#include "nn/facts/axis.h"

#include <algorithm>

#include "base/heap_sort.h"

namespace receptive {

Axis Axis::shifted(int inputs, int outputs, int before) {
  Axis axis(Kind::shifted, inputs, outputs, 1);
  axis.before_ = before;
  return axis;
}

Axis Axis::all(int inputs, int outputs, int groups) {
  Axis axis(Kind::grouped, inputs, outputs, inputs / groups);
  axis.stride_ = outputs / groups;
  return axis;
}

Axis Axis::window(int inputs, int outputs, int kernel, int stride, int dilation, int before) {
  Axis axis(Kind::window, inputs, outputs, kernel);
  axis.stride_ = stride;
  axis.dilation_ = dilation;
  axis.before_ = before;
  return axis;
}

Axis Axis::painted(int inputs, int outputs, int kernel, int stride, int before) {
  Axis axis(Kind::painted, inputs, outputs, kernel);
  axis.stride_ = stride;
  axis.before_ = before;
  return axis;
}

Axis Axis::nearby(int extent, int radius) {
  const int reach = std::min(radius, extent - 1);
  Axis axis(Kind::nearby, extent, extent, 2 * reach + 1);
  axis.before_ = reach;
  return axis;
}

std::optional<Axis::Step> Axis::step() const {
  if (kind_ == Kind::grouped || kind_ == Kind::painted) return {};
  return Step{.kernel = kernel_, .stride = stride_, .dilation = dilation_, .before = before_};
}

int Axis::input_at(int output, int tap) const {
  const auto or_else = [&](int input, int outside) {
    return input >= 0 && input < inputs_ ? input : outside;
  };
  switch (kind_) {
    case Kind::shifted:
      return or_else(output - before_, nothing);
    case Kind::grouped:
      return output / stride_ * kernel_ + tap;
    case Kind::window:
      return or_else(output * stride_ - before_ + tap * dilation_, padding);
    case Kind::painted: {
      const int painted = output + before_ - tap;
      return painted < 0 || painted % stride_ != 0 ? nothing : or_else(painted / stride_, nothing);
    }
    case Kind::nearby:
      return or_else(output - before_ + tap, nothing);
  }
  return nothing;
}

int Axis::output_at(int input, int tap) const {
  const auto if_there = [&](int output) {
    return output >= 0 && output < outputs_ ? output : nothing;
  };
  switch (kind_) {
    case Kind::shifted:
      return if_there(input + before_);
    case Kind::window: {
      const int moved = input + before_ - tap * dilation_;
      return moved < 0 || moved % stride_ != 0 ? nothing : if_there(moved / stride_);
    }
    case Kind::painted:
      return if_there(input * stride_ - before_ + tap);
    case Kind::nearby:
      return if_there(input + before_ - tap);
    case Kind::grouped:
      break;
  }
  return nothing;
}

std::vector<Axis::Tap> Axis::inputs_of(int output) const {
  std::vector<Tap> taps;
  taps.reserve(static_cast<std::size_t>(kernel_));
  for (int tap = 0; tap < kernel_; ++tap) {
    const int input = input_at(output, tap);
    if (input != nothing) taps.push_back({input, tap});
  }
  return taps;
}

std::vector<Axis::Tap> Axis::outputs_of(int input) const {
  std::vector<Tap> taps;
  if (kind_ == Kind::grouped) {
    const int first = input / kernel_ * stride_;
    for (int output = first; output < first + stride_; ++output) {
      taps.push_back({output, input % kernel_});
    }
    return taps;
  }
  for (int tap = 0; tap < kernel_; ++tap) {
    const int output = output_at(input, tap);
    if (output != nothing) taps.push_back({output, tap});
  }
  heap_sort(taps, {}, &Tap::place);
  return taps;
}

}  // namespace receptive
