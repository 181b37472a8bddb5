#pragma once

#include <string>
#include <vector>

#include "nn/arguments.h"
#include "tensor/shape.h"

namespace receptive {

/// One layer as its writer described it.
struct LayerSpec {
  std::string type;
  std::string name;                      ///< empty: named after the type
  std::vector<std::string> inputs = {};  ///< empty: the layer before it
  Values arguments = {};                 ///< everything else, by Keras's names in camelCase
  /// Uses the parameters of this earlier layer instead of its own; empty: it has its own.
  std::string weights_of = {};
  /// Whether the optimizer changes its parameters.
  bool trainable = true;
};

/// A network as plain data: nothing in it has been checked yet.
struct ModelSpec {
  Shape input;  ///< (1, C, H, W)
  std::vector<LayerSpec> layers;
};

}  // namespace receptive
