#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/decimal.h"
#include "base/error.h"
#include "base/heap_sort.h"
#include "base/json.h"
#include "io/safetensors.h"
#include "io/tensor_entry.h"

namespace receptive {

namespace {

constexpr std::size_t length_bytes = 8;
/// Many times that of the largest network here. The format allows 100 MB, but what a parser makes
/// of a hundred million brackets takes gigabytes.
constexpr std::uint64_t longest_header = 1'000'000;

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
  if (length > bytes.size() - length_bytes) {
    refuse("a header within the file of " + std::to_string(bytes.size()) + " bytes",
           "one of " + std::to_string(length));
  }
  if (length > longest_header) {
    refuse("a header of at most " + std::to_string(longest_header) + " bytes",
           "one of " + std::to_string(length));
  }
  const auto header_bytes = bytes.subspan(length_bytes, static_cast<std::size_t>(length));
  File file;
  file.header =
      parse_json({reinterpret_cast<const char*>(header_bytes.data()), header_bytes.size()});
  if (!file.header.is_object()) refuse("a JSON header", "something else");
  file.values = bytes.subspan(length_bytes + header_bytes.size());
  return file;
}

/// A piece of the header as messages show it.
std::string short_text(const Json& value) {
  constexpr std::size_t most = 60;
  const std::string text = value.dump(/*ascii=*/true);
  return text.size() <= most ? text : text.substr(0, most) + "...";
}

/// The values of one tensor, checked against what the network wants.
std::span<const std::uint8_t> find_tensor(const File& file, const ParameterName& name) {
  const auto found = file.header.find(name.text);
  if (found == file.header.end() || !found->is_object()) {
    refuse("a tensor " + name.text, "none of that name");
  }
  const Json type = found->value("dtype", Json());
  if (type != "F32") refuse(name.text + " as F32", short_text(type));
  const Json shape = found->value("shape", Json());
  if (shape != entry_shape(*name.info)) {
    refuse(name.text + " of shape " + short_text(entry_shape(*name.info)), short_text(shape));
  }
  const Json offsets = found->value("data_offsets", Json());
  const std::uint64_t bytes = name.info->shape.count() * sizeof(float);
  if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() ||
      !offsets[1].is_number_unsigned()) {
    refuse(name.text + " between two offsets", short_text(offsets));
  }
  const auto first = offsets[0].get<std::uint64_t>();
  const auto last = offsets[1].get<std::uint64_t>();
  if (first > last || last > file.values.size() || last - first != bytes) {
    refuse(name.text + " in " + std::to_string(bytes) + " of the file's " +
               std::to_string(file.values.size()) + " bytes of values",
           short_text(offsets));
  }
  return file.values.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(bytes));
}

/// Every value belongs to one tensor: nothing twice, nothing between them, nothing behind them.
void check_covered(const File& file, std::vector<std::span<const std::uint8_t>> tensors) {
  heap_sort(tensors, [](const auto& one, const auto& other) { return one.data() < other.data(); });
  const std::uint8_t* end = file.values.data();
  for (const auto& tensor : tensors) {
    if (tensor.data() != end) refuse("one tensor after the other", "a gap or an overlap");
    end = tensor.data() + tensor.size();
  }
  const auto behind = static_cast<std::size_t>(file.values.data() + file.values.size() - end);
  if (behind > 0) refuse("nothing behind the tensors", std::to_string(behind) + " bytes more");
}

void check_finite(const ParameterName& name, std::span<const std::uint8_t> tensor) {
  for (std::size_t at = 0; at < tensor.size(); at += sizeof(float)) {
    float value = 0.0F;
    std::memcpy(&value, tensor.data() + at, sizeof value);
    if (!std::isfinite(value)) {
      refuse(name.text + " of finite numbers",
             fixed_text(value, 6) + " at position " + std::to_string(at / sizeof(float)));
    }
  }
}

}  // namespace

std::map<std::string, std::string> safetensors_metadata(std::span<const std::uint8_t> bytes) {
  const File file = open(bytes);
  std::map<std::string, std::string> metadata;
  const auto found = file.header.find("__metadata__");
  if (found == file.header.end()) return metadata;
  if (!found->is_object()) refuse("__metadata__ as an object of texts", "something else");
  for (const auto& [key, value] : found->items()) {
    if (!value.is_string()) refuse("__metadata__ as an object of texts", short_text(value));
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
  check_covered(file, tensors);
  for (std::size_t i = 0; i < names.size(); ++i) check_finite(names[i], tensors[i]);
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::memcpy(parameters.views()[i].data, tensors[i].data(), tensors[i].size());
  }
  clear_unconnected(graph, parameters);
}

}  // namespace receptive
