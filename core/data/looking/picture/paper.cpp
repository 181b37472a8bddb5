#include "data/looking/picture/paper.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace receptive {

namespace {

/// 1, x, y, x x, x y, y y.
constexpr std::size_t terms = 6;
using Terms = std::array<double, terms>;

/// @param at 0 .. length - 1, which becomes -1 .. 1.
double place(int at, int length) { return length == 1 ? 0.0 : 2.0 * at / (length - 1) - 1.0; }

Terms terms_at(int row, int column, const Planes& picture) {
  const double x = place(column, picture.width);
  const double y = place(row, picture.height);
  return {1.0, x, y, x * x, x * y, y * y};
}

/// Solves `matrix` * result = `right` by elimination with the largest pivot; both are used up.
Terms solved(std::array<Terms, terms>& matrix, Terms& right) {
  for (std::size_t step = 0; step < terms; ++step) {
    std::size_t pivot = step;
    for (std::size_t row = step + 1; row < terms; ++row) {
      if (std::abs(matrix[row][step]) > std::abs(matrix[pivot][step])) pivot = row;
    }
    std::swap(matrix[step], matrix[pivot]);
    std::swap(right[step], right[pivot]);
    for (std::size_t row = step + 1; row < terms; ++row) {
      const double factor = matrix[row][step] / matrix[step][step];
      for (std::size_t i = step; i < terms; ++i) matrix[row][i] -= factor * matrix[step][i];
      right[row] -= factor * right[step];
    }
  }
  Terms result = {};
  for (std::size_t step = terms; step-- > 0;) {
    double sum = right[step];
    for (std::size_t i = step + 1; i < terms; ++i) sum -= matrix[step][i] * result[i];
    result[step] = sum / matrix[step][step];
  }
  return result;
}

/// The surface through one plane of the picture, as each pixel counts.
Terms surface_of(const Planes& picture, const float* plane, const std::vector<double>& weights) {
  std::array<Terms, terms> matrix = {};
  Terms right = {};
  double all = 0.0;
  std::size_t pixel = 0;
  for (int row = 0; row < picture.height; ++row) {
    for (int column = 0; column < picture.width; ++column, ++pixel) {
      const Terms at = terms_at(row, column, picture);
      const double weight = weights[pixel];
      all += weight;
      for (std::size_t i = 0; i < terms; ++i) {
        for (std::size_t j = 0; j < terms; ++j) matrix[i][j] += weight * at[i] * at[j];
        right[i] += weight * at[i] * static_cast<double>(plane[pixel]);
      }
    }
  }
  // Keeps it flat where nothing says otherwise, as in a picture of two pixels.
  constexpr double flatness = 1e-3;
  matrix[0][0] += 1e-9;
  for (std::size_t i = 1; i < terms; ++i) matrix[i][i] += flatness * all + 1e-9;
  return solved(matrix, right);
}

/// What surrounds a figure is its paper.
std::vector<double> border_weights(const Planes& picture) {
  constexpr double inner = 0.1;
  const int wide = std::max(1, std::min(picture.height, picture.width) / 12);
  std::vector<double> weights(picture.plane(), inner);
  std::size_t pixel = 0;
  for (int row = 0; row < picture.height; ++row) {
    for (int column = 0; column < picture.width; ++column, ++pixel) {
      const int from_edge =
          std::min({row, column, picture.height - 1 - row, picture.width - 1 - column});
      if (from_edge < wide) weights[pixel] = 1.0;
    }
  }
  return weights;
}

}  // namespace

std::vector<float> distance_from_paper(const Planes& picture) {
  const std::size_t plane = picture.plane();
  std::vector<double> weights = border_weights(picture);
  std::vector<double> squares(plane);
  for (const double scale : {0.5, 0.35, 0.25, 0.18, 0.13, 0.1, 0.1, 0.1}) {
    std::ranges::fill(squares, 0.0);
    for (int c = 0; c < picture.channels; ++c) {
      const float* values = picture.values.data() + static_cast<std::size_t>(c) * plane;
      const Terms surface = surface_of(picture, values, weights);
      std::size_t pixel = 0;
      for (int row = 0; row < picture.height; ++row) {
        for (int column = 0; column < picture.width; ++column, ++pixel) {
          const Terms at = terms_at(row, column, picture);
          double apart = static_cast<double>(values[pixel]);
          for (std::size_t i = 0; i < terms; ++i) apart -= surface[i] * at[i];
          squares[pixel] += apart * apart / picture.channels;
        }
      }
    }
    for (std::size_t i = 0; i < plane; ++i) {
      const double weight = 1.0 / (1.0 + squares[i] / (scale * scale));
      weights[i] = weight * weight;
    }
  }
  std::vector<float> distance(plane);
  std::ranges::transform(squares, distance.begin(), [](double square) {
    return static_cast<float>(std::min(1.0, std::sqrt(square)));
  });
  return distance;
}

}  // namespace receptive
