#pragma once

#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace receptive::bindings {

/// An address in WebAssembly's memory, as JavaScript counts: a plain number.
using Address = std::uintptr_t;

/// The block through which arrays and texts come in and go out. JavaScript writes into it before
/// a call and copies out of it afterwards; nothing in it lasts longer than the call.
///
/// One block that only grows, so that training takes no memory for its batches. Texts come through
/// it too: Embind forgets to free its own copy of a text when the call throws.
class Staging {
 public:
  /// The block, of at least `bytes`, as bytes. What it held is lost when it grows.
  /// @throws std::bad_alloc; the block is empty then.
  emscripten::val reserve(std::size_t bytes);
  /// A fresh look at it: when the memory grows, the views that JavaScript holds lose theirs.
  [[nodiscard]] emscripten::val view() const;
  void release();

 private:
  std::unique_ptr<std::uint8_t[]> block_;
  std::size_t size_ = 0;
};

/// A view for JavaScript, which copies it at once.
emscripten::val view_of(std::span<const float> values);

template <typename T>
std::span<T> span_at(Address address, std::size_t count) {
  return {reinterpret_cast<T*>(address), count};
}

inline std::string_view text_at(Address address, std::size_t bytes) {
  return {reinterpret_cast<const char*>(address), bytes};
}

}  // namespace receptive::bindings
