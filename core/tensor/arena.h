#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace receptive {

/// One aligned, zeroed block of float32 values that is cut into pieces once and then only used.
///
/// There is one arena for each role (parameters, gradients, optimizer state, activations,
/// activation gradients, workspace), planned for a model and a batch size.
class Arena {
 public:
  /// Wide enough for a cache line and for the widest vector register (AVX-512).
  static constexpr std::size_t alignment_bytes = 64;

  Arena() = default;

  /// @param count values to hold; the block is zeroed. In 64 bits, so that a sum of planned pieces
  ///   cannot wrap around on a 32-bit host.
  /// @throws SpecError when no address space could hold it.
  /// @throws std::bad_alloc when the memory cannot be had.
  explicit Arena(std::uint64_t count);
  /// Leaves an arena of no values behind.
  Arena(Arena&& other) noexcept;
  Arena& operator=(Arena&& other) noexcept;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() = default;

  /// `count` rounded up so that the piece after it is aligned too.
  [[nodiscard]] static std::size_t padded(std::size_t count);

  /// The next `count` values, aligned.
  /// @throws Error when more is taken than was planned.
  std::span<float> take(std::size_t count);

  [[nodiscard]] std::span<float> values() const { return {data_.get(), size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  void fill_zero();

 private:
  struct Free {
    void operator()(float* block) const;
  };
  std::unique_ptr<float[], Free> data_;
  std::size_t size_ = 0;
  std::size_t used_ = 0;
};

}  // namespace receptive
