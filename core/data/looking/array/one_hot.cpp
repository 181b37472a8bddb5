#include "data/looking/array/one_hot.h"

#include <algorithm>
#include <utility>

#include "data/looking/array/label_codes.h"

namespace receptive {

OneHot::OneHot(const ArrayHeader& header, const ItemLayout& layout)
    : items_(layout.items),
      item_values_(layout.item_values),
      interleaved_(layout.interleaved),
      possible_(!header.is_text() && items_ <= LabelCodes::most_codes && item_values_ >= 2 &&
                item_values_ <= most_places) {
  // One row of classes for each item, not a picture with one bright dot.
  const auto wide = std::count_if(header.sizes.begin(), header.sizes.end(),
                                  [](std::uint64_t size) { return size > 1; });
  if (wide > (items_ > 1 ? 2 : 1)) possible_ = false;
}

void OneHot::add(std::uint64_t place, std::span<const double> numbers) {
  // Counted on, rather than divided by for each value.
  const std::uint64_t inner = interleaved_ ? items_ : item_values_;
  std::uint64_t outer_at = place / inner;
  std::uint64_t inner_at = place % inner;
  for (const double number : numbers) {
    if (number != 0.0 && number != 1.0) return give_up();
    const auto item = static_cast<std::size_t>(interleaved_ ? inner_at : outer_at);
    // No further than what was read: a header may promise anything.
    if (item == places_.size()) places_.push_back(-1);
    if (number == 1.0) {
      if (places_[item] >= 0) return give_up();
      places_[item] = static_cast<std::int32_t>(interleaved_ ? outer_at : inner_at);
    }
    if (++inner_at == inner) {
      // An item that ends without its 1 ends the search, so that black pictures cost no memory.
      if (!interleaved_ && places_[item] < 0) return give_up();
      inner_at = 0;
      ++outer_at;
    }
  }
}

bool OneHot::end() {
  possible_ = possible_ && !places_.empty() && places_.size() == items_ &&
              std::find(places_.begin(), places_.end(), -1) == places_.end();
  return possible_;
}

Distinct OneHot::values() const {
  Distinct values;
  for (const std::int32_t place : places_) values.add(static_cast<double>(place));
  return values;
}

std::vector<std::int32_t> OneHot::take_codes() {
  const Distinct distinct = values();
  if (distinct.many()) return {};
  std::vector<std::int32_t> codes(static_cast<std::size_t>(item_values_), -1);
  std::int32_t code = 0;
  for (const Counted& counted : distinct.values()) {
    codes[static_cast<std::size_t>(counted.value.number)] = code++;
  }
  for (std::int32_t& place : places_) place = codes[static_cast<std::size_t>(place)];
  return std::exchange(places_, {});
}

void OneHot::give_up() {
  possible_ = false;
  places_ = {};
}

}  // namespace receptive
