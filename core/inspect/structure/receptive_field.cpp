#include "inspect/structure/receptive_field.h"

#include <algorithm>
#include <optional>

namespace receptive {

namespace {

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

  /// What the places of `axis` see, which read places with this field.
  [[nodiscard]] Side through(const Axis& axis) const {
    const std::optional<Axis::Step> window = axis.step();
    return window && !scattered ? moved(*window, axis.outputs()) : whole(axis.outputs());
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

 private:
  [[nodiscard]] Side moved(const Axis::Step& window, int units) const {
    Side next;
    next.low = low - window.before * stride;
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
};

struct BothSides {
  Side h;
  Side w;
};

BothSides sides_of_picture(const Shape& picture) {
  BothSides sides;
  sides.h.cover(picture.h);
  sides.w.cover(picture.w);
  return sides;
}

}  // namespace

std::vector<ReceptiveField> receptive_fields(const Graph& graph) {
  // The picture first, as in an execution's slots: node i stands at i + 1.
  std::vector<BothSides> all{sides_of_picture(graph.input())};
  std::vector<ReceptiveField> fields;
  for (const Node& node : graph.nodes()) {
    const auto input = [&](std::size_t i) -> const BothSides& {
      return all[static_cast<std::size_t>(node.inputs[i] + 1)];
    };
    BothSides sides = input(0);
    for (std::size_t i = 1; i < node.inputs.size(); ++i) {
      sides.h.join(input(i).h);
      sides.w.join(input(i).w);
    }
    const Reading reading = graph.reading_of(static_cast<int>(fields.size()));
    if (reading.in_order()) {
      sides.h.scattered = true;
      sides.w.scattered = true;
    } else if (const Sides& read = reading.sides[0]; !read.same_pixel()) {
      sides.h = sides.h.through(read.rows);
      sides.w = sides.w.through(read.cols);
    }
    fields.push_back({sides.h.field(), sides.w.field()});
    all.push_back(sides);
  }
  return fields;
}

}  // namespace receptive
