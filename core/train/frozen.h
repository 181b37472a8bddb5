#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace receptive {

/// Values of a network that training holds where they are: stretches of the block in which a
/// `ParameterSet` keeps all parameters.
///
/// They are put aside before a step and put back after it. That is exact whatever the optimizer
/// does, its momentum and weight decay included, and needs no case of its own in any of them.
class FrozenValues {
 public:
  struct Range {
    std::size_t first = 0;  ///< within the block
    std::size_t count = 0;
    bool operator==(const Range&) const = default;
  };

  /// Ranges add up. Takes memory: not to be called within a step.
  void freeze(Range range);
  void unfreeze(Range range);
  void clear();

  /// In ascending order, apart from each other.
  [[nodiscard]] std::span<const Range> ranges() const { return ranges_; }
  [[nodiscard]] bool empty() const { return ranges_.empty(); }
  /// One for each value of `part`: 1 where it is frozen.
  void mark(Range part, std::span<std::uint8_t> marks) const;

  void put_aside(std::span<const float> block);
  /// What the last `put_aside` has put aside, at the same places.
  void put_back(std::span<float> block) const;

 private:
  void take(std::vector<Range> ranges);

  std::vector<Range> ranges_;
  std::vector<float> aside_;
};

}  // namespace receptive
