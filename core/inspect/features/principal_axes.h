#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/kernels.h"
#include "tensor/view.h"

namespace receptive {

/// The two directions along which points in many dimensions spread most (principal component
/// analysis), by subspace iteration with Rayleigh and Ritz's projection (Golub and Van Loan, Matrix
/// Computations, section 8.2.4): the covariance is never written out, and one iteration is short
/// enough to be done between other things.
///
/// Signs are settled, so that the same points give the same picture: the first time the largest
/// coordinate of an axis is positive; when the axes of changed points are found, they take the
/// order and the signs that bring them nearest to the axes before.
class PrincipalAxes {
 public:
  static constexpr int axes = 2;

  PrincipalAxes(const Kernels& kernels, int dimensions);

  /// Other points (N, dimensions); the search goes on from the axes that were found last.
  /// @throws ArgumentError when they have other dimensions or there is none.
  void begin(ConstTensorView points);
  /// One iteration over the points of `begin`, which must be as they were. @return whether the axes
  /// stand still: their variances have changed by less than a millionth.
  bool iterate(ConstTensorView points);

  /// Mean of the points.
  [[nodiscard]] std::span<const float> mean() const { return mean_; }
  /// A direction of length 1; zeros where the points do not spread that far.
  [[nodiscard]] std::span<const float> axis(int k) const;
  /// Of the points along an axis, and in all dimensions together (divided by N).
  [[nodiscard]] double variance(int k) const { return variance_[static_cast<std::size_t>(k)]; }
  [[nodiscard]] double total_variance() const { return total_; }

  /// Places (N, 2) of points (N, dimensions) on the axes, the mean at 0.
  void project(ConstTensorView points, TensorView places) const;

 private:
  /// Directions that are followed: more than are wanted, because then they settle sooner.
  static constexpr int followed = 6;
  using Square = std::array<std::array<double, followed>, followed>;

  void start();
  [[nodiscard]] GemmShape images_shape(int count) const;
  [[nodiscard]] GemmShape directions_shape(int count) const;
  void multiply(ConstTensorView points);
  [[nodiscard]] Square spread_of_images() const;
  void take_axes(const Square& turned);
  void settle();
  void multiply_back(ConstTensorView points);
  void make_orthonormal();
  [[nodiscard]] std::span<float> direction(int k);

  const Kernels* kernels_;
  int dimensions_;
  int count_ = 0;
  int iterations_ = 0;
  double total_ = 0;
  std::vector<float> mean_;
  std::vector<float> directions_;   ///< (followed, dimensions), orthonormal
  std::vector<float> images_;       ///< (N, followed): points less the mean, times the directions
  std::vector<float> axes_;         ///< (2, dimensions)
  std::vector<float> axes_before_;  ///< (2, dimensions), empty before the first search
  std::array<double, axes> variance_{};
  std::array<double, axes> variance_before_{};
  std::vector<float> workspace_;
};

}  // namespace receptive
