#include "nn/expansion.h"

#include <utility>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"

namespace receptive {

namespace {

/// Takes `activation` out of the arguments of a layer that has one, and returns what it says.
std::string_view take_activation(LayerSpec& layer, const Declaration& declaration) {
  const char* name = declared::activation.name;
  const auto found = layer.arguments.find(name);
  if (found == layer.arguments.end() || find_argument(declaration, name) == nullptr)
    return "linear";
  Arguments reader(layer.name, declaration, {*found});
  layer.arguments.erase(found);
  return reader.choice(name);
}

}  // namespace

std::vector<LayerSpec> expand(LayerSpec layer, const NextName& next_name) {
  const LayerKind* kind = find_layer_kind(layer.type);
  if (kind == nullptr) return {std::move(layer)};
  if (kind->expand != nullptr) return kind->expand(layer, next_name);
  const std::string activation(take_activation(layer, kind->declaration));
  std::vector<LayerSpec> layers{std::move(layer)};
  if (activation != "linear") {
    const std::string& name = layers[0].name;
    layers.push_back(
        {.type = activation, .name = next_name(name + "_" + activation), .inputs = {name}});
  }
  return layers;
}

}  // namespace receptive
