#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tensor/view.h"

namespace receptive {

/// t-SNE (van der Maaten and Hinton 2008, "Visualizing data using t-SNE"): a map in which those
/// pictures lie together that are neighbours in many dimensions. The exact gradient, step by step,
/// so that it can be watched.
///
/// Distances between far groups mean little in it, and so do the axes.
class Tsne {
 public:
  struct Options {
    /// About how many neighbours each point has; at most a third of the other points is used.
    double perplexity = 30;
    /// Neighbours attract each other so many times more during the first steps.
    double exaggeration = 12;
    int exaggerated_steps = 250;
    std::uint64_t seed = 1;
  };

  /// @param start places (N, 2) to begin from, as of the principal axes (Kobak and Berens 2019):
  /// they
  ///   are shrunk to a standard deviation of 1e-4 and moved apart by chance where they coincide.
  /// @throws ArgumentError below 4 points.
  Tsne(ConstTensorView start, const Options& options);

  [[nodiscard]] int count() const { return count_; }
  /// Points whose neighbours are known.
  [[nodiscard]] int prepared() const { return prepared_; }
  [[nodiscard]] bool ready() const { return prepared_ == count_; }
  /// Finds the neighbours of the next `rows` points: how near the others are, as probabilities with
  /// the wanted perplexity (equation 1).
  /// @param points (N, D), the same in every call.
  void prepare(ConstTensorView points, int rows);

  /// One step of gradient descent with momentum and gains (section 3.4). Once ready.
  void step();
  [[nodiscard]] int steps() const { return steps_; }
  /// Places (N, 2).
  void places(TensorView to) const;

  /// What the steps make smaller: Kullback and Leibler's divergence of the map's neighbours from
  /// the points' (equation 2), without exaggeration.
  [[nodiscard]] double divergence() const;
  /// Its derivative by each place, (N, 2), neighbours attracting `exaggeration` times (equation 5).
  void gradient(double exaggeration, TensorView to);
  /// For tests: other places (N, 2).
  void set_places(ConstTensorView places);

 private:
  void find_distances(ConstTensorView points, int row, std::span<float> distances) const;
  void fit_row(std::span<float> row, int self) const;
  void make_symmetric();
  [[nodiscard]] std::span<float> affinities(int row);

  Options options_;
  int count_;
  std::size_t pitch_;  ///< values of a row, a multiple of the lanes
  int prepared_ = 0;
  int steps_ = 0;
  std::vector<float> p_;  ///< (N, pitch)
  std::vector<float> x_;  ///< places, padded by points that are too far away to count
  std::vector<float> y_;
  std::vector<float> slope_;     ///< (N, 2)
  std::vector<float> velocity_;  ///< (N, 2)
  std::vector<float> gains_;     ///< (N, 2)
};

}  // namespace receptive
