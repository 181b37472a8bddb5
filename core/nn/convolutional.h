#pragma once

#include "nn/graph.h"
#include "nn/model_spec.h"
#include "nn/parameter_set.h"

namespace receptive {

/// The network that slides `spec` over a larger picture (cs231n, "Converting fully-connected layers
/// to convolutional layers").
///
/// A dense layer behind a map (C, H, W) becomes a conv2d with windows of HxW, one behind a vector a
/// 1x1 convolution, and global pooling becomes pooling with windows of HxW. Everything keeps its
/// name, so that parameters correspond one to one and stand in memory in the same order: weight
/// (units, C*H*W) as (units, C, H, W). Each output position then holds what `spec` answers for the
/// crop that begins at its stride (`receptive_fields`) times the position.
///
/// - `flatten` and a reshape to a vector disappear.
/// - A softmax at the end disappears, because it is over all values of an example and would mix the
///   positions: the answer is scores. Anywhere else it is refused.
/// - Padding 'same' becomes the numbers that it stands for on the small picture.
/// - Where a window hangs over the edge of a map (padding, ceilMode), a crop sees the edge and the
///   larger picture what lies beyond it, so that values near the edges of the field differ.
///
/// @param larger_input (1, C, H, W), as many channels as `spec.input` and no side smaller.
/// @throws SpecError when `spec` cannot be built or a layer of it is bound to one size.
/// @throws ArgumentError when `larger_input` does not fit.
ModelSpec to_convolutional(const ModelSpec& spec, const Shape& larger_input);

/// Copies every parameter of `to` from the one of the same name in `from`, value by value.
/// @throws ArgumentError when there is none or it has another number of values.
void copy_parameters(const Graph& from_graph, const ParameterSet& from, const Graph& to_graph,
                     const ParameterSet& to);

}  // namespace receptive
