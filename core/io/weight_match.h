#pragma once

#include <span>
#include <vector>

#include "io/safetensors.h"
#include "nn/parameter_set.h"

namespace receptive {

/// Behind a parameter's name where a file holds, beside the weights that answer (an average of
/// them), those that training goes on from.
constexpr std::string_view trained_suffix = ".trained";

/// Which tensors of a file the parameters of a network take their values from.
struct WeightMatch {
  std::vector<const StoredTensor*> answering;  ///< one for each parameter, in the network's order
  std::vector<const StoredTensor*> trained;    ///< the same; empty where the file has none
  std::vector<const StoredTensor*> left_out;   ///< hold no weights: counters, empty tensors
  bool own_names = true;                       ///< each tensor has its parameter's name
};

/// By name where the file has the network's own names. Else a layer of the network and the tensors
/// of a layer of the file ("fc1.weight", "fc1.bias": what stands before the last dot) belong
/// together when no other has these shapes, or when the names of those that have differ by their
/// numbers only ("conv2", "conv3"), which are then counted up. PyTorch's names for the values of
/// normalizations are known. Of tensors with other names each must have a shape of its own.
/// @throws FormatError when that leaves a doubt, telling the file's tensors and the network's; when
///   the layout is MLX's or Keras's; when a value is not finite as float32, or a variance below 0.
WeightMatch match_weights(const Safetensors& file, const Graph& graph);

/// Copies the values of tensors that were matched. Cannot fail.
void take_weights(std::span<const StoredTensor* const> tensors, const Graph& graph,
                  const ParameterSet& parameters);

}  // namespace receptive
