#include "nn/convolutional.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.h"
#include "nn/expansion.h"
#include "nn/layers.h"

namespace receptive {

namespace {

/// What stands in the converted network for a layer of the small one.
struct Standing {
  std::string name;
  Shape map;          ///< (1, C, H, W) on the small picture, as it was before any flattening
  bool flat = false;  ///< the small network has it as a vector, the converted one as a map
};

const std::map<std::string, std::string>& sliding_pools() {
  static const std::map<std::string, std::string> table = {
      {"globalAveragePooling2d", "averagePooling2d"},
      {"globalMaxPooling1d", "maxPooling2d"},
      {"globalMaxPooling2d", "maxPooling2d"},
  };
  return table;
}

[[noreturn]] void refuse(const LayerSpec& layer, const std::string& expected) {
  throw SpecError(layer.name + ": type: expected " + expected + ", found '" + layer.type + "'");
}

bool is_softmax(const LayerSpec& layer) {
  const auto found = layer.arguments.find("activation");
  return layer.type == "softmax" ||
         (found != layer.arguments.end() && found->second == Value{std::string("softmax")});
}

/// Treats every value by itself, so that it does not matter whether they are a vector or a map.
bool acts_on_single_values(const std::string& type) {
  const std::vector<std::string> activations = activation_types();
  return type == "dropout" ||
         (type != "softmax" && std::ranges::find(activations, type) != activations.end());
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
      const Node& node = small_.nodes()[next_node_];
      layer.name = node.name;
      if (is_softmax(layer) && i + 1 < spec.layers.size()) {
        refuse(layer, "softmax at the end only");
      }
      const std::size_t end = next_node_ + count_nodes(layer);
      last_ = convert(layer, node);
      // The layers that it was expanded to can be read by their names too.
      for (; next_node_ < end; ++next_node_) {
        const Node& part = small_.nodes()[next_node_];
        standings_[part.name] = {.name = part.name, .map = part.output};
      }
      standings_[layer.name] = last_;
    }
    return std::move(layers_);
  }

 private:
  static std::size_t count_nodes(const LayerSpec& layer) {
    const NextName any = [](const std::string& wanted) { return wanted; };
    return expand(layer, any).size();
  }

  Standing convert(LayerSpec layer, const Node& node) {
    const std::vector<Standing> inputs = take_inputs(layer);
    const Standing& input = inputs[0];
    if (layer.type == "softmax") return input;
    if (is_softmax(layer)) layer.arguments.erase("activation");
    if (layer.type == "flatten" || (layer.type == "reshape" && node.output.plane_count() == 1)) {
      return {.name = input.name, .map = input.map, .flat = true};
    }
    Standing result{.name = layer.name, .map = node.output};
    if (layer.type == "dense") {
      make_convolution(layer, input.map);
    } else if (sliding_pools().contains(layer.type) && !input.flat) {
      make_sliding_pool(layer, input.map);
    } else {
      if (node.layer->reads_whole_input() || node.layer->only_reshapes() ||
          layer.type == "locallyConnected2d") {
        refuse(layer, "a layer that can slide over a larger picture");
      }
      if (std::ranges::any_of(inputs, &Standing::flat)) {
        result.map = map_of_vectors(layer, inputs);
        result.flat = true;
      }
      fix_padding(layer, node);
    }
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

  static void make_convolution(LayerSpec& layer, const Shape& map) {
    layer.type = "conv2d";
    auto units = layer.arguments.extract("units");
    units.key() = "filters";
    layer.arguments.insert(std::move(units));
    layer.arguments["kernelSize"] =
        std::vector<double>{static_cast<double>(map.h), static_cast<double>(map.w)};
  }

  static void make_sliding_pool(LayerSpec& layer, const Shape& map) {
    layer.type = sliding_pools().at(layer.type);
    layer.arguments["poolSize"] =
        std::vector<double>{static_cast<double>(map.h), static_cast<double>(map.w)};
    layer.arguments["strides"] = 1.0;
  }

  /// The map that flattened inputs come to when the layer works on their maps instead.
  static Shape map_of_vectors(const LayerSpec& layer, const std::vector<Standing>& inputs) {
    Shape map = inputs[0].map;
    if (layer.type == "concatenate" || layer.type == "add") {
      // Joined maps are flattened in the same order as flattened maps are joined.
      const bool joins_channels = layer.type == "concatenate";
      for (const Standing& input : std::span(inputs).subspan(1)) {
        const bool fits = input.map.h == map.h && input.map.w == map.w &&
                          (joins_channels || input.map.c == map.c);
        if (!fits) refuse(layer, "flattened inputs from maps of one size");
        if (joins_channels) map.c += input.map.c;
      }
      return map;
    }
    if (!acts_on_single_values(layer.type)) {
      refuse(layer, "only activations, dropout and dense layers behind flatten");
    }
    return map;
  }

  /// With a stride, 'same' stands for numbers that depend on the size of the picture.
  static void fix_padding(LayerSpec& layer, const Node& node) {
    const auto padding = layer.arguments.find("padding");
    const auto window = node.layer->window();
    if (padding == layer.arguments.end() || !window ||
        padding->second != Value{std::string("same")} ||
        (window->stride_h == 1 && window->stride_w == 1)) {
      return;
    }
    const Padding& sides = window->padding;
    std::vector<double> numbers{static_cast<double>(sides.left), static_cast<double>(sides.right)};
    if (layer.type != "conv1d") {
      numbers.insert(numbers.begin(),
                     {static_cast<double>(sides.top), static_cast<double>(sides.bottom)});
    }
    padding->second = std::move(numbers);
  }

  Graph small_;
  std::size_t next_node_ = 0;
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
