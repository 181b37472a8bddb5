#pragma once

#include <cstdint>

namespace receptive {

/// Rows or pictures that are kept to be looked at, spread evenly over a file whose length is not
/// known before: every one at first, then every second, every fourth, ...
class Sampling {
 public:
  /// Kept at least, where there are as many, and at most twice as many.
  static constexpr std::size_t usual = 48;

  /// Whether this place, 0, 1, 2, ..., is to be kept.
  [[nodiscard]] bool wants(std::uint64_t place) const { return place % step_ == 0; }
  /// Call when twice `usual` are kept: every second is then to be thrown away.
  void thin_out() { step_ *= 2; }

 private:
  std::uint64_t step_ = 1;
};

}  // namespace receptive
