#pragma once

#include <functional>
#include <string>
#include <vector>

#include "nn/model_spec.h"

namespace receptive {

/// A name that no layer has yet, made from the one that is wanted.
using NextName = std::function<std::string(const std::string& wanted)>;

/// Makes several layers of one that has no class of its own.
using Expand = std::vector<LayerSpec> (*)(const LayerSpec& layer, const NextName& next_name);

/// The layers that one layer of a specification stands for, each with a name. The first carries the
/// layer's own name, the last is what others read by that name.
///
/// An `activation` becomes a layer of its own behind the one that takes it; how else a layer is
/// taken apart is told by its file in nn/layers/.
/// @throws SpecError when an argument is missing or not allowed.
std::vector<LayerSpec> expand(LayerSpec layer, const NextName& next_name);

}  // namespace receptive
