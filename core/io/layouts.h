#pragma once

#include <span>

#include "io/safetensors.h"
#include "nn/parameter_set.h"

namespace receptive {

// Weights that lie in another order than here: filters first and channels last (MLX), or filters
// last (Keras, TensorFlow, Flax). They have to be turned before they can be taken.

/// @throws FormatError where the file's remarks or names say that they lie so.
void refuse_marked_layouts(const Safetensors& file);

/// @throws FormatError where tensors have the shapes of the network's parameters as they would lie
///   so.
void refuse_other_layouts(std::span<const StoredTensor* const> tensors,
                          std::span<const ParameterName> names);

}  // namespace receptive
