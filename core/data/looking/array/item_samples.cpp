#include "data/looking/array/item_samples.h"

#include <algorithm>
#include <utility>

#include "data/looking/array/array_values.h"
#include "data/looking/sampling.h"

namespace receptive {

ItemSamples::ItemSamples(const ArrayHeader& header, const ItemLayout& layout)
    : header_(&header), layout_(layout) {
  const std::uint64_t size = layout.item_values;
  if (header.is_text() || layout.items == 0 || size < 2 || size > most_values) return;
  const std::uint64_t most = std::min<std::uint64_t>(2 * Sampling::usual, most_values / size);
  step_ = 1;
  while ((layout.items - 1) / step_ >= most) step_ *= 2;
}

std::uint64_t ItemSamples::next_kept(std::uint64_t item) const {
  return (item + step_ - 1) / step_ * step_;
}

void ItemSamples::add(std::uint64_t place, std::span<const std::uint8_t> bytes, std::size_t count) {
  if (step_ == 0) return;
  if (layout_.interleaved) return add_single(place, bytes, count);
  add_runs(place, bytes, count);
}

void ItemSamples::add_runs(std::uint64_t place, std::span<const std::uint8_t> bytes,
                           std::size_t count) {
  const std::uint64_t size = layout_.item_values;
  const std::uint64_t end = place + count;
  for (std::uint64_t item = next_kept(place / size); item * size < end; item += step_) {
    const std::uint64_t from = std::max(place, item * size);
    const std::uint64_t to = std::min(end, (item + 1) * size);
    append(item, bytes, static_cast<std::size_t>(from - place),
           static_cast<std::size_t>(to - from));
  }
}

void ItemSamples::add_single(std::uint64_t place, std::span<const std::uint8_t> bytes,
                             std::size_t count) {
  const std::uint64_t end = place + count;
  std::uint64_t row = place / layout_.items * layout_.items;
  std::uint64_t item = next_kept(place - row);
  while (true) {
    if (item >= layout_.items) {
      row += layout_.items;
      item = 0;
    }
    if (row + item >= end) return;
    append(item, bytes, static_cast<std::size_t>(row + item - place), 1);
    item += step_;
  }
}

void ItemSamples::append(std::uint64_t item, std::span<const std::uint8_t> bytes, std::size_t first,
                         std::size_t count) {
  const auto number = static_cast<std::size_t>(item / step_);
  if (number == kept_.size()) kept_.push_back({.place = item});
  std::vector<float>& values = kept_[number].values;
  const std::size_t begun = values.size();
  values.resize(begun + count);
  decode(*header_, bytes.subspan(first * header_->item_bytes, count * header_->item_bytes),
         std::span(values).subspan(begun));
}

std::vector<ArrayItem> ItemSamples::take() { return std::exchange(kept_, {}); }

}  // namespace receptive
