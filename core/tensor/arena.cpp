#include "tensor/arena.h"

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

#include "base/error.h"

namespace receptive {

namespace {
constexpr std::align_val_t alignment{Arena::alignment_bytes};
constexpr std::size_t values_per_line = Arena::alignment_bytes / sizeof(float);
}  // namespace

void Arena::Free::operator()(float* block) const { ::operator delete[](block, alignment); }

Arena::Arena(std::uint64_t count) {
  constexpr std::uint64_t limit = std::numeric_limits<std::ptrdiff_t>::max() / sizeof(float) / 2;
  if (count > limit) {
    throw SpecError("memory: expected a network that needs at most " +
                    std::to_string(limit * sizeof(float) >> 20U) +
                    " MB in one piece, found one that needs " +
                    std::to_string(count * sizeof(float) >> 20U) + " MB; use a smaller batch");
  }
  size_ = padded(static_cast<std::size_t>(count));
  if (size_ == 0) return;
  data_.reset(static_cast<float*>(::operator new[](size_ * sizeof(float), alignment)));
  fill_zero();
}

Arena::Arena(Arena&& other) noexcept
    : data_(std::move(other.data_)),
      size_(std::exchange(other.size_, 0)),
      used_(std::exchange(other.used_, 0)) {}

Arena& Arena::operator=(Arena&& other) noexcept {
  data_ = std::move(other.data_);
  size_ = std::exchange(other.size_, 0);
  used_ = std::exchange(other.used_, 0);
  return *this;
}

std::size_t Arena::padded(std::size_t count) {
  return (count + values_per_line - 1) / values_per_line * values_per_line;
}

std::span<float> Arena::take(std::size_t count) {
  const std::size_t step = padded(count);
  if (step > size_ - used_) {
    throw ArgumentError("arena: expected at most " + std::to_string(size_ - used_) +
                        " more values, asked for " + std::to_string(count));
  }
  float* piece = data_.get() + used_;
  used_ += step;
  return {piece, count};
}

void Arena::fill_zero() { std::fill_n(data_.get(), size_, 0.0F); }

}  // namespace receptive
