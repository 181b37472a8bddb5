#include "data/split.h"

#include <numeric>
#include <span>
#include <string>

#include "base/error.h"
#include "base/random.h"

namespace receptive {

namespace {

constexpr std::uint64_t split_stream = 0x5350'4C54'0000'0000U;

/// The values of the examples, each of which has `each`; none of none.
template <typename T>
std::vector<T> pick(const std::vector<T>& values, std::size_t each,
                    std::span<const std::uint32_t> indices) {
  std::vector<T> picked;
  if (values.empty()) return picked;
  picked.reserve(indices.size() * each);
  for (const std::uint32_t index : indices) {
    const auto example = std::span(values).subspan(index * each, each);
    picked.insert(picked.end(), example.begin(), example.end());
  }
  return picked;
}

Dataset pick(const Dataset& data, std::span<const std::uint32_t> indices) {
  const std::size_t inputs = data.example.example_count();
  const std::size_t targets = data.targets_per_example();
  return {.name = data.name,
          .example = data.example,
          .class_names = data.class_names,
          .low = data.low,
          .high = data.high,
          .dark_on_light = data.dark_on_light,
          .pixels = pick(data.pixels, inputs, indices),
          .values = pick(data.values, inputs, indices),
          .lengths = pick(data.lengths, 1, indices),
          .kind = data.kind,
          .labels = pick(data.labels, targets, indices),
          .numbers = pick(data.numbers, targets, indices),
          .numbers_per_example = data.numbers_per_example};
}

}  // namespace

DatasetSplit split(const Dataset& data, int held_out, std::uint64_t seed) {
  if (held_out < 1 || held_out >= data.size()) {
    throw ArgumentError("split: expected 1 to " + std::to_string(data.size() - 1) +
                        " examples to hold out of " + std::to_string(data.size()) + ", found " +
                        std::to_string(held_out));
  }
  std::vector<std::uint32_t> order(static_cast<std::size_t>(data.size()));
  std::iota(order.begin(), order.end(), 0U);
  Random(seed, split_stream).shuffle(order);
  const auto test = static_cast<std::size_t>(held_out);
  return {pick(data, std::span(order).subspan(test)), pick(data, std::span(order).first(test))};
}

}  // namespace receptive
