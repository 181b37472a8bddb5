#include "io/safetensors.h"

#include <bit>
#include <cstring>

#include "base/json.h"
#include "io/tensor_entry.h"

namespace receptive {

namespace {

static_assert(std::endian::native == std::endian::little,
              "the values are written as they lie in memory");

}  // namespace

std::vector<std::uint8_t> to_safetensors(
    const Graph& graph, const ParameterSet& parameters,
    std::span<const std::pair<std::string, std::string>> metadata) {
  Json header;
  for (const auto& [name, text] : metadata) header["__metadata__"][name] = text;
  std::size_t offset = 0;
  for (const ParameterName& name : parameter_names(graph)) {
    const std::size_t end = offset + name.info->shape.count() * sizeof(float);
    header[name.text] = {
        {"dtype", "F32"}, {"shape", entry_shape(*name.info)}, {"data_offsets", {offset, end}}};
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
  for (const TensorView& view : parameters.views()) {
    const std::size_t bytes = view.count() * sizeof(float);
    std::memcpy(next, view.data, bytes);
    next += bytes;
  }
  return file;
}

}  // namespace receptive
