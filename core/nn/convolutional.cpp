#include "nn/convolutional.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.h"
#include "nn/expansion.h"

namespace receptive {

namespace {

/// What stands in the converted network for a layer of the small one.
struct Standing {
  std::string name;
  Shape map;          ///< (1, C, H, W) on the small picture, as it was before any flattening
  bool flat = false;  ///< the small network has it as a vector, the converted one as a map
};

[[noreturn]] void refuse(const LayerSpec& layer, const std::string& expected) {
  throw SpecError(layer.name + ": type: expected " + expected + ", found '" + layer.type + "'");
}

class Conversion {
 public:
  explicit Conversion(const ModelSpec& spec) : small_(spec) {
    standings_["input"] = {.name = "input", .map = small_.input()};
  }

  [[nodiscard]] const Graph& small() const { return small_; }

  std::vector<LayerSpec> convert(const ModelSpec& spec) {
    for (std::size_t i = 0; i < spec.layers.size(); ++i) {
      LayerSpec layer = spec.layers[i];
      const int first = next_node_;
      layer.name = node_at(first).name;
      const int end = first + count_nodes(layer);
      const Layer& last = *node_at(end - 1).layer;
      const bool at_end = last.slid(layer.arguments, {}).way == Slid::Way::at_end;
      if (at_end && i + 1 < spec.layers.size()) refuse(layer, "softmax at the end only");
      // As a layer of its own, or as the `activation` of another.
      if (at_end) layer.arguments.erase("activation");
      last_ = convert(layer, first);
      // The layers that it was expanded to can be read by their names too.
      for (; next_node_ < end; ++next_node_) {
        const Node& part = node_at(next_node_);
        standings_[part.name] = {.name = part.name, .map = part.output};
      }
      standings_[layer.name] = last_;
    }
    return std::move(layers_);
  }

 private:
  [[nodiscard]] const Node& node_at(int index) const {
    return small_.nodes()[static_cast<std::size_t>(index)];
  }
  static int count_nodes(const LayerSpec& layer) {
    const NextName any = [](const std::string& wanted) { return wanted; };
    return static_cast<int>(expand(layer, any).size());
  }

  /// @param index of the node that bears the layer's name
  Standing convert(LayerSpec layer, int index) {
    const Node& node = node_at(index);
    const std::vector<Standing> inputs = take_inputs(layer);
    const Standing& input = inputs[0];
    Slid slid = node.layer->slid(layer.arguments, input.map);
    switch (slid.way) {
      case Slid::Way::at_end:
        return input;
      case Slid::Way::flattens:
        return {.name = input.name, .map = input.map, .flat = true};
      case Slid::Way::bound:
        refuse(layer, "a layer that can slide over a larger picture");
      case Slid::Way::along:
        break;
    }
    Standing result{.name = layer.name, .map = node.output};
    if (std::ranges::any_of(inputs, &Standing::flat)) {
      if (!slid.takes_vectors) {
        refuse(layer, "only activations, dropout and dense layers behind flatten");
      }
      if (slid.type.empty()) {
        result.map = map_of_vectors(layer, index, inputs);
        result.flat = true;
      }
    }
    if (!slid.type.empty()) layer.type = slid.type;
    layer.arguments = std::move(slid.arguments);
    layers_.push_back(std::move(layer));
    return result;
  }

  /// Writes out whom the layer reads, because the one before it may have disappeared.
  std::vector<Standing> take_inputs(LayerSpec& layer) const {
    std::vector<Standing> inputs;
    inputs.reserve(layer.inputs.size() + 1);
    for (const std::string& name : layer.inputs) inputs.push_back(standings_.at(name));
    if (inputs.empty()) inputs.push_back(last_);
    layer.inputs.clear();
    layer.inputs.reserve(inputs.size());
    for (const Standing& input : inputs) layer.inputs.push_back(input.name);
    return inputs;
  }

  /// The map that flattened inputs come to when the layer works on their maps instead. Joined maps
  /// are flattened in the same order as flattened maps are joined.
  [[nodiscard]] Shape map_of_vectors(const LayerSpec& layer, int index,
                                     const std::vector<Standing>& inputs) const {
    const Reading reading = small_.reading_of(index);
    Shape map = inputs[0].map;
    for (std::size_t i = 1; i < inputs.size(); ++i) {
      const Shape& other = inputs[i].map;
      const bool behind = reading.sides[i].maps.offset() > 0;
      const bool fits = other.h == map.h && other.w == map.w && (behind || other.c == map.c);
      if (!fits) refuse(layer, "flattened inputs from maps of one size");
      if (behind) map.c += other.c;
    }
    return map;
  }

  Graph small_;
  int next_node_ = 0;
  std::map<std::string, Standing> standings_;
  Standing last_ = {.name = "input", .map = small_.input()};
  std::vector<LayerSpec> layers_;
};

}  // namespace

ModelSpec to_convolutional(const ModelSpec& spec, const Shape& larger_input) {
  Conversion conversion(spec);
  const Shape& small = conversion.small().input();
  if (larger_input.c != small.c || larger_input.h < small.h || larger_input.w < small.w) {
    throw ArgumentError("larger input: expected " + std::to_string(small.c) +
                        " channels of at least " + std::to_string(small.h) + "x" +
                        std::to_string(small.w) + ", found " + example_text(larger_input));
  }
  ModelSpec larger{.input = larger_input.with_examples(1), .layers = conversion.convert(spec)};
  const Graph checked(larger);
  return larger;
}

void copy_parameters(const Graph& from_graph, const ParameterSet& from, const Graph& to_graph,
                     const ParameterSet& to) {
  const std::vector<ParameterName> sources = parameter_names(from_graph);
  for (const ParameterName& target : parameter_names(to_graph)) {
    const auto source = std::ranges::find(sources, target.text, &ParameterName::text);
    const std::size_t expected = target.info->shape.count();
    if (source == sources.end() || source->info->shape.count() != expected) {
      throw ArgumentError(
          target.text + ": expected " + std::to_string(expected) +
          " values in the other network, found " +
          (source == sources.end() ? "none" : std::to_string(source->info->shape.count())));
    }
    std::ranges::copy(from.views()[static_cast<std::size_t>(source->index)].values(),
                      to.views()[static_cast<std::size_t>(target.index)].data);
  }
}

}  // namespace receptive
