#pragma once

#include <algorithm>

namespace receptive {

/// How a batch is cut for threads: into runs of neighbouring examples that depend on the size of
/// the batch alone, never on the threads, so that the sums over the batch are always added in the
/// same order.
class Shards {
 public:
  /// Gradients of the parameters are kept once for each shard: not too many of them.
  static constexpr int most = 8;
  /// Fewer examples than this are not worth a call.
  static constexpr int least_examples = 8;

  explicit Shards(int examples)
      : examples_(examples),
        size_(std::min(examples, std::max(least_examples, (examples + most - 1) / most))) {}

  /// Examples of every shard but the last, which may have fewer.
  [[nodiscard]] int size() const { return size_; }
  [[nodiscard]] int count() const { return (examples_ + size_ - 1) / size_; }
  [[nodiscard]] int first(int shard) const { return shard * size_; }
  [[nodiscard]] int size_of(int shard) const { return std::min(size_, examples_ - first(shard)); }

 private:
  int examples_;
  int size_;
};

}  // namespace receptive
