#include "data/split.h"

#include <numeric>
#include <span>
#include <string>

#include "base/error.h"
#include "base/random.h"

namespace receptive {

namespace {

constexpr std::uint64_t split_stream = 0x5350'4C54'0000'0000U;

Dataset pick(const Dataset& data, std::span<const std::uint32_t> indices) {
  Dataset part;
  part.name = data.name;
  part.example = data.example;
  part.class_names = data.class_names;
  part.low = data.low;
  part.high = data.high;
  const std::size_t count = data.example.example_count();
  part.pixels.reserve(indices.size() * count);
  part.labels.reserve(indices.size());
  for (const std::uint32_t index : indices) {
    const auto picture = std::span(data.pixels).subspan(index * count, count);
    part.pixels.insert(part.pixels.end(), picture.begin(), picture.end());
    part.labels.push_back(data.labels[index]);
  }
  return part;
}

}  // namespace

DatasetSplit split(const Dataset& data, int held_out, std::uint64_t seed) {
  if (held_out < 1 || held_out >= data.size()) {
    throw ArgumentError("split: expected 1 to " + std::to_string(data.size() - 1) +
                        " examples to hold out of " + std::to_string(data.size()) + ", found " +
                        std::to_string(held_out));
  }
  std::vector<std::uint32_t> order(data.labels.size());
  std::iota(order.begin(), order.end(), 0U);
  Random(seed, split_stream).shuffle(order);
  const auto test = static_cast<std::size_t>(held_out);
  return {pick(data, std::span(order).subspan(test)), pick(data, std::span(order).first(test))};
}

}  // namespace receptive
