#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/network.h"
#include "tensor/view.h"

namespace receptive {

/// Several nets that answer together: their outputs are averaged, one vote each (Ciresan et al.
/// 2012, "Multi-column deep neural networks for image classification", equation 1).
class Committee {
 public:
  /// Adds one net's answers to the same examples as before, (N, classes) probabilities.
  /// @throws ArgumentError when there are more or fewer than those of the first net.
  void add(ConstTensorView answers);

  [[nodiscard]] int members() const { return members_; }
  /// The mean of all answers, (N, classes).
  [[nodiscard]] ConstTensorView answers() const;
  /// Accuracy of the mean, and the mean of -log(answer for the label) as its loss.
  /// @throws ArgumentError unless there is one label for each example, each below the classes.
  [[nodiscard]] Score score(std::span<const ClassIndex> labels) const;

 private:
  Shape shape_;
  std::vector<double> sums_;
  std::vector<float> means_;
  int members_ = 0;
};

}  // namespace receptive
