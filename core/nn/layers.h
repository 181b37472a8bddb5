#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/declaration.h"
#include "nn/arguments.h"
#include "nn/expansion.h"
#include "nn/layer.h"

namespace receptive {

/// Shapes of one example (n = 1) each.
using LayerInputs = std::span<const Shape>;

/// A type of layer: what is told of it, and how one is made. Each stands in the layer's file in
/// nn/layers/ and has a line in the catalogue, layers.cpp.
struct LayerKind {
  Declaration declaration;
  std::unique_ptr<Layer> (*make)(Arguments&, LayerInputs) = nullptr;
  /// Of a layer that has no class of its own: the layers that it stands for.
  Expand expand = nullptr;
};

/// The catalogue, in the order in which people are shown layers.
std::span<const LayerKind* const> layer_kinds();

/// The kind of this name, or nullptr.
const LayerKind* find_layer_kind(std::string_view type);

/// Makes the layer `type` for inputs of these example shapes.
/// @param name what messages call it
/// @param settings gets what was read, defaults included
/// @throws SpecError when the type is unknown or the arguments do not fit the inputs.
std::unique_ptr<Layer> make_layer(const std::string& type, const std::string& name,
                                  const Values& arguments, LayerInputs inputs, Values& settings);

/// The names that `make_layer` knows, in alphabetical order.
std::vector<std::string> layer_types();

/// The names that a layer's `activation` argument takes besides 'linear'.
std::vector<std::string> activation_types();

}  // namespace receptive
