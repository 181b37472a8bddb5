#pragma once

#include <vector>

#include "kernels/kernels.h"

namespace receptive {

/// A weighted mean of the pixels around a place, of every map by itself. At the edges it is the
/// mean of the pixels that are there, so that a flat map stays flat.
class Smoothing {
 public:
  /// @param profile weights along a row and along a column; they need not sum to 1
  /// @param maps (1, C, H, W)
  Smoothing(const std::vector<float>& profile, int stride, const Shape& maps);

  /// (1, C, ceil(H / stride), ceil(W / stride))
  [[nodiscard]] const Shape& output() const { return output_; }
  [[nodiscard]] const Window2d& window() const { return window_; }
  [[nodiscard]] std::size_t workspace(const Kernels& kernels, int examples) const;

  void forward(const Kernels& kernels, ConstTensorView x, TensorView y,
               std::span<float> workspace) const;
  /// dx += the gradient. Overwrites `dy`.
  void backward(const Kernels& kernels, TensorView dy, TensorView dx,
                std::span<float> workspace) const;

 private:
  void divide_by_cover(const Kernels& kernels, TensorView y) const;
  [[nodiscard]] ConstTensorView filter() const;

  Shape input_;
  Shape output_;
  Window2d window_;
  std::vector<float> filter_;         ///< (C, 1, K, K), each sums to 1
  std::vector<float> inverse_cover_;  ///< of each output: 1 / the weights that lie on the map
};

/// Row n of Pascal's triangle without its sum: 1 2 1 for 3 values.
std::vector<float> binomial_profile(int count);

/// Gauss's bell around the middle of `count` values.
std::vector<float> gaussian_profile(int count, double deviation);

}  // namespace receptive
