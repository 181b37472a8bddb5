#include "io/safetensors.h"

#include <cstring>

#include "base/error.h"
#include "io/refuse_file.h"

namespace receptive {

namespace {

constexpr std::size_t length_bytes = 8;
/// Many times that of the largest network here. The format allows 100 MB, but what a parser makes
/// of a hundred million brackets takes gigabytes.
constexpr std::uint64_t longest_header = 1'000'000;

/// A piece of the header as messages show it.
std::string short_text(const Json& value) {
  constexpr std::size_t most = 60;
  std::string text = value.dump(/*ascii=*/true);
  if (text.size() > most) text.replace(most, text.size(), "...");
  return text;
}

std::span<const std::uint8_t> header_of(std::span<const std::uint8_t> file) {
  std::uint64_t length = 0;
  const std::string all = std::to_string(file.size());
  if (file.size() < length_bytes) refuse_file({"the length of a header, found ", all, " bytes"});
  std::memcpy(&length, file.data(), length_bytes);
  const std::string found = std::to_string(length);
  if (length > file.size() - length_bytes) {
    refuse_file({"a header within the file of ", all, " bytes, found one of ", found});
  }
  if (length > longest_header) {
    refuse_file({"a header of at most 1000000 bytes, found one of ", found});
  }
  return file.subspan(length_bytes, static_cast<std::size_t>(length));
}

void check_metadata(const Json& value) {
  const Json* wrong = value.is_object() ? nullptr : &value;
  if (wrong == nullptr) {
    for (const Json::Member& remark : value.items()) {
      if (!remark.value.is_string()) wrong = &remark.value;
    }
  }
  if (wrong != nullptr) {
    refuse_file({"__metadata__ as an object of texts, found ", short_text(*wrong)});
  }
}

/// Bytes of a value; 0 for a type that is not known here.
std::uint64_t width_of(std::string_view type) {
  if (type == "BOOL" || type.starts_with("F8_")) return 1;
  if (type.size() > 4) return 0;
  if (type.ends_with("64")) return 8;
  if (type.ends_with("32")) return 4;
  if (type.ends_with("16")) return 2;
  return type.ends_with("8") ? 1 : 0;
}

/// Bytes that type and shape ask for; nothing beyond `most` is told apart.
std::uint64_t bytes_of(std::uint64_t width, const Json& shape, std::uint64_t most) {
  std::uint64_t bytes = width;
  for (const Json& number : shape) {
    const auto extent = number.get<std::uint64_t>();
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

/// Every value belongs to one tensor: nothing twice, nothing between them, nothing behind them.
void check_covered(std::span<const StoredTensor> tensors, std::span<const std::uint8_t> values) {
  std::size_t left = 0;
  for (const StoredTensor& tensor : tensors) left += tensor.bytes.empty() ? 0U : 1U;
  // From one end to the next beginning. (Mostly they come in their order.)
  const std::uint8_t* end = values.data();
  std::size_t at = 0;
  for (std::size_t tried = 0; left > 0 && tried < tensors.size(); ++tried) {
    const auto& bytes = tensors[at++ % tensors.size()].bytes;
    if (bytes.empty() || bytes.data() != end) continue;
    end += bytes.size();
    tried = 0;
    --left;
  }
  if (left > 0) refuse_file({"one tensor after the other, found a gap or an overlap"});
  const auto behind = static_cast<std::size_t>(values.data() + values.size() - end);
  if (behind > 0) {
    refuse_file({"nothing behind the tensors, found ", std::to_string(behind), " bytes more"});
  }
}

}  // namespace

void refuse_file(std::initializer_list<std::string_view> pieces) {
  std::string sentence = "model file: expected ";
  for (const std::string_view piece : pieces) sentence += piece;
  throw FormatError(sentence);
}

void Safetensors::add(const Json::Member& entry, std::span<const std::uint8_t> values) {
  const auto& [name, value] = entry;
  const auto expect = [&](bool is_right, const char* expected, const Json& found) {
    if (!is_right) refuse_file({name, expected, ", found ", short_text(found)});
  };
  expect(value.is_object(), " as a tensor", value);
  const Json nothing;
  const auto part = [&](const char* wanted) -> const Json& {
    const auto found = value.find(wanted);
    return found == value.end() ? nothing : *found;
  };
  const Json& type = part("dtype");
  const Json& shape = part("shape");
  const Json& offsets = part("data_offsets");
  expect(type.is_string(), " with a dtype", type);
  expect(are_whole(shape), " with a shape", shape);
  expect(are_whole(offsets) && offsets.size() == 2, " between two offsets", offsets);
  const auto first = offsets[0].get<std::uint64_t>();
  const auto last = offsets[1].get<std::uint64_t>();
  expect(first <= last && last <= values.size(), " within the file's values", offsets);
  StoredTensor& tensor = tensors_.emplace_back();
  tensor.name = name;
  tensor.type = type.get<std::string>();
  tensor.shape = shape.dump();
  tensor.bytes =
      values.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
  const std::uint64_t width = width_of(tensor.type);
  if (width > 0 && last - first != bytes_of(width, shape, values.size())) {
    refuse_file({name, " in as many bytes as ", tensor.type, " ", short_text(shape),
                 " takes, found ", std::to_string(last - first)});
  }
}

void Safetensors::read(std::span<const std::uint8_t> file) {
  const auto described = header_of(file);
  const auto values = file.subspan(length_bytes + described.size());
  header_ = parse_json({reinterpret_cast<const char*>(described.data()), described.size()});
  if (!header_.is_object()) refuse_file({"a JSON header, found something else"});
  for (const Json::Member& entry : header_.items()) {
    if (entry.name == "__metadata__") {
      check_metadata(entry.value);
      metadata_ = entry.value;
    } else {
      add(entry, values);
    }
  }
  check_covered(tensors_, values);
}

}  // namespace receptive
