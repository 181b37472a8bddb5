#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "nn/parameter_set.h"

namespace receptive {

/// The parameters in the safetensors format (8 bytes of header length, a JSON header, the values as
/// little-endian float32), each under its name ("conv2d.weight") with the shape that is meant.
/// @param metadata texts for the header's `__metadata__`: preset, seed, what it reached.
std::vector<std::uint8_t> to_safetensors(
    const Graph& graph, const ParameterSet& parameters,
    std::span<const std::pair<std::string, std::string>> metadata);

/// The `__metadata__` of a safetensors file.
/// @throws FormatError when the file is not what it claims to be.
std::map<std::string, std::string> safetensors_metadata(std::span<const std::uint8_t> file);

/// Copies the tensors of a file into the parameters of their names. Nothing is changed unless all
/// of them are there, with the network's shapes, as finite float32, one after the other, and
/// nothing else is.
/// @throws FormatError that says what was expected and what was found.
void read_safetensors(std::span<const std::uint8_t> file, const Graph& graph,
                      const ParameterSet& parameters);

}  // namespace receptive
