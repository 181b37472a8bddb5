#include "inspect/explain/connections.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "inspect/explain/network_values.h"
#include "nn/layers/window_argument.h"

namespace receptive {

namespace {

/// The layers whose window may stand on padding that counts as zeros.
bool reads_padding(const std::string& type) {
  return type == "conv2d" || type == "conv1d" || type == "depthwiseConv2d";
}

/// The layers that read everything, with a weight for each value or without.
bool reads_all(const std::string& type) {
  return type == "dense" || type == "radialBasis" || type == "softmax" ||
         type == "localContrastNormalization";
}

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
  std::ranges::sort(order, std::ranges::greater{},
                    [&](std::size_t i) { return coordinates[i].step; });
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

Connections::Connections(const Graph& graph, int index) {
  const Node& node = graph.nodes()[static_cast<std::size_t>(index)];
  flat_ = node.layer->only_reshapes();
  padded_ = reads_padding(node.type);
  int maps = 0;
  for (const int input : node.inputs) {
    const Shape& shape = shape_of(graph, input);
    sides_.push_back(sides_of(node, shape, maps));
    if (node.type == "concatenate") maps += shape.c;
  }
  place_weights(node, shape_of(graph, node.inputs[0]));
  if (!node.parameters.empty()) connected_ = node.parameters[0].connected;
}

Connections::Sides Connections::sides_of(const Node& node, const Shape& input,
                                         int maps_before) const {
  const Shape& output = node.output;
  if (reads_all(node.type)) {
    return {Axis::all(input.c, output.c), Axis::all(input.h, output.h),
            Axis::all(input.w, output.w)};
  }
  if (node.type == "embedding") {
    return {Axis::all(input.c, output.c), Axis::shifted(input.h, output.h),
            Axis::shifted(input.w, output.w)};
  }
  if (node.type == "localResponseNormalization") {
    const auto radius = static_cast<int>(std::get<double>(node.settings.at("depthRadius")));
    return {Axis::nearby(input.c, radius), Axis::shifted(input.h, output.h),
            Axis::shifted(input.w, output.w)};
  }
  if (node.type == "conv2dTranspose") {
    const Shape& weight = node.parameters[0].shape;
    const auto& strides = std::get<std::vector<double>>(node.settings.at("strides"));
    Window2d window{
        weight.h, weight.w, static_cast<int>(strides[0]), static_cast<int>(strides[1]), 1, 1, {}};
    if (std::get<std::string>(node.settings.at("padding")) == "same") {
      window.padding = same_padding(window, output);
    }
    return {
        Axis::all(input.c, output.c),
        Axis::painted(input.h, output.h, window.kernel_h, window.stride_h, window.padding.top),
        Axis::painted(input.w, output.w, window.kernel_w, window.stride_w, window.padding.left)};
  }
  const std::optional<Window2d> window = node.layer->window();
  if (!window || node.type == "zeroPadding2d") {
    const Padding padding = window ? window->padding : Padding{};
    return {Axis::shifted(input.c, output.c, maps_before),
            Axis::shifted(input.h, output.h, padding.top),
            Axis::shifted(input.w, output.w, padding.left)};
  }
  const auto maps = [&] {
    if (node.type == "locallyConnected2d") return Axis::all(input.c, output.c);
    if (reads_padding(node.type)) {
      return Axis::all(input.c, output.c, input.c / node.parameters[0].shape.c);
    }
    return Axis::shifted(input.c, output.c);
  };
  return {maps(),
          Axis::window(input.h, output.h, window->kernel_h, window->stride_h, window->dilation_h,
                       window->padding.top),
          Axis::window(input.w, output.w, window->kernel_w, window->stride_w, window->dilation_w,
                       window->padding.left)};
}

void Connections::place_weights(const Node& node, const Shape& input) {
  bias_ = {.map = 1};
  const auto plane = static_cast<std::int64_t>(input.plane_count());
  if (node.type == "dense" || node.type == "radialBasis") {
    weight_ = {.map = plane * input.c, .tap_map = plane, .tap_row = input.w, .tap_col = 1};
  } else if (node.type == "conv2dTranspose") {
    const Shape& weight = node.parameters[0].shape;
    const std::int64_t kernel = std::int64_t{weight.h} * weight.w;
    weight_ = {.map = kernel, .tap_map = kernel * weight.c, .tap_row = weight.w, .tap_col = 1};
  } else if (node.type == "locallyConnected2d") {
    const Window2d window = node.layer->window().value_or(Window2d{});
    const std::int64_t kernel = std::int64_t{window.kernel_h} * window.kernel_w;
    const std::int64_t depth = kernel * input.c;
    weight_ = {.map = depth,
               .row = depth * node.output.c * node.output.w,
               .col = depth * node.output.c,
               .tap_map = kernel,
               .tap_row = window.kernel_w,
               .tap_col = 1};
    bias_ = {.map = static_cast<std::int64_t>(node.output.plane_count()),
             .row = node.output.w,
             .col = 1};
  } else if (node.type == "subsampling2d") {
    weight_ = {.map = 1};
  } else if (reads_padding(node.type)) {
    const Shape& weight = node.parameters[0].shape;
    const std::int64_t kernel = std::int64_t{weight.h} * weight.w;
    weight_ = {.map = kernel * weight.c, .tap_map = kernel, .tap_row = weight.w, .tap_col = 1};
  }
}

bool Connections::exists(std::int64_t weight) const {
  return connected_.empty() || connected_[static_cast<std::size_t>(weight)];
}

std::int64_t Connections::weight_at(const Position& output, const Position& tap) const {
  return output.map * weight_.map + output.row * weight_.row + output.col * weight_.col +
         tap.map * weight_.tap_map + tap.row * weight_.tap_row + tap.col * weight_.tap_col;
}

void Connections::append(const Sides& sides, const Position& output, const Position& tap,
                         std::vector<Link>& links) const {
  const Position input{sides.maps.input_at(output.map, tap.map),
                       sides.rows.input_at(output.row, tap.row),
                       sides.cols.input_at(output.col, tap.col)};
  if (std::min({input.map, input.row, input.col}) == Axis::nothing) return;
  const bool outside = input.row == Axis::padding || input.col == Axis::padding;
  if (outside && !padded_) return;
  Link link{
      .output = place_of(output, sides.output_plane(), sides.cols.outputs()),
      .input = outside ? Axis::padding : place_of(input, sides.input_plane(), sides.cols.inputs())};
  if (weight_.any()) {
    const std::int64_t weight = weight_at(output, tap);
    if (!exists(weight)) return;
    link.weight = static_cast<int>(weight);
  }
  links.push_back(link);
}

std::vector<Link> Connections::read_by(int output, std::size_t index) const {
  if (flat_) return {{.output = output, .input = output}};
  const Sides& sides = sides_[index];
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
  if (flat_) return {{.output = input, .input = input}};
  const Sides& sides = sides_[index];
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
  if (!weight_.any() || !exists(weight)) return {};
  const Sides& sides = sides_[0];
  Position output;
  Position tap;
  const std::array<Coordinate, 6> coordinates = {{{weight_.map, sides.maps.outputs(), &output.map},
                                                  {weight_.row, sides.rows.outputs(), &output.row},
                                                  {weight_.col, sides.cols.outputs(), &output.col},
                                                  {weight_.tap_map, sides.maps.taps(), &tap.map},
                                                  {weight_.tap_row, sides.rows.taps(), &tap.row},
                                                  {weight_.tap_col, sides.cols.taps(), &tap.col}}};
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
  const Sides& sides = sides_[0];
  if (bias_.row != 0) return {place};
  std::vector<int> outputs(static_cast<std::size_t>(sides.output_plane()));
  int at = place * sides.output_plane();
  for (int& output : outputs) output = at++;
  return outputs;
}

bool Connections::joins_maps(int output, int input) const {
  return connected_.empty() || exists(weight_at({.map = output}, {.map = input}));
}

int Connections::bias_of(int output) const {
  return bias_.row != 0 ? output : output / sides_[0].output_plane();
}

}  // namespace receptive
