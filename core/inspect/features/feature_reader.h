#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "nn/network.h"

namespace receptive {

/// What the layer that makes the scores reads of each picture: its features, where classes must lie
/// apart for a linear layer to tell them apart.
///
/// It works in memory of its own and with parameters as they were at the last `take`, so that
/// pictures that are read in several pieces are all read by the same network, while training goes
/// on.
class FeatureReader {
 public:
  /// @param network must live as long.
  explicit FeatureReader(const Network& network);

  /// The layer that reads the features: the last one with a weight for every value that it reads
  /// (dense, radialBasis); of a network without one, the layer that gives the scores.
  [[nodiscard]] const std::string& reader() const;
  /// Values of one picture's features.
  [[nodiscard]] int size() const { return size_; }
  [[nodiscard]] int outputs() const { return network_->outputs(); }
  /// Of one picture.
  [[nodiscard]] const Shape& input() const { return network_->graph().input(); }
  /// Pictures that are run together: 64, or fewer where the layers are large.
  [[nodiscard]] int capacity() const { return execution_.capacity(); }

  /// Copies the parameters that the network answers with now.
  void take();

  /// Examples `indices` of a set: features (indices.size(), size()) and what the network answers
  /// (indices.size(), outputs()).
  /// @throws ArgumentError when the set's pictures do not fit the network or an index the set.
  void read(const Dataset& data, std::span<const std::uint32_t> indices, TensorView features,
            TensorView answers);
  /// The same of pictures (N, C, H, W).
  void read(ConstTensorView pictures, TensorView features, TensorView answers);

 private:
  template <typename Load>
  void read_all(int count, const Load& load, TensorView features, TensorView answers);

  const Network* network_;
  int reader_ = 0;
  int source_ = 0;
  int size_ = 0;
  ParameterSet parameters_;
  Execution execution_;
};

}  // namespace receptive
