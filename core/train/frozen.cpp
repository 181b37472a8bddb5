#include "train/frozen.h"

#include <algorithm>

namespace receptive {

namespace {

std::size_t end_of(const FrozenValues::Range& range) { return range.first + range.count; }

/// Adds a range that begins at or after the end of the last one.
void append(std::vector<FrozenValues::Range>& ranges, std::size_t first, std::size_t end) {
  if (first >= end) return;
  if (!ranges.empty() && end_of(ranges.back()) == first) {
    ranges.back().count = end - ranges.back().first;
  } else {
    ranges.push_back({.first = first, .count = end - first});
  }
}

}  // namespace

void FrozenValues::freeze(Range range) {
  std::vector<Range> ranges;
  std::size_t first = range.first;
  std::size_t end = end_of(range);
  auto next = ranges_.begin();
  for (; next != ranges_.end() && end_of(*next) < first; ++next) ranges.push_back(*next);
  for (; next != ranges_.end() && next->first <= end; ++next) {
    first = std::min(first, next->first);
    end = std::max(end, end_of(*next));
  }
  append(ranges, first, end);
  ranges.insert(ranges.end(), next, ranges_.end());
  take(std::move(ranges));
}

void FrozenValues::unfreeze(Range range) {
  std::vector<Range> ranges;
  for (const Range& held : ranges_) {
    append(ranges, held.first, std::min(end_of(held), std::max(held.first, range.first)));
    append(ranges, std::max(held.first, std::min(end_of(held), end_of(range))), end_of(held));
  }
  take(std::move(ranges));
}

void FrozenValues::clear() {
  ranges_.clear();
  aside_.clear();
}

void FrozenValues::take(std::vector<Range> ranges) {
  std::size_t count = 0;
  for (const Range& range : ranges) count += range.count;
  aside_.resize(count);  // may fail: nothing has changed yet
  ranges_ = std::move(ranges);
}

void FrozenValues::mark(Range part, std::span<std::uint8_t> marks) const {
  std::ranges::fill(marks, std::uint8_t{0});
  for (const Range& range : ranges_) {
    const std::size_t first = std::max(range.first, part.first);
    const std::size_t end = std::min(end_of(range), end_of(part));
    if (first < end) {
      std::ranges::fill(marks.subspan(first - part.first, end - first), std::uint8_t{1});
    }
  }
}

void FrozenValues::put_aside(std::span<const float> block) {
  auto to = aside_.begin();
  for (const Range& range : ranges_) {
    to = std::ranges::copy(block.subspan(range.first, range.count), to).out;
  }
}

void FrozenValues::put_back(std::span<float> block) const {
  std::span<const float> from = aside_;
  for (const Range& range : ranges_) {
    std::ranges::copy(from.first(range.count), block.subspan(range.first).begin());
    from = from.subspan(range.count);
  }
}

}  // namespace receptive
