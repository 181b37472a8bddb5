#include <cstring>
#include <nlohmann/json.hpp>

#include "io/safetensors.h"
#include "io/tensor_entry.h"
#include "tensor/error.h"

namespace receptive {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t length_bytes = 8;
/// As the format's own library limits it.
constexpr std::uint64_t longest_header = 100'000'000;

struct File {
  Json header;
  std::span<const std::uint8_t> values;
};

[[noreturn]] void refuse(const std::string& expected, const std::string& found) {
  throw FormatError("model file: expected " + expected + ", found " + found);
}

File open(std::span<const std::uint8_t> bytes) {
  std::uint64_t length = 0;
  if (bytes.size() < length_bytes) {
    refuse("the length of a header", std::to_string(bytes.size()) + " bytes");
  }
  std::memcpy(&length, bytes.data(), length_bytes);
  if (length > longest_header || length > bytes.size() - length_bytes) {
    refuse("a header within the file of " + std::to_string(bytes.size()) + " bytes",
           "one of " + std::to_string(length));
  }
  const auto header_bytes = bytes.subspan(length_bytes, static_cast<std::size_t>(length));
  File file;
  file.header =
      Json::parse(header_bytes.begin(), header_bytes.end(), nullptr, /*allow_exceptions=*/false);
  if (!file.header.is_object()) refuse("a JSON header", "something else");
  file.values = bytes.subspan(length_bytes + header_bytes.size());
  return file;
}

std::string shape_text(const Json& shape) { return shape.dump(); }

/// The values of one tensor, checked against what the network wants.
std::span<const std::uint8_t> find_tensor(const File& file, const ParameterName& name) {
  const auto found = file.header.find(name.text);
  if (found == file.header.end() || !found->is_object()) {
    refuse("a tensor " + name.text, "none of that name");
  }
  const Json type = found->value("dtype", Json());
  if (type != "F32") refuse(name.text + " as F32", type.dump());
  const Json shape = found->value("shape", Json());
  if (shape != entry_shape(*name.info)) {
    refuse(name.text + " of shape " + shape_text(entry_shape(*name.info)), shape_text(shape));
  }
  const Json offsets = found->value("data_offsets", Json());
  const std::uint64_t bytes = name.info->shape.count() * sizeof(float);
  if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
      !offsets[1].is_number_unsigned()) {
    refuse(name.text + " between two offsets", offsets.dump());
  }
  const auto first = offsets[0].get<std::uint64_t>();
  const auto last = offsets[1].get<std::uint64_t>();
  if (first > last || last > file.values.size() || last - first != bytes) {
    refuse(name.text + " in " + std::to_string(bytes) + " of the file's " +
               std::to_string(file.values.size()) + " bytes of values",
           offsets.dump());
  }
  return file.values.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(bytes));
}

}  // namespace

std::map<std::string, std::string> safetensors_metadata(std::span<const std::uint8_t> bytes) {
  const File file = open(bytes);
  std::map<std::string, std::string> metadata;
  const auto found = file.header.find("__metadata__");
  if (found == file.header.end()) return metadata;
  if (!found->is_object()) refuse("__metadata__ as an object of texts", "something else");
  for (const auto& [key, value] : found->items()) {
    if (!value.is_string()) refuse("__metadata__ as an object of texts", value.dump());
    metadata[key] = value.get<std::string>();
  }
  return metadata;
}

void read_safetensors(std::span<const std::uint8_t> bytes, const Graph& graph,
                      const ParameterSet& parameters) {
  const File file = open(bytes);
  const std::vector<ParameterName> names = parameter_names(graph);
  std::vector<std::span<const std::uint8_t>> tensors;
  tensors.reserve(names.size());
  for (const ParameterName& name : names) tensors.push_back(find_tensor(file, name));
  const std::size_t others = file.header.contains("__metadata__") ? 1 : 0;
  if (file.header.size() != names.size() + others) {
    refuse(std::to_string(names.size()) + " tensors", std::to_string(file.header.size() - others));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::memcpy(parameters.views()[i].data, tensors[i].data(), tensors[i].size());
  }
  clear_unconnected(graph, parameters);
}

}  // namespace receptive
