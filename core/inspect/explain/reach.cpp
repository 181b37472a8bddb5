#include "inspect/explain/reach.h"

#include <algorithm>
#include <optional>

#include "inspect/explain/connections.h"
#include "inspect/explain/network_values.h"

namespace receptive {

namespace {

using Marks = std::vector<std::uint8_t>;
/// For each place along one side, those of the other layer that it is joined to.
using Joined = std::vector<std::vector<int>>;

/// Along which of its two directions a layer is walked through.
enum class Way : std::uint8_t { to_inputs, to_outputs };

std::vector<int> joined_to(const Axis& axis, int place, Way way) {
  std::vector<int> places;
  const std::vector<Axis::Tap> taps =
      way == Way::to_inputs ? axis.inputs_of(place) : axis.outputs_of(place);
  for (const Axis::Tap& tap : taps) {
    if (tap.place >= 0) places.push_back(tap.place);
  }
  return places;
}

Joined joined_along(const Axis& axis, Way way) {
  Joined joined;
  const int places = way == Way::to_inputs ? axis.outputs() : axis.inputs();
  joined.reserve(static_cast<std::size_t>(places));
  for (int place = 0; place < places; ++place) joined.push_back(joined_to(axis, place, way));
  return joined;
}

bool any_of(const std::uint8_t* first, std::size_t count) {
  return std::any_of(first, first + count, [](std::uint8_t value) { return value != 0; });
}

/// Marks spread through one input of a layer, map by map: what is joined is the product of three
/// sides, so that a map is spread along its rows, then along its columns.
class Spreading {
 public:
  Spreading(const Connections& connections, std::size_t index, Way way)
      : connections_(connections),
        sides_(connections.sides(index)),
        way_(way),
        rows_(joined_along(sides_.rows, way)),
        cols_(joined_along(sides_.cols, way)),
        height_(extent(sides_.rows)),
        width_(extent(sides_.cols)),
        from_plane_(rows_.size() * cols_.size()),
        half_(height_ * cols_.size()),
        plane_(height_ * width_) {}

  void mark(const Marks& from, std::uint8_t with, Marks& to) {
    const std::size_t maps = extent(sides_.maps);
    std::optional<int> last_group;
    for (std::size_t map = 0; map < maps; ++map) {
      const std::optional<int> group = group_of(static_cast<int>(map));
      // All maps of a group are joined to the same ones.
      if (!group || group != last_group) spread(from, static_cast<int>(map));
      last_group = group;
      if (!marked_) continue;
      for (std::size_t i = 0; i < plane_.size(); ++i) {
        if (plane_[i] != 0) to[map * plane_.size() + i] = with;
      }
    }
  }

 private:
  /// Of the layer that is marked.
  [[nodiscard]] std::size_t extent(const Axis& axis) const {
    return static_cast<std::size_t>(way_ == Way::to_inputs ? axis.inputs() : axis.outputs());
  }
  [[nodiscard]] std::optional<int> group_of(int map) const {
    if (!sides_.maps.grouped() || connections_.has_table()) return {};
    return way_ == Way::to_inputs ? sides_.maps.group_of_input(map)
                                  : sides_.maps.group_of_output(map);
  }
  [[nodiscard]] bool joined(int map, int other) const {
    return way_ == Way::to_inputs ? connections_.joins_maps(other, map)
                                  : connections_.joins_maps(map, other);
  }

  /// Makes `plane_`: what of map `map` is joined to marks of `from`.
  void spread(const Marks& from, int map) {
    Marks together(from_plane_);
    marked_ = false;
    const Way back = way_ == Way::to_inputs ? Way::to_outputs : Way::to_inputs;
    for (const int source : joined_to(sides_.maps, map, back)) {
      const std::uint8_t* marks = from.data() + static_cast<std::size_t>(source) * from_plane_;
      if (!joined(map, source) || !any_of(marks, from_plane_)) continue;
      marked_ = true;
      for (std::size_t i = 0; i < from_plane_; ++i) together[i] |= marks[i];
    }
    if (!marked_) return;
    std::ranges::fill(half_, std::uint8_t{0});
    std::ranges::fill(plane_, std::uint8_t{0});
    const std::size_t from_width = cols_.size();
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const std::uint8_t* marks = together.data() + row * from_width;
      if (!any_of(marks, from_width)) continue;
      for (const int to : rows_[row]) {
        std::uint8_t* line = half_.data() + static_cast<std::size_t>(to) * from_width;
        for (std::size_t col = 0; col < from_width; ++col) line[col] |= marks[col];
      }
    }
    for (std::size_t row = 0; row < height_; ++row) {
      for (std::size_t col = 0; col < from_width; ++col) {
        if (half_[row * from_width + col] == 0) continue;
        for (const int to : cols_[col]) plane_[row * width_ + static_cast<std::size_t>(to)] = 1;
      }
    }
  }

  const Connections& connections_;
  const Sides& sides_;
  Way way_;
  Joined rows_;  ///< for each row of the marked layer's counterpart, the rows to be marked
  Joined cols_;
  std::size_t height_;
  std::size_t width_;
  std::size_t from_plane_;
  Marks half_;
  Marks plane_;
  bool marked_ = false;
};

void walk(const Connections& connections, std::size_t index, Way way, const Marks& from,
          ReachMark with, Marks& to) {
  const auto mark = static_cast<std::uint8_t>(with);
  if (connections.flat()) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from[i] != 0) to[i] = mark;
    }
    return;
  }
  Spreading(connections, index, way).mark(from, mark, to);
}

}  // namespace

std::vector<std::vector<std::uint8_t>> reach(const Graph& graph, int node, int place) {
  check_place(graph, node, place);
  const auto count = static_cast<int>(graph.nodes().size());
  std::vector<Marks> all;
  for (int i = Graph::network_input; i < count; ++i) {
    all.emplace_back(shape_of(graph, i).example_count());
  }
  const auto marks = [&](int i) -> Marks& { return all[static_cast<std::size_t>(i + 1)]; };
  const auto marked = [&](int i) { return any_of(marks(i).data(), marks(i).size()); };
  const auto at = static_cast<std::size_t>(place);

  marks(node)[at] = static_cast<std::uint8_t>(ReachMark::self);
  for (int i = node; i > Graph::network_input; --i) {
    if (!marked(i)) continue;
    const Connections connections(graph, i);
    const std::vector<int>& inputs = graph.nodes()[static_cast<std::size_t>(i)].inputs;
    for (std::size_t index = 0; index < inputs.size(); ++index) {
      walk(connections, index, Way::to_inputs, marks(i), ReachMark::read, marks(inputs[index]));
    }
  }
  for (int i = node + 1; i < count; ++i) {
    const std::vector<int>& inputs = graph.nodes()[static_cast<std::size_t>(i)].inputs;
    for (std::size_t index = 0; index < inputs.size(); ++index) {
      // A layer beside the unit's may join what the unit reads with what it makes.
      if (inputs[index] < node || !marked(inputs[index])) continue;
      walk(Connections(graph, i), index, Way::to_outputs, marks(inputs[index]), ReachMark::fed,
           marks(i));
    }
  }
  return all;
}

}  // namespace receptive
