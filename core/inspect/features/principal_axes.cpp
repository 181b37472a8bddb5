#include "inspect/features/principal_axes.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/error.h"
#include "base/heap_sort.h"
#include "base/random.h"

namespace receptive {

namespace {

double dot(std::span<const float> a, std::span<const float> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
  return sum;
}

/// Eigenvalues of a symmetric matrix on its diagonal and eigenvectors in the columns of `vectors`,
/// by Jacobi's rotations (Golub and Van Loan, section 8.5).
template <std::size_t n>
void diagonalise(std::array<std::array<double, n>, n>& matrix,
                 std::array<std::array<double, n>, n>& vectors) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) vectors[i][j] = i == j ? 1.0 : 0.0;
  }
  constexpr int sweeps = 12;
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    for (std::size_t p = 0; p + 1 < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        if (matrix[p][q] == 0.0) continue;
        const double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        const double t = std::copysign(1.0, theta) / (std::abs(theta) + std::hypot(theta, 1.0));
        const double c = 1 / std::hypot(t, 1.0);
        const double s = t * c;
        for (std::size_t k = 0; k < n; ++k) {
          const double kp = matrix[k][p];
          const double kq = matrix[k][q];
          matrix[k][p] = c * kp - s * kq;
          matrix[k][q] = s * kp + c * kq;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double pk = matrix[p][k];
          const double qk = matrix[q][k];
          matrix[p][k] = c * pk - s * qk;
          matrix[q][k] = s * pk + c * qk;
          const double vp = vectors[k][p];
          const double vq = vectors[k][q];
          vectors[k][p] = c * vp - s * vq;
          vectors[k][q] = s * vp + c * vq;
        }
      }
    }
  }
}

}  // namespace

PrincipalAxes::PrincipalAxes(const Kernels& kernels, int dimensions)
    : kernels_(&kernels), dimensions_(dimensions) {
  if (dimensions < 1) {
    throw ArgumentError("dimensions: expected at least 1, found " + std::to_string(dimensions));
  }
  const auto size = static_cast<std::size_t>(dimensions);
  mean_.resize(size);
  directions_.resize(size * followed);
  axes_.resize(size * axes);
  start();
}

void PrincipalAxes::start() {
  Random random(1);
  for (float& value : directions_) value = random.normal();
  make_orthonormal();
}

std::span<float> PrincipalAxes::direction(int k) {
  const auto size = static_cast<std::size_t>(dimensions_);
  return std::span(directions_).subspan(static_cast<std::size_t>(k) * size, size);
}

std::span<const float> PrincipalAxes::axis(int k) const {
  const auto size = static_cast<std::size_t>(dimensions_);
  return std::span(axes_).subspan(static_cast<std::size_t>(k) * size, size);
}

void PrincipalAxes::begin(ConstTensorView points) {
  const auto size = static_cast<std::size_t>(dimensions_);
  if (points.shape.n < 1 || points.shape.example_count() != size) {
    throw ArgumentError("points: expected at least one of " + std::to_string(dimensions_) +
                        " values, found " + std::to_string(points.shape.n) + " of " +
                        example_text(points.shape));
  }
  // All that can fail comes first; what is found later needs no more.
  const auto count = static_cast<std::size_t>(points.shape.n);
  std::vector<double> sums(size);
  std::vector<double> squares(size);
  std::vector<float> images(count * followed);
  std::vector<float> before = iterations_ > 0 ? axes_ : std::vector<float>();
  workspace_.resize(
      std::max({workspace_.size(), kernels_->gemm_workspace(images_shape(points.shape.n)),
                kernels_->gemm_workspace(directions_shape(points.shape.n))}));
  count_ = points.shape.n;
  images_ = std::move(images);
  axes_before_ = std::move(before);
  for (int n = 0; n < count_; ++n) {
    const float* point = points.example(n);
    for (std::size_t i = 0; i < size; ++i) sums[i] += static_cast<double>(point[i]);
  }
  for (std::size_t i = 0; i < size; ++i) mean_[i] = static_cast<float>(sums[i] / count_);
  for (int n = 0; n < count_; ++n) {
    const float* point = points.example(n);
    for (std::size_t i = 0; i < size; ++i) {
      const auto off = static_cast<double>(point[i] - mean_[i]);
      squares[i] += off * off;
    }
  }
  total_ = 0;
  for (const double square : squares) total_ += square / count_;
  variance_before_.fill(-1);
}

bool PrincipalAxes::iterate(ConstTensorView points) {
  multiply(points);
  ++iterations_;
  take_axes(spread_of_images());
  double change = 0;
  for (std::size_t k = 0; k < axes; ++k) change += std::abs(variance_[k] - variance_before_[k]);
  variance_before_ = variance_;
  // Written so that points that are no numbers stop the search, too.
  const bool moving = total_ > 0 && change > 1e-6 * total_;
  if (!moving) return true;
  multiply_back(points);
  make_orthonormal();
  return false;
}

GemmShape PrincipalAxes::images_shape(int count) const {
  return {.m = count,
          .n = followed,
          .k = dimensions_,
          .transpose_b = true,
          .lda = dimensions_,
          .ldb = dimensions_,
          .ldc = followed};
}

GemmShape PrincipalAxes::directions_shape(int count) const {
  return {.m = followed,
          .n = dimensions_,
          .k = count,
          .transpose_a = true,
          .lda = followed,
          .ldb = dimensions_,
          .ldc = dimensions_};
}

/// images = (points - mean) directions^T
void PrincipalAxes::multiply(ConstTensorView points) {
  kernels_->gemm(images_shape(count_), points.data, directions_.data(), images_.data(), workspace_);
  std::array<float, followed> middle{};
  for (int k = 0; k < followed; ++k) {
    middle[static_cast<std::size_t>(k)] = static_cast<float>(dot(mean_, direction(k)));
  }
  for (std::size_t i = 0; i < images_.size(); ++i) images_[i] -= middle[i % followed];
}

/// The covariance as the directions see it.
PrincipalAxes::Square PrincipalAxes::spread_of_images() const {
  Square spread{};
  for (std::size_t n = 0; n < images_.size(); n += followed) {
    for (std::size_t i = 0; i < followed; ++i) {
      for (std::size_t j = i; j < followed; ++j) {
        spread[i][j] += static_cast<double>(images_[n + i]) * static_cast<double>(images_[n + j]);
      }
    }
  }
  for (std::size_t i = 0; i < followed; ++i) {
    for (std::size_t j = i; j < followed; ++j) {
      spread[i][j] /= count_;
      spread[j][i] = spread[i][j];
    }
  }
  return spread;
}

/// The directions of most variance within those that are followed.
void PrincipalAxes::take_axes(const Square& turned) {
  Square values = turned;
  Square vectors{};
  diagonalise(values, vectors);
  std::array<std::size_t, followed> order{};
  for (std::size_t k = 0; k < followed; ++k) order[k] = k;
  heap_sort(order, [&](std::size_t a, std::size_t b) {
    return values[a][a] > values[b][b] || (values[a][a] == values[b][b] && a < b);
  });
  const auto size = static_cast<std::size_t>(dimensions_);
  for (std::size_t k = 0; k < axes; ++k) {
    variance_[k] = std::max(0.0, values[order[k]][order[k]]);
    for (std::size_t i = 0; i < size; ++i) {
      double sum = 0;
      for (std::size_t j = 0; j < followed; ++j) {
        sum += vectors[j][order[k]] * static_cast<double>(directions_[j * size + i]);
      }
      axes_[k * size + i] = static_cast<float>(sum);
    }
  }
  settle();
}

/// Order and signs.
void PrincipalAxes::settle() {
  const auto size = static_cast<std::size_t>(dimensions_);
  const std::span<float> first = std::span(axes_).first(size);
  const std::span<float> second = std::span(axes_).subspan(size);
  const auto turn = [](std::span<float> values) {
    for (float& value : values) value = -value;
  };
  if (axes_before_.empty()) {
    for (const std::span<float> one : {first, second}) {
      const auto largest =
          std::ranges::max_element(one, [](float a, float b) { return std::abs(a) < std::abs(b); });
      if (*largest < 0) turn(one);
    }
    return;
  }
  const auto before_first = std::span<const float>(axes_before_).first(size);
  const auto before_second = std::span<const float>(axes_before_).subspan(size);
  const double straight = std::abs(dot(first, before_first)) + std::abs(dot(second, before_second));
  const double crossed = std::abs(dot(first, before_second)) + std::abs(dot(second, before_first));
  if (crossed > straight) {
    std::ranges::swap_ranges(first, second);
    std::swap(variance_[0], variance_[1]);
  }
  if (dot(first, before_first) < 0) turn(first);
  if (dot(second, before_second) < 0) turn(second);
}

/// directions = images^T (points - mean); the images' own mean is zero, so the points' drops out.
void PrincipalAxes::multiply_back(ConstTensorView points) {
  kernels_->gemm(directions_shape(count_), images_.data(), points.data, directions_.data(),
                 workspace_);
}

/// Gram and Schmidt, twice, because once is not enough in float32. What lies within the others
/// becomes zero.
void PrincipalAxes::make_orthonormal() {
  for (int k = 0; k < followed; ++k) {
    const std::span<float> one = direction(k);
    const double size = std::sqrt(dot(one, one));
    for (int pass = 0; pass < 2; ++pass) {
      for (int j = 0; j < k; ++j) {
        const std::span<float> other = direction(j);
        const auto share = static_cast<float>(dot(one, other));
        for (std::size_t i = 0; i < one.size(); ++i) one[i] -= share * other[i];
      }
    }
    const double length = std::sqrt(dot(one, one));
    const double factor = length > 1e-6 * size ? 1 / length : 0.0;
    for (float& value : one) value = static_cast<float>(value * factor);
  }
}

void PrincipalAxes::project(ConstTensorView points, TensorView places) const {
  for (int n = 0; n < points.shape.n; ++n) {
    const std::span<const float> point{points.example(n), points.shape.example_count()};
    for (int k = 0; k < axes; ++k) {
      places.example(n)[k] = static_cast<float>(dot(point, axis(k)) - dot(mean_, axis(k)));
    }
  }
}

}  // namespace receptive
