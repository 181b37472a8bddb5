#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "nn/graph.h"
#include "nn/parameter_set.h"

namespace receptive {

/// The parameters as a safetensors file: 8 bytes of header length (little-endian), a JSON header
/// {"conv2d.weight": {dtype: "F32", shape, data_offsets}, ...}, then the values, little-endian.
/// PyTorch, NumPy and others read it (huggingface/safetensors, "Format").
/// @param metadata kept under "__metadata__", text by name.
std::vector<std::uint8_t> to_safetensors(
    const Graph& graph, const ParameterSet& parameters,
    std::span<const std::pair<std::string, std::string>> metadata);

}  // namespace receptive
