#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "io/safetensors.h"

namespace receptive {

/// Whether values of this type can be weights here: F32, F16, BF16 or F64.
bool is_weight_type(std::string_view type);

/// Whether such a type holds whole numbers or truths, which count or choose and weigh nothing.
bool is_whole_type(std::string_view type);

/// Checks that every value of a tensor of a weights' type is finite as float32, and at least 0
/// where the parameter is never negative.
/// @throws FormatError that names the first one that is not.
void check_values(const StoredTensor& tensor, bool never_negative);

/// The values as float32: F16 and BF16 exactly, F64 rounded to the nearest.
/// @param values as many as the tensor has.
void widen(const StoredTensor& tensor, std::span<float> values);

}  // namespace receptive
