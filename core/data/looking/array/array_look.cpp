#include "data/looking/array/array_look.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "data/looking/array/array_values.h"
#include "data/looking/array/item_layout.h"
#include "data/looking/array/label_codes.h"
#include "data/looking/array/one_hot.h"
#include "data/looking/array/text_value.h"
#include "data/looking/array/value_stream.h"

namespace receptive {

namespace {

/// Values that are turned into numbers at once.
constexpr std::size_t block_values = 2048;
constexpr std::uint64_t most_columns = 16;

/// Whether the first of an item's values may be its label. Bytes are rather pictures of a few
/// pixels.
bool may_have_label_column(const ArrayHeader& header, const ItemLayout& layout) {
  return header.is_integer() && header.type != ArrayType::uint8 && header.sizes.size() == 2 &&
         layout.item_values >= 2 && layout.item_values <= most_columns;
}

}  // namespace

struct ArrayLook::State {
  State(ArrayHeader header, int item_axis)
      : facts{.header = std::move(header), .item_axis = item_axis},
        layout(facts.header, item_axis),
        stream(facts.header),
        samples(facts.header, layout),
        one_hot(facts.header, layout),
        label_column(may_have_label_column(facts.header, layout)) {
    facts.items = layout.items;
    facts.item_values = layout.item_values;
  }

  void take(std::span<const std::uint8_t> bytes) {
    if (facts.header.is_text()) return take_texts(bytes);
    const std::size_t count = bytes.size() / facts.header.item_bytes;
    samples.add(place, bytes, count);
    take_numbers(bytes, count);
  }

  void take_texts(std::span<const std::uint8_t> bytes) {
    const std::size_t size = facts.header.item_bytes;
    for (; !bytes.empty(); bytes = bytes.subspan(size)) {
      std::string text = read_text_value(facts.header, bytes.first(size), place++);
      if (layout.item_values != 1) continue;
      labels.add(text);
      if (layout.items <= ArrayFacts::most_texts) facts.texts.push_back(std::move(text));
    }
  }

  void take_numbers(std::span<const std::uint8_t> bytes, std::size_t count) {
    const std::size_t size = facts.header.item_bytes;
    while (count > 0) {
      if (facts.header.type == ArrayType::uint8 && !looks_for_labels()) {
        // What pictures mostly are goes without a detour.
        facts.numbers.add(extent_of_bytes(bytes));
        place += count;
        return;
      }
      const std::size_t taken = std::min(count, block_values);
      const std::span<double> numbers = std::span(block).first(taken);
      decode(facts.header, bytes.first(taken * size), numbers);
      facts.numbers.add(extent_of(numbers));
      if (looks_for_labels()) add_labels(numbers);
      place += taken;
      count -= taken;
      bytes = bytes.subspan(taken * size);
    }
  }

  [[nodiscard]] bool looks_for_labels() const {
    return layout.item_values == 1 || label_column || one_hot.possible();
  }

  void add_labels(std::span<const double> numbers) {
    if (layout.item_values == 1) {
      for (const double number : numbers) labels.add(number);
      return;
    }
    if (one_hot.possible()) one_hot.add(place, numbers);
    if (!label_column) return;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const std::uint64_t at = place + i;
      if (layout.interleaved ? at < layout.items : at % layout.item_values == 0) {
        labels.add(numbers[i]);
      }
    }
  }

  void check_values() const {
    const int below = facts.header.below;
    if (below == 0 || facts.numbers.high < below) return;
    throw FormatError({.where = facts.header.path,
                       .expected = "labels from 0 to " + std::to_string(below - 1) +
                                   ", as files of this name and length have",
                       .found = number_text(facts.numbers.high)});
  }

  ArrayFacts end() {
    stream.check_length();
    check_values();
    const bool like_bytes = facts.numbers.low >= 0.0 && facts.numbers.high <= 255.0;
    facts.one_hot = one_hot.end();
    facts.first_column = label_column && !facts.one_hot && facts.items > 0 && !like_bytes;
    facts.may_be_labels = layout.item_values == 1 || facts.one_hot || facts.first_column;
    if (facts.one_hot) {
      facts.values = one_hot.values();
      facts.codes = one_hot.take_codes();
    } else if (facts.may_be_labels) {
      facts.codes = labels.take_codes();
      facts.values = labels.take_values();
    }
    facts.samples = samples.take();
    return std::move(facts);
  }

  ArrayFacts facts;
  ItemLayout layout;
  ValueStream stream;
  ItemSamples samples;
  OneHot one_hot;
  bool label_column;
  LabelCodes labels = {};
  std::uint64_t place = 0;  ///< of the next value
  std::array<double, block_values> block = {};
};

ArrayLook::ArrayLook(ArrayHeader header, int item_axis)
    : state_(std::make_unique<State>(std::move(header), item_axis)) {}
ArrayLook::~ArrayLook() = default;
ArrayLook::ArrayLook(ArrayLook&&) noexcept = default;
ArrayLook& ArrayLook::operator=(ArrayLook&&) noexcept = default;

void ArrayLook::read(std::span<const std::uint8_t> piece) {
  while (true) {
    const auto values = state_->stream.next(piece);
    if (values.empty()) return;
    state_->take(values);
  }
}

ArrayFacts ArrayLook::end() { return state_->end(); }

}  // namespace receptive
