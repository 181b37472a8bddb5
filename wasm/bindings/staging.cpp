#include "staging.h"

#include <emscripten/bind.h>

#include <memory>

#include "checks.h"
#include "outgoing.h"

namespace receptive::bindings {

namespace {

struct Block {
  std::unique_ptr<std::uint8_t[]> bytes;
  std::size_t size = 0;
};

Block& block() {
  static Block only;
  return only;
}

/// The block itself, no copy. When the memory grows, the views that JavaScript holds lose theirs.
BlockView view() { return BlockView({block().bytes.get(), block().size}); }

void release() { block() = {}; }

/// The block, of at least `bytes`. What it held is lost when it grows.
/// @throws std::bad_alloc; the block is empty then.
BlockView reserve(std::size_t bytes) {
  if (bytes > block().size) {
    release();  // first: what it holds is not needed, and both may not fit
    block() = {.bytes = std::make_unique_for_overwrite<std::uint8_t[]>(bytes), .size = bytes};
  }
  return view();
}

}  // namespace

std::uint8_t* staged(Address address, std::uint64_t bytes) {
  const auto first = reinterpret_cast<Address>(block().bytes.get());
  if (address < first || address - first > block().size ||
      bytes > block().size - (address - first)) {
    throw ArgumentError({.where = "memory",
                         .expected = "an array within the staging block of " +
                                     std::to_string(block().size) + " bytes",
                         .found = std::to_string(bytes) + " bytes elsewhere"});
  }
  return reinterpret_cast<std::uint8_t*>(address);
}

TensorView tensor_at(Address address, const Shape& shape) {
  check_index("examples", shape.n, std::numeric_limits<int>::max());
  const auto values = static_cast<std::uint64_t>(shape.n) * shape.example_count();
  return {reinterpret_cast<float*>(staged(address, values * sizeof(float))), shape};
}

std::string_view text_at(Address address, std::size_t bytes) {
  const auto text = span_at<const char>(address, bytes);
  return {text.data(), text.size()};
}

std::vector<std::string> texts_at(Address address, std::size_t bytes) {
  std::vector<std::string> texts;
  std::string_view rest = text_at(address, bytes);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\0');
    texts.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return texts;
}

EMSCRIPTEN_BINDINGS(receptive_staging) {
  emscripten::function("reserveStaging", &reserve);
  emscripten::function("stagingView", &view);
  emscripten::function("releaseStaging", &release);
}

}  // namespace receptive::bindings
