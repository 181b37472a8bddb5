#pragma once

#include <array>
#include <string>

#include "nn/layer.h"

namespace receptive {

/// (n, c, h, w), of which the first `ParameterInfo::rank` are meant.
std::array<int, 4> extents_of(const ParameterInfo& info);

/// The first `rank` extents as a safetensors header has them: "[16,1,5,5]".
std::string shape_text(const std::array<int, 4>& extents, int rank);

/// Those of a parameter that are meant.
std::string shape_text(const ParameterInfo& info);

}  // namespace receptive
