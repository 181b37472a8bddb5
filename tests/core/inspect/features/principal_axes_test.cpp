#include "inspect/features/principal_axes.h"

#include <doctest/doctest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "kernels/kernels.h"

namespace receptive::principal_axes_test {

namespace {

/// Points on an ellipse's axes in the plane of the first two of five dimensions, turned by 30
/// degrees: the covariance is known, with variances 8 and 2 along (cos 30, sin 30) and across it.
std::vector<float> cross() {
  const float c = std::sqrt(3.0F) / 2;
  const float s = 0.5F;
  std::vector<float> points;
  points.reserve(20);
  const auto add = [&](float along, float across) {
    for (const float value :
         {7 + c * along - s * across, -3 + s * along + c * across, 1.0F, 0.0F, 2.0F}) {
      points.push_back(value);
    }
  };
  add(4, 0);
  add(-4, 0);
  add(0, 2);
  add(0, -2);
  return points;
}

int find(PrincipalAxes& axes, ConstTensorView points) {
  axes.begin(points);
  int iterations = 1;
  while (!axes.iterate(points) && iterations < 100) ++iterations;
  return iterations;
}

}  // namespace

TEST_CASE("PCA finds the axes and variances of a known covariance") {
  const std::vector<float> values = cross();
  const ConstTensorView points{values.data(), {4, 5, 1, 1}};
  PrincipalAxes axes(fastest_kernels(), 5);
  CHECK(find(axes, points) < 10);
  CHECK(axes.variance(0) == doctest::Approx(8).epsilon(1e-5));
  CHECK(axes.variance(1) == doctest::Approx(2).epsilon(1e-5));
  CHECK(axes.total_variance() == doctest::Approx(10).epsilon(1e-5));
  CHECK(axes.mean()[0] == doctest::Approx(7));
  CHECK(axes.axis(0)[0] == doctest::Approx(std::sqrt(3.0) / 2).epsilon(1e-4));
  CHECK(axes.axis(0)[1] == doctest::Approx(0.5).epsilon(1e-4));
  // The largest coordinate is positive.
  CHECK(axes.axis(1)[0] == doctest::Approx(-0.5).epsilon(1e-4));
  CHECK(axes.axis(1)[1] == doctest::Approx(std::sqrt(3.0) / 2).epsilon(1e-4));

  std::vector<float> places(8);
  axes.project(points, {places.data(), {4, 2, 1, 1}});
  CHECK(places[0] == doctest::Approx(4).epsilon(1e-4));
  CHECK(places[2] == doctest::Approx(-4).epsilon(1e-4));
  CHECK(places[5] == doctest::Approx(2).epsilon(1e-4));
  CHECK(std::abs(places[1]) < 1e-3);
}

TEST_CASE("PCA of changed points keeps its signs and its order") {
  std::vector<float> values = cross();
  const ConstTensorView points{values.data(), {4, 5, 1, 1}};
  PrincipalAxes axes(fastest_kernels(), 5);
  find(axes, points);
  const std::vector<float> first(axes.axis(0).begin(), axes.axis(0).end());
  // The point of the first axis' positive end moves a little, then the second axis outgrows it.
  values[0] += 0.3F;
  CHECK(find(axes, points) < 40);
  float same = 0;
  for (std::size_t i = 0; i < 5; ++i) same += first[i] * axes.axis(0)[i];
  CHECK(same > 0.9F);
  for (const std::size_t i : {10U, 11U, 15U, 16U}) {
    values[i] = (i % 5 == 0 ? 7.0F : -3.0F) + 5 * (values[i] - (i % 5 == 0 ? 7.0F : -3.0F));
  }
  find(axes, points);
  same = 0;
  for (std::size_t i = 0; i < 5; ++i) same += first[i] * axes.axis(0)[i];
  CHECK(same > 0.9F);
  CHECK(axes.variance(1) > axes.variance(0));
}

TEST_CASE("PCA agrees with the whole covariance on points in many dimensions") {
  constexpr int count = 60;
  constexpr int size = 20;
  Random random(3);
  std::vector<float> values(count * size);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = 2 + random.normal() * static_cast<float>(1 + i % size) / 5;
  }
  const ConstTensorView points{values.data(), {count, size, 1, 1}};
  PrincipalAxes axes(fastest_kernels(), size);
  find(axes, points);
  // An axis is one when the covariance only stretches it.
  for (int k = 0; k < 2; ++k) {
    std::vector<double> image(size);
    for (int n = 0; n < count; ++n) {
      double along = 0;
      for (std::size_t i = 0; i < size; ++i) {
        along += static_cast<double>((points.example(n)[i] - axes.mean()[i]) * axes.axis(k)[i]);
      }
      for (std::size_t i = 0; i < size; ++i) {
        image[i] += along * static_cast<double>(points.example(n)[i] - axes.mean()[i]) / count;
      }
    }
    for (std::size_t i = 0; i < size; ++i) {
      const double wanted = axes.variance(k) * static_cast<double>(axes.axis(k)[i]);
      CHECK(std::abs(image[i] - wanted) < 0.02 * axes.variance(k));
    }
  }
  CHECK(axes.variance(0) > axes.variance(1));
}

TEST_CASE("PCA of points that do not spread") {
  const std::vector<float> values(3 * 4, 2.5F);
  const ConstTensorView points{values.data(), {3, 4, 1, 1}};
  PrincipalAxes axes(fastest_kernels(), 4);
  CHECK(find(axes, points) == 1);
  CHECK(axes.total_variance() == 0);
  std::vector<float> places(6, 1.0F);
  axes.project(points, {places.data(), {3, 2, 1, 1}});
  for (const float place : places) CHECK(std::abs(place) < 1e-5F);

  PrincipalAxes line(fastest_kernels(), 1);
  const std::vector<float> on_line = {1, 2, 3};
  find(line, {on_line.data(), {3, 1, 1, 1}});
  CHECK(line.variance(0) == doctest::Approx(2.0 / 3));
  CHECK(line.variance(1) == 0);
  CHECK_THROWS_AS(line.begin({values.data(), {3, 4, 1, 1}}), ArgumentError);
}

}  // namespace receptive::principal_axes_test
