#pragma once

#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

// Safetensors files as other programs write them, byte by byte and without the writer of the core.

namespace receptive::testing {

/// A file with this header and these bytes behind it.
inline std::vector<std::uint8_t> file_of(std::string_view header,
                                         const std::vector<std::uint8_t>& values) {
  std::vector<std::uint8_t> file(8);
  const std::uint64_t length = header.size();
  std::memcpy(file.data(), &length, sizeof length);
  file.insert(file.end(), header.begin(), header.end());
  file.insert(file.end(), values.begin(), values.end());
  return file;
}

/// A tensor to be written.
struct Entry {
  std::string name;
  std::vector<int> shape;
  std::string type = "F32";
};

/// Bytes of a value of a type.
inline std::size_t width_of(std::string_view type) {
  if (type.ends_with("64")) return 8;
  if (type.ends_with("32")) return 4;
  return type.ends_with("16") ? 2 : 1;
}

/// A file of tensors one after the other, whose values are 1, 2, 3, ... (float32; others are
/// zeros).
inline std::vector<std::uint8_t> file_of(const std::vector<Entry>& entries,
                                         const Json& metadata = Json::object()) {
  Json header{{"__metadata__", metadata}};
  std::vector<std::uint8_t> values;
  float next = 0.0F;
  for (const Entry& entry : entries) {
    std::size_t count = 1;
    for (const int extent : entry.shape) count *= static_cast<std::size_t>(extent);
    const std::size_t first = values.size();
    values.resize(first + count * width_of(entry.type));
    for (std::size_t i = 0; i < count && entry.type == "F32"; ++i) {
      next += 1.0F;
      std::memcpy(values.data() + first + i * sizeof next, &next, sizeof next);
    }
    header[entry.name] = {{"dtype", entry.type},
                          {"shape", Json(entry.shape)},
                          {"data_offsets", Json::array({first, values.size()})}};
  }
  return file_of(header.dump(), values);
}

/// What an error says; "no error" where there is none.
template <typename Error, typename Work>
std::string message_of(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace receptive::testing
