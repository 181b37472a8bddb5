// Compiled for speed: runs for every value of arrays whose last axis counts the pictures.
#include "data/looking/array/gathered_values.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "data/looking/array/array_values.h"

namespace receptive {

GatheredValues::GatheredValues(const ArrayHeader& header) : header_(header), kept_(header) {
  if (header.item_bytes <= sizeof(float)) return;
  kept_.type = ArrayType::float32;
  kept_.item_bytes = sizeof(float);
  kept_.big_endian = std::endian::native == std::endian::big;
}

std::size_t GatheredValues::bytes_of(const ArrayHeader& header) {
  return std::min(header.item_bytes, sizeof(float));
}

void GatheredValues::add(std::span<const std::uint8_t> bytes) {
  const std::size_t size = kept_.item_bytes;
  while (!bytes.empty()) {
    const auto used = static_cast<std::size_t>(count_ % part_values);
    const std::size_t count = std::min(bytes.size() / header_.item_bytes, part_values - used);
    if (used == 0) parts_.emplace_back();
    std::vector<std::uint8_t>& part = parts_.back();
    part.resize((used + count) * size);
    std::uint8_t* to = part.data() + used * size;
    const auto values = bytes.first(count * header_.item_bytes);
    if (header_.item_bytes == size) {
      std::memcpy(to, values.data(), values.size());
    } else {
      floats_.resize(count);
      decode(header_, values, std::span(floats_));
      std::memcpy(to, floats_.data(), count * size);
    }
    count_ += count;
    bytes = bytes.subspan(values.size());
  }
}

void GatheredValues::read(std::uint64_t first, std::uint64_t step, std::span<float> out) {
  picked_.resize(out.size() * kept_.item_bytes);
  // One loop for each size: to copy so many bytes as a variable says is a call for each value.
  switch (kept_.item_bytes) {
    case 1:
      pick<1>(first, step, out.size());
      break;
    case 2:
      pick<2>(first, step, out.size());
      break;
    default:
      pick<4>(first, step, out.size());
  }
  decode(kept_, picked_, out);
}

template <std::size_t Size>
void GatheredValues::pick(std::uint64_t first, std::uint64_t step, std::size_t count) {
  std::uint8_t* to = picked_.data();
  for (std::uint64_t at = first; count > 0; --count, at += step, to += Size) {
    const std::vector<std::uint8_t>& part = parts_[static_cast<std::size_t>(at / part_values)];
    std::memcpy(to, part.data() + static_cast<std::size_t>(at % part_values) * Size, Size);
  }
}

}  // namespace receptive
