#include "data/looking/array/idx_array.h"

#include <optional>

#include "base/error.h"

namespace receptive {

namespace {

constexpr std::size_t magic_bytes = 4;
constexpr std::uint8_t most_idx_sizes = 4;

struct IdxValues {
  ArrayType type;
  std::size_t bytes;
};

std::optional<IdxValues> values_of_code(std::uint8_t code) {
  switch (code) {
    case 0x08:
      return IdxValues{ArrayType::uint8, 1};
    case 0x09:
      return IdxValues{ArrayType::int8, 1};
    case 0x0B:
      return IdxValues{ArrayType::int16, 2};
    case 0x0C:
      return IdxValues{ArrayType::int32, 4};
    case 0x0D:
      return IdxValues{ArrayType::float32, 4};
    case 0x0E:
      return IdxValues{ArrayType::float64, 8};
    default:
      return std::nullopt;
  }
}

}  // namespace

bool is_idx(std::span<const std::uint8_t> head) {
  return head.size() >= magic_bytes && head[0] == 0 && head[1] == 0 && values_of_code(head[2]) &&
         head[3] >= 1 && head[3] <= most_idx_sizes;
}

ArrayHeader read_idx_array(const std::string& path, std::span<const std::uint8_t> head) {
  const IdxValues values = values_of_code(head[2]).value();
  ArrayHeader header{.path = path, .type = values.type, .item_bytes = values.bytes};
  header.big_endian = true;
  header.value_offset = magic_bytes + std::size_t{4} * head[3];
  if (head.size() < header.value_offset) {
    throw FormatError({.where = path,
                       .expected = "an IDX header of " + std::to_string(header.value_offset) +
                                   " bytes for " + std::to_string(head[3]) + " sizes",
                       .found = "only " + std::to_string(head.size()) + ": the file is cut short"});
  }
  for (std::size_t at = magic_bytes; at < header.value_offset; at += 4) {
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size = size << 8U | head[at + i];
    header.sizes.push_back(size);
  }
  return header;
}

}  // namespace receptive
