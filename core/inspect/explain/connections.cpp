#include "inspect/explain/connections.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/heap_sort.h"

namespace receptive {

namespace {

int place_of(const Position& at, int plane, int width) {
  return at.map * plane + at.row * width + at.col;
}

/// One coordinate of a weight.
struct Coordinate {
  std::int64_t step = 0;
  int extent = 1;
  int* value = nullptr;
};

/// Fixes the coordinates that the place of a weight tells.
/// @returns whether each of the six is fixed.
template <std::size_t Count>
std::array<bool, Count> decode(std::int64_t place, std::array<Coordinate, Count> coordinates) {
  std::array<bool, Count> fixed{};
  std::array<std::size_t, Count> order{};
  for (std::size_t i = 0; i < Count; ++i) order[i] = i;
  heap_sort(order, std::ranges::greater{}, [&](std::size_t i) { return coordinates[i].step; });
  for (const std::size_t i : order) {
    const Coordinate& one = coordinates[i];
    fixed[i] = one.step > 0 || one.extent == 1;
    if (one.step == 0 || one.extent == 1) continue;
    *one.value = static_cast<int>(place / one.step);
    place %= one.step;
  }
  return fixed;
}

}  // namespace

Position position_of(int place, const Shape& shape) {
  const auto plane = static_cast<int>(shape.plane_count());
  return {place / plane, place % plane / shape.w, place % shape.w};
}

Connections::Connections(const Graph& graph, int index) : reading_(graph.reading_of(index)) {
  const Node& node = graph.nodes()[static_cast<std::size_t>(index)];
  if (!node.parameters.empty()) connected_ = node.parameters[0].connected;
}

bool Connections::exists(std::int64_t weight) const {
  return connected_.empty() || connected_[static_cast<std::size_t>(weight)];
}

std::int64_t Connections::weight_at(const Position& output, const Position& tap) const {
  const WeightPlaces& step = reading_.weight;
  return output.map * step.map + output.row * step.row + output.col * step.col +
         tap.map * step.tap_map + tap.row * step.tap_row + tap.col * step.tap_col;
}

void Connections::append(const Sides& sides, const Position& output, const Position& tap,
                         std::vector<Link>& links) const {
  const Position input{sides.maps.input_at(output.map, tap.map),
                       sides.rows.input_at(output.row, tap.row),
                       sides.cols.input_at(output.col, tap.col)};
  if (std::min({input.map, input.row, input.col}) == Axis::nothing) return;
  const bool outside = input.row == Axis::padding || input.col == Axis::padding;
  if (outside && !reading_.padding_counts) return;
  Link link{
      .output = place_of(output, sides.output_plane(), sides.cols.outputs()),
      .input = outside ? Axis::padding : place_of(input, sides.input_plane(), sides.cols.inputs())};
  if (reading_.weight.any()) {
    const std::int64_t weight = weight_at(output, tap);
    if (!exists(weight)) return;
    link.weight = static_cast<int>(weight);
  }
  links.push_back(link);
}

std::vector<Link> Connections::read_by(int output, std::size_t index) const {
  if (flat()) return {{.output = output, .input = output}};
  const Sides& sides = reading_.sides[index];
  const Position at =
      position_of(output, {1, sides.maps.outputs(), sides.rows.outputs(), sides.cols.outputs()});
  std::vector<Link> links;
  for (int map = 0; map < sides.maps.taps(); ++map) {
    for (int row = 0; row < sides.rows.taps(); ++row) {
      for (int col = 0; col < sides.cols.taps(); ++col) {
        append(sides, at, {map, row, col}, links);
      }
    }
  }
  return links;
}

std::vector<Link> Connections::readers_of(int input, std::size_t index) const {
  if (flat()) return {{.output = input, .input = input}};
  const Sides& sides = reading_.sides[index];
  const Position at =
      position_of(input, {1, sides.maps.inputs(), sides.rows.inputs(), sides.cols.inputs()});
  std::vector<Link> links;
  const std::vector<Axis::Tap> rows = sides.rows.outputs_of(at.row);
  const std::vector<Axis::Tap> cols = sides.cols.outputs_of(at.col);
  for (const Axis::Tap& map : sides.maps.outputs_of(at.map)) {
    for (const Axis::Tap& row : rows) {
      for (const Axis::Tap& col : cols) {
        append(sides, {map.place, row.place, col.place}, {map.tap, row.tap, col.tap}, links);
      }
    }
  }
  return links;
}

std::vector<Link> Connections::uses_of(int weight) const {
  if (!reading_.weight.any() || !exists(weight)) return {};
  const Sides& sides = reading_.sides[0];
  Position output;
  Position tap;
  const WeightPlaces& step = reading_.weight;
  const std::array<Coordinate, 6> coordinates = {{{step.map, sides.maps.outputs(), &output.map},
                                                  {step.row, sides.rows.outputs(), &output.row},
                                                  {step.col, sides.cols.outputs(), &output.col},
                                                  {step.tap_map, sides.maps.taps(), &tap.map},
                                                  {step.tap_row, sides.rows.taps(), &tap.row},
                                                  {step.tap_col, sides.cols.taps(), &tap.col}}};
  const std::array<bool, 6> fixed = decode(weight, coordinates);
  std::vector<Link> links;
  // The coordinates that the weight does not fix run through all their values, the last fastest.
  const auto walk = [&](const auto& self, std::size_t at) -> void {
    if (at == coordinates.size()) {
      append(sides, output, tap, links);
      return;
    }
    if (fixed[at]) {
      self(self, at + 1);
      return;
    }
    for (int value = 0; value < coordinates[at].extent; ++value) {
      *coordinates[at].value = value;
      self(self, at + 1);
    }
  };
  walk(walk, 0);
  return links;
}

std::vector<int> Connections::outputs_with_bias(int place) const {
  const Sides& sides = reading_.sides[0];
  if (reading_.bias.row != 0) return {place};
  std::vector<int> outputs(static_cast<std::size_t>(sides.output_plane()));
  int at = place * sides.output_plane();
  for (int& output : outputs) output = at++;
  return outputs;
}

bool Connections::joins_maps(int output, int input) const {
  return connected_.empty() || exists(weight_at({.map = output}, {.map = input}));
}

int Connections::bias_of(int output) const {
  return reading_.bias.row != 0 ? output : output / reading_.sides[0].output_plane();
}

}  // namespace receptive
