#pragma once

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

// What JavaScript receives that is no number. Structures travel one way: as value objects of
// Embind, whose fields have the types below. From their registrations Emscripten writes the
// TypeScript of wasm/border/raw-module.generated.ts, so a field that is renamed here stops the
// package's type check there.

namespace receptive::bindings {

using emscripten::val;

/// A string.
struct Text : val {
  Text() = default;
  explicit Text(const val& text) : val(text) {}
  explicit Text(std::string_view text) : val(std::string(text)) {}
};

/// One of a few words, which the registration of its kind names.
template <typename Kind>
struct Word : Text {
  Word() = default;
  explicit Word(const val& word) : Text(word) {}
  explicit Word(std::string_view word) : Text(word) {}
};

/// A copy of numbers, as the typed array of their kind.
template <typename Number>
struct Numbers : val {
  Numbers() = default;
  explicit Numbers(const val& numbers) : val(numbers) {}
  explicit Numbers(std::span<const Number> numbers)
      : val(val(emscripten::typed_memory_view(numbers.size(), numbers.data()))
                .template call<val>("slice")) {}
};
using Floats = Numbers<float>;
using Ints = Numbers<std::int32_t>;
using Bytes = Numbers<std::uint8_t>;

/// The staging block itself; see staging.h.
struct BlockView : val {
  explicit BlockView(const val& view) : val(view) {}
  explicit BlockView(std::span<const std::uint8_t> block)
      : val(emscripten::typed_memory_view(block.size(), block.data())) {}
};

/// An Array.
template <typename Item>
struct List : val {
  List() : val(val::array()) {}
  explicit List(const val& list) : val(list) {}
  template <typename Items, typename Make>
  List(const Items& items, const Make& make) : List() {
    for (const auto& item : items) push(make(item));
  }
  void push(const Item& item) { call<void>("push", item); }
};

/// A value that may be missing: undefined then.
template <typename Value>
struct Maybe : val {
  Maybe() = default;
  explicit Maybe(const val& value) : val(value) {}
  Maybe(const Value& value) : val(value_of(value)) {}
  Maybe(const std::optional<Value>& value) : val(value ? value_of(*value) : val::undefined()) {}

 private:
  static val value_of(const Value& value) {
    if constexpr (std::is_base_of_v<val, Value>) {
      return value;
    } else {
      return val(value);
    }
  }
};

/// An object with a value for each of some names that the network or its formulas give.
template <typename Kind>
struct ByName : val {
  ByName() : val(val::object()) {}
  explicit ByName(const val& object) : val(object) {}
};

/// A specification. It is JSON wherever it is kept; JavaScript receives the object.
struct Specification : val {
  Specification() = default;
  explicit Specification(const val& object) : val(object) {}
  explicit Specification(std::string_view json)
      : val(val::global("JSON").call<val>("parse", std::string(json))) {}
};

/// [height, width] or [row, column].
template <typename Number>
struct Pair {
  Number vertical = {};
  Number horizontal = {};
};

/// [channels, height, width] or [channel, row, column].
struct Triple {
  int map = 0;
  int row = 0;
  int column = 0;
};

}  // namespace receptive::bindings
