#pragma once

#include <vector>

namespace receptive::testing {

/// A network whose backward pass is held against central differences of its forward pass.
struct GradientCase {
  const char* name;
  const char* input;
  const char* layers;
  int batch;
  /// Largest difference allowed, relative to the largest gradient of the tensor. Float32 outputs
  /// and a step of 1e-2 leave about 1e-5 for linear layers; curved functions add their third
  /// derivative times step^2 / 6, which is 2e-5 for the activations.
  double tolerance = 3e-4;
  bool training = false;
  /// Instead of random values: whole numbers, which have no gradient.
  std::vector<float> numbers = {};
  double step = 1e-2;
};

/// L = sum of c_i * y_i with random c, so that every output matters. The differences are taken in
/// the reference kernels, whose sums run in double; the gradients come from every kernel table.
///
/// Values start distinct and away from zero, so that no step crosses the kink of a relu that reads
/// the picture or changes the winner of a pool. Statistics, and weights that a connection table
/// leaves out, must get no gradient at all.
void check_gradients(const GradientCase& test);

}  // namespace receptive::testing
