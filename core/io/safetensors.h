#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace receptive {

/// A tensor as a safetensors file holds it.
struct StoredTensor {
  std::string name;
  std::string type;                     ///< "F32", "BF16", "I64", ...
  std::vector<std::uint64_t> shape;     ///< empty: a single number
  std::span<const std::uint8_t> bytes;  ///< within the file
};

/// A file in the safetensors format: 8 bytes of header length, a JSON header, then the values of
/// one tensor after the other, all little-endian.
struct Safetensors {
  Json metadata = Json::object();  ///< `__metadata__`, an object of texts
  std::vector<StoredTensor> tensors;
};

/// Takes no memory but for the header, whose length is checked before. Every byte behind the header
/// belongs to one tensor, which has as many as its type and shape say.
/// @throws FormatError that says what was expected and what was found, or what else the file is.
Safetensors read_safetensors(std::span<const std::uint8_t> file);

/// Float32 values to be written under a name.
struct NamedValues {
  std::string name;
  Json shape;
  std::span<const float> values;
};

/// @param metadata an object of texts.
std::vector<std::uint8_t> write_safetensors(const Json& metadata,
                                            std::span<const NamedValues> tensors);

/// As messages list it: "conv1.weight [16,1,5,5]".
std::string tensor_text(std::string_view name, const Json& shape);
std::string tensor_text(const StoredTensor& tensor);

}  // namespace receptive
