#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace receptive {

/// The core's only source of chance: xoshiro256** (Blackman and Vigna, "Scrambled linear
/// pseudorandom number generators", 2018), seeded by SplitMix64.
///
/// Every figure is made with integer arithmetic and exact IEEE operations only (no libm), so that
/// a seed gives the same sequence natively and in WebAssembly.
class Random {
 public:
  using State = std::array<std::uint64_t, 4>;

  explicit Random(std::uint64_t seed);

  /// A generator for a purpose of its own ("shuffle", "dropout", ...): same seed and stream, same
  /// sequence, unrelated to the sequences of other streams.
  Random(std::uint64_t seed, std::uint64_t stream);

  std::uint64_t next();

  /// Uniform in [0, 1), 24 bits.
  float uniform();
  /// Uniform in [low, high).
  float uniform(float low, float high);
  /// Uniform in 0 .. bound - 1, without modulo bias (Lemire 2019). bound >= 1.
  std::uint32_t below(std::uint32_t bound);
  /// Mean 0, standard deviation 1 (Marsaglia's polar method, with a logarithm of our own).
  float normal();

  /// Fisher-Yates.
  void shuffle(std::span<std::uint32_t> values);

  [[nodiscard]] const State& state() const { return state_; }

 private:
  State state_{};
};

}  // namespace receptive
