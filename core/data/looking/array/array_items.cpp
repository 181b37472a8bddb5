#include "data/looking/array/array_items.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "data/looking/array/array_values.h"
#include "data/looking/array/gathered_values.h"
#include "data/looking/array/item_layout.h"
#include "data/looking/array/value_stream.h"

namespace receptive {

namespace {

void check_readable(const ArrayHeader& header, const ItemLayout& layout) {
  const auto refuse = [&](const std::string& expected) {
    throw FormatError({.where = header.path,
                       .expected = expected,
                       .found = header.shape_text() + " of " + header.type_text()});
  };
  if (header.is_text()) refuse("an array of numbers");
  if (layout.items == 0) return;
  if (layout.item_values > ArrayItems::most_item_values) {
    refuse("at most " + std::to_string(ArrayItems::most_item_values) + " values in each item");
  }
  const std::uint64_t bytes = header.count() * GatheredValues::bytes_of(header);
  if (layout.interleaved && bytes > ArrayItems::most_gathered) {
    refuse("at most " + std::to_string(ArrayItems::most_gathered >> 20U) +
           " MB, because the pictures' axis is the last one and all must be kept to turn them "
           "(numpy.moveaxis turns it beforehand)");
  }
}

}  // namespace

struct ArrayItems::State {
  State(const ArrayFacts& facts, Take taker)
      : header(facts.header),
        layout(header, facts.item_axis),
        stream(header),
        take(std::move(taker)) {
    check_readable(header, layout);
    if (layout.interleaved) gathered.emplace(header);
  }

  void take_values(std::span<const std::uint8_t> bytes) {
    if (gathered) return gathered->add(bytes);
    while (!bytes.empty()) {
      const std::size_t begun = item.size();
      const auto missing = static_cast<std::size_t>(layout.item_values) - begun;
      const std::size_t count = std::min(missing, bytes.size() / header.item_bytes);
      item.resize(begun + count);
      const auto values = bytes.first(count * header.item_bytes);
      decode(header, values, std::span(item).subspan(begun));
      bytes = bytes.subspan(values.size());
      if (count < missing) return;
      take(place++, item);
      item.clear();
    }
  }

  void end() {
    stream.check_length();
    if (!gathered) return;
    item.resize(static_cast<std::size_t>(layout.item_values));
    for (; place < layout.items; ++place) {
      gathered->read(place, layout.items, item);
      take(place, item);
    }
  }

  ArrayHeader header;
  ItemLayout layout;
  ValueStream stream;
  Take take;
  std::optional<GatheredValues> gathered = {};
  std::uint64_t place = 0;  ///< of the next item
  std::vector<float> item = {};
};

ArrayItems::ArrayItems(const ArrayFacts& facts, Take take)
    : state_(std::make_unique<State>(facts, std::move(take))) {}
ArrayItems::~ArrayItems() = default;
ArrayItems::ArrayItems(ArrayItems&&) noexcept = default;
ArrayItems& ArrayItems::operator=(ArrayItems&&) noexcept = default;

void ArrayItems::read(std::span<const std::uint8_t> piece) {
  while (true) {
    const auto values = state_->stream.next(piece);
    if (values.empty()) break;
    state_->take_values(values);
  }
  state_->stream.check_not_longer();
}

void ArrayItems::end() { state_->end(); }

}  // namespace receptive
