#include "data/looking/hold_out.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "base/heap_sort.h"
#include "base/random.h"

namespace receptive {

namespace {

constexpr std::uint64_t share = 10;

/// Pictures of each class to be held out: whole tenths, and one more where most is missing.
std::vector<std::uint64_t> quotas(const std::vector<std::uint64_t>& counts) {
  std::vector<std::uint64_t> quota;
  std::uint64_t left = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}) / share;
  for (const std::uint64_t count : counts) {
    quota.push_back(count / share);
    left -= count / share;
  }
  std::vector<std::size_t> order(counts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  heap_sort(order, std::less<>{},
            [&](std::size_t i) { return std::pair(share - counts[i] % share, i); });
  for (std::size_t i = 0; i < left && i < order.size(); ++i) ++quota[order[i]];
  return quota;
}

}  // namespace

HeldOut held_out(std::span<const std::int32_t> labels, int classes) {
  std::vector<std::uint32_t> order;
  std::vector<std::uint64_t> counts(static_cast<std::size_t>(classes));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < 0 || labels[i] >= classes) continue;
    order.push_back(static_cast<std::uint32_t>(i));
    ++counts[static_cast<std::size_t>(labels[i])];
  }
  // Which pictures are held out is no part of an experiment.
  Random(1).shuffle(order);
  std::vector<std::uint64_t> quota = quotas(counts);
  HeldOut result;
  for (const std::uint32_t place : order) {
    std::uint64_t& left = quota[static_cast<std::size_t>(labels[place])];
    (left > 0 ? result.test : result.train).push_back(place);
    if (left > 0) --left;
  }
  return result;
}

}  // namespace receptive
