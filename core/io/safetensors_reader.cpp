#include <cstring>

#include "base/error.h"
#include "base/heap_sort.h"
#include "io/safetensors_parser.h"

namespace receptive {

namespace {

constexpr std::size_t length_bytes = 8;
/// Many times that of the largest network here. The format allows 100 MB, but what a parser makes
/// of a hundred million brackets takes gigabytes.
constexpr std::uint64_t longest_header = 1'000'000;

[[noreturn]] void refuse(const std::string& expected, const std::string& found) {
  throw FormatError("model file: expected " + expected + ", found " + found);
}

/// A piece of the header as messages show it.
std::string short_text(const Json& value) {
  constexpr std::size_t most = 60;
  const std::string text = value.dump(/*ascii=*/true);
  return text.size() <= most ? text : text.substr(0, most) + "...";
}

std::span<const std::uint8_t> header_of(std::span<const std::uint8_t> file) {
  std::uint64_t length = 0;
  if (file.size() < length_bytes) {
    refuse("the length of a header", std::to_string(file.size()) + " bytes");
  }
  std::memcpy(&length, file.data(), length_bytes);
  if (length > file.size() - length_bytes) {
    refuse("a header within the file of " + std::to_string(file.size()) + " bytes",
           "one of " + std::to_string(length));
  }
  if (length > longest_header) {
    refuse("a header of at most " + std::to_string(longest_header) + " bytes",
           "one of " + std::to_string(length));
  }
  return file.subspan(length_bytes, static_cast<std::size_t>(length));
}

Json checked_metadata(const Json& value) {
  const Json* found = value.is_object() ? nullptr : &value;
  if (found == nullptr) {
    for (const Json::Member& remark : value.items()) {
      if (!remark.value.is_string()) found = &remark.value;
    }
  }
  if (found != nullptr) refuse("__metadata__ as an object of texts", short_text(*found));
  return value;
}

/// Bytes of a value; 0 for a type that is not known here.
std::uint64_t width_of(std::string_view type) {
  if (type == "BOOL" || type.starts_with("F8_")) return 1;
  for (const std::uint64_t bytes : {1U, 2U, 4U, 8U}) {
    if (type.ends_with(std::to_string(8 * bytes)) && type.size() <= 4) return bytes;
  }
  return 0;
}

/// Bytes that type and shape ask for; nothing beyond `most` is told apart.
std::uint64_t bytes_of(const StoredTensor& tensor, std::uint64_t most) {
  std::uint64_t bytes = width_of(tensor.type);
  for (const std::uint64_t extent : tensor.shape) {
    if (extent == 0) return 0;
    bytes = bytes > most / extent ? most + 1 : bytes * extent;
  }
  return bytes;
}

bool are_whole(const Json& list) {
  if (!list.is_array()) return false;
  for (const Json& number : list) {
    if (!number.is_number_unsigned()) return false;
  }
  return true;
}

StoredTensor read_tensor(const Json::Member& entry, std::span<const std::uint8_t> values) {
  StoredTensor tensor{.name = entry.name, .type = {}, .shape = {}, .bytes = {}};
  if (!entry.value.is_object()) refuse(entry.name + " as a tensor", short_text(entry.value));
  const Json type = entry.value.value("dtype", Json());
  const Json shape = entry.value.value("shape", Json());
  const Json offsets = entry.value.value("data_offsets", Json());
  if (!type.is_string()) refuse(entry.name + " with a dtype", short_text(type));
  if (!are_whole(shape)) refuse(entry.name + " with a shape", short_text(shape));
  if (!are_whole(offsets) || offsets.size() != 2) {
    refuse(entry.name + " between two offsets", short_text(offsets));
  }
  tensor.type = type.get<std::string>();
  tensor.shape = shape.get<std::vector<std::uint64_t>>();
  const auto first = offsets[0].get<std::uint64_t>();
  const auto last = offsets[1].get<std::uint64_t>();
  if (first > last || last > values.size()) {
    refuse(entry.name + " within the file's " + std::to_string(values.size()) + " bytes of values",
           short_text(offsets));
  }
  const std::uint64_t bytes = bytes_of(tensor, values.size());
  if (last - first != bytes && width_of(tensor.type) > 0) {
    refuse(entry.name + " " + short_text(shape) + " in as many bytes as its shape and " +
               short_text(type) + " say",
           std::to_string(last - first));
  }
  tensor.bytes =
      values.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
  return tensor;
}

/// Every value belongs to one tensor: nothing twice, nothing between them, nothing behind them.
void check_covered(std::span<const StoredTensor> tensors, std::span<const std::uint8_t> values) {
  std::vector<std::span<const std::uint8_t>> pieces;
  for (const StoredTensor& tensor : tensors) pieces.push_back(tensor.bytes);
  heap_sort(pieces, [](const auto& one, const auto& other) {
    return one.data() != other.data() ? one.data() < other.data() : one.size() < other.size();
  });
  const std::uint8_t* end = values.data();
  for (const auto& piece : pieces) {
    if (piece.data() != end) refuse("one tensor after the other", "a gap or an overlap");
    end = piece.data() + piece.size();
  }
  const auto behind = static_cast<std::size_t>(values.data() + values.size() - end);
  if (behind > 0) refuse("nothing behind the tensors", std::to_string(behind) + " bytes more");
}

}  // namespace

Safetensors parse_safetensors(std::span<const std::uint8_t> file) {
  const auto described = header_of(file);
  const auto values = file.subspan(length_bytes + described.size());
  const Json header =
      parse_json({reinterpret_cast<const char*>(described.data()), described.size()});
  if (!header.is_object()) refuse("a JSON header", "something else");
  Safetensors read;
  for (const Json::Member& entry : header.items()) {
    if (entry.name == "__metadata__") {
      read.metadata = checked_metadata(entry.value);
    } else {
      read.tensors.push_back(read_tensor(entry, values));
    }
  }
  check_covered(read.tensors, values);
  return read;
}

Safetensors read_safetensors(std::span<const std::uint8_t> file) {
  try {
    return parse_safetensors(file);
  } catch (const FormatError&) {
    const std::string other = what_else_it_is(file);
    if (other.empty()) throw;
    refuse("a safetensors file", other);
  }
}

}  // namespace receptive
