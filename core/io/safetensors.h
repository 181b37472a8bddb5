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
  std::string_view name;
  std::string type;                     ///< "F32", "BF16", "I64", ...
  std::string shape;                    ///< as JSON: "[16,1,5,5]"; "[]" for a single number
  std::span<const std::uint8_t> bytes;  ///< within the file
};

/// A file in the safetensors format: 8 bytes of header length, a JSON header, then the values of
/// one tensor after the other, all little-endian.
class Safetensors {
 public:
  /// Takes no memory but for the header, whose length is checked before. Every byte behind the
  /// header belongs to one tensor, which has as many as its type and shape say.
  /// @param file must live as long.
  /// @throws FormatError that says what was expected and what was found, or what else the file is.
  explicit Safetensors(std::span<const std::uint8_t> file);
  // Tensors point into the header.
  Safetensors(const Safetensors&) = delete;
  Safetensors& operator=(const Safetensors&) = delete;
  ~Safetensors() = default;

  /// In the order of the header.
  [[nodiscard]] std::span<const StoredTensor> tensors() const { return tensors_; }
  /// `__metadata__`, an object of texts.
  [[nodiscard]] const Json& metadata() const { return metadata_; }

 private:
  Safetensors() = default;
  void read(std::span<const std::uint8_t> file);
  static bool is_whole(std::span<const std::uint8_t> file);
  static bool is_text_copy(std::span<const std::uint8_t> file);
  void add(const Json::Member& entry, std::span<const std::uint8_t> values);

  Json header_;
  Json metadata_ = Json::object();
  std::vector<StoredTensor> tensors_;
};

}  // namespace receptive
