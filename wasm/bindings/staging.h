#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tensor/view.h"

// The block through which arrays and texts come in and large results go out. JavaScript writes into
// it before a call and copies out of it afterwards; nothing in it lasts longer than the call.
//
// One block that only grows, so that training takes no memory for its batches. Texts come through
// it too: Embind forgets to free its own copy of a text when the call throws.

namespace receptive::bindings {

/// An address in WebAssembly's memory, as JavaScript counts: a plain number.
using Address = std::uintptr_t;

/// @returns where these bytes begin.
/// @throws ArgumentError unless all of them lie in the block: whatever JavaScript says of addresses
/// and counts, nothing else can be read or written.
std::uint8_t* staged(Address address, std::uint64_t bytes);

/// @throws ArgumentError as `staged`, and for a count below 0.
template <typename T, std::integral Count>
std::span<T> span_at(Address address, Count count) {
  // A count below 0 becomes one that no block has room for.
  const std::uint64_t values = std::in_range<std::uint32_t>(count)
                                   ? static_cast<std::uint64_t>(count)
                                   : std::numeric_limits<std::uint32_t>::max();
  return {reinterpret_cast<T*>(staged(address, values * sizeof(T))),
          static_cast<std::size_t>(values)};
}

/// float32 values in the order of memory.
/// @throws ArgumentError as `span_at`.
TensorView tensor_at(Address address, const Shape& shape);

/// Copies values there.
/// @throws ArgumentError as `span_at`.
template <typename Values>
void copy_to(Address address, const Values& values) {
  using Value = std::ranges::range_value_t<Values>;
  std::ranges::copy(values, span_at<Value>(address, std::ranges::size(values)).begin());
}

std::string_view text_at(Address address, std::size_t bytes);

/// Texts one after the other, each with a zero byte behind it.
std::vector<std::string> texts_at(Address address, std::size_t bytes);

}  // namespace receptive::bindings
