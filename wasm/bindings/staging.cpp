#include "staging.h"

#include <emscripten/bind.h>

namespace receptive::bindings {

using emscripten::typed_memory_view;
using emscripten::val;

val Staging::reserve(std::size_t bytes) {
  if (bytes > size_) {
    release();  // first: what it holds is not needed, and both may not fit
    block_ = std::make_unique_for_overwrite<std::uint8_t[]>(bytes);
    size_ = bytes;
  }
  return view();
}

val Staging::view() const { return val(typed_memory_view(size_, block_.get())); }

void Staging::release() {
  block_.reset();
  size_ = 0;
}

val view_of(std::span<const float> values) {
  return val(typed_memory_view(values.size(), values.data()));
}

EMSCRIPTEN_BINDINGS(receptive_staging) {
  emscripten::class_<Staging>("Staging")
      .constructor<>()
      .function("reserve", &Staging::reserve)
      .function("view", &Staging::view)
      .function("release", &Staging::release);
}

}  // namespace receptive::bindings
