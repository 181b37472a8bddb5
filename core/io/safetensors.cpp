#include "io/safetensors.h"

#include <bit>
#include <cstring>

namespace receptive {

static_assert(std::endian::native == std::endian::little,
              "the values are written as they lie in memory");

std::vector<std::uint8_t> write_safetensors(const Json& metadata,
                                            std::span<const NamedValues> tensors) {
  Json header = Json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::size_t offset = 0;
  for (const NamedValues& tensor : tensors) {
    const std::size_t end = offset + tensor.values.size_bytes();
    header[tensor.name] = {
        {"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = header.dump();
  // The values begin at a multiple of 8 bytes, as the format asks for.
  text.resize((text.size() + 7) / 8 * 8, ' ');

  std::vector<std::uint8_t> file(8 + text.size() + offset);
  const auto length = static_cast<std::uint64_t>(text.size());
  std::memcpy(file.data(), &length, sizeof length);
  std::memcpy(file.data() + 8, text.data(), text.size());
  std::uint8_t* next = file.data() + 8 + text.size();
  for (const NamedValues& tensor : tensors) {
    if (!tensor.values.empty()) {
      std::memcpy(next, tensor.values.data(), tensor.values.size_bytes());
    }
    next += tensor.values.size_bytes();
  }
  return file;
}

std::string tensor_text(std::string_view name, const Json& shape) {
  return std::string(name) + " " + shape.dump();
}

std::string tensor_text(const StoredTensor& tensor) {
  return tensor_text(tensor.name, Json(tensor.shape));
}

}  // namespace receptive
