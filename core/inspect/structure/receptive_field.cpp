#include "inspect/structure/receptive_field.h"

#include <algorithm>

namespace receptive {

namespace {

/// One side of a window with the two extents that it joins.
struct WindowSide {
  int kernel = 1;
  int stride = 1;
  int dilation = 1;
  int pad_before = 0;
};

/// The first unit's field [low, high] and that of all units together.
struct Side {
  double low = 0;
  double high = 0;
  double stride = 1;
  double covered_low = 0;
  double covered_high = 0;
  /// After a reshape, neighbours in memory are no neighbours in the picture any more.
  bool scattered = false;

  /// What all of `units` units see, when the first unit's field is known.
  void cover(int units) {
    covered_low = low;
    covered_high = high + (units - 1) * stride;
  }

  [[nodiscard]] Side through(const WindowSide& window, int units) const {
    if (scattered) return whole(units);
    Side next;
    next.low = low - window.pad_before * stride;
    next.high = next.low + (high - low) + double{stride} * (window.kernel - 1) * window.dilation;
    next.stride = stride * window.stride;
    next.cover(units);
    return next;
  }

  [[nodiscard]] Side whole(int units) const {
    Side next = *this;
    next.low = covered_low;
    next.high = covered_high;
    next.scattered = false;
    // Several units that all see everything stand at the same place.
    if (units > 1) next.stride = 0;
    return next;
  }

  /// Together with another input of the same layer.
  void join(const Side& other) {
    low = std::min(low, other.low);
    high = std::max(high, other.high);
    stride = std::max(stride, other.stride);
    covered_low = std::min(covered_low, other.covered_low);
    covered_high = std::max(covered_high, other.covered_high);
    scattered = scattered || other.scattered;
  }

  [[nodiscard]] FieldSide field() const {
    return {.size = high - low + 1, .stride = stride, .offset = (low + high) / 2};
  }
};

struct Sides {
  Side h;
  Side w;
};

Sides sides_of_picture(const Shape& picture) {
  Sides sides;
  sides.h.cover(picture.h);
  sides.w.cover(picture.w);
  return sides;
}

}  // namespace

std::vector<ReceptiveField> receptive_fields(const Graph& graph) {
  // The picture first, as in an execution's slots: node i stands at i + 1.
  std::vector<Sides> all{sides_of_picture(graph.input())};
  std::vector<ReceptiveField> fields;
  for (const Node& node : graph.nodes()) {
    const auto input = [&](std::size_t i) -> const Sides& {
      return all[static_cast<std::size_t>(node.inputs[i] + 1)];
    };
    Sides sides = input(0);
    for (std::size_t i = 1; i < node.inputs.size(); ++i) {
      sides.h.join(input(i).h);
      sides.w.join(input(i).w);
    }
    if (const auto window = node.layer->window()) {
      sides.h = sides.h.through(
          {window->kernel_h, window->stride_h, window->dilation_h, window->padding.top},
          node.output.h);
      sides.w = sides.w.through(
          {window->kernel_w, window->stride_w, window->dilation_w, window->padding.left},
          node.output.w);
    } else if (node.layer->reads_whole_input()) {
      sides.h = sides.h.whole(node.output.h);
      sides.w = sides.w.whole(node.output.w);
    } else if (node.layer->only_reshapes()) {
      sides.h.scattered = true;
      sides.w.scattered = true;
    }
    fields.push_back({sides.h.field(), sides.w.field()});
    all.push_back(sides);
  }
  return fields;
}

}  // namespace receptive
