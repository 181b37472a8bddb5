#include "nn/expansion.h"

#include <utility>

#include "nn/layers.h"

namespace receptive {

namespace {

/// Takes `activation` out of a layer's arguments and returns what it says, "linear" without one.
std::string take_activation(LayerSpec& layer) {
  const auto found = layer.arguments.find("activation");
  if (found == layer.arguments.end() || !takes_activation(layer.type)) return "linear";
  std::vector<std::string> allowed = activation_types();
  allowed.emplace_back("linear");
  Arguments reader(layer.name, {*found});
  std::string type = reader.choice("activation", allowed, "linear");
  layer.arguments.erase(found);
  return type;
}

}  // namespace

std::vector<LayerSpec> expand(LayerSpec layer, const NextName& next_name) {
  if (const Expand take_apart = expansion_of(layer.type)) return take_apart(layer, next_name);
  const std::string activation = take_activation(layer);
  std::vector<LayerSpec> layers{std::move(layer)};
  if (activation != "linear") {
    const std::string& name = layers[0].name;
    layers.push_back(
        {.type = activation, .name = next_name(name + "_" + activation), .inputs = {name}});
  }
  return layers;
}

}  // namespace receptive
