#pragma once

#include <span>
#include <vector>

#include "io/safetensors.h"
#include "nn/parameter_set.h"

namespace receptive {

/// The tensor of each parameter in a file whose names are another program's. A layer of the network
/// and the tensors of a layer of the file ("fc1.weight", "fc1.bias": what stands before the last
/// dot) belong together when no other has these shapes, or when the names of those that have differ
/// by their numbers only ("conv2", "conv3"), which are then counted up. PyTorch's names for the
/// values of normalizations are known. Of tensors with other names each must have a shape of its
/// own.
/// @param tensors as many as there are names
/// @return nothing where that leaves a doubt.
std::vector<const StoredTensor*> match_foreign_names(std::span<const StoredTensor* const> tensors,
                                                     std::span<const ParameterName> names);

}  // namespace receptive
