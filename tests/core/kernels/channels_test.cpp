#include <cmath>
#include <limits>
#include <vector>

#include "core/kernels/channels_cases.h"

namespace receptive::testing::channels_test {

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

struct Moments {
  std::vector<float> mean;
  std::vector<float> variance;
};

Moments moments_of(const Kernels& kernels, const std::vector<float>& x, const Shape& shape) {
  const auto channels = static_cast<std::size_t>(shape.c);
  Moments moments{std::vector<float>(channels, nan), std::vector<float>(channels, nan)};
  kernels.channel_moments({x.data(), shape}, moments.mean, moments.variance);
  return moments;
}

}  // namespace

TEST_CASE("channels: all four kernels by hand") {
  // Two examples of two maps of two pixels.
  const Shape shape{2, 2, 1, 2};
  const std::vector<float> x{1, 2, 10, 10, 3, 6, 30, 50};
  const std::vector<float> dy{1, 1, 2, 0, 1, -1, 1, 1};
  const std::vector<float> a{2, -1};
  const std::vector<float> b{1, 0};
  const std::vector<float> d{0, 100};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    const Moments moments = moments_of(*kernels, x, shape);
    CHECK(moments.mean == std::vector<float>{3, 25});
    CHECK(moments.variance == std::vector<float>{3.5F, 275});
    std::vector<float> y(8);
    kernels->channel_affine({x.data(), shape}, a, d, {y.data(), shape});
    CHECK(y == std::vector<float>{2, 4, 90, 90, 6, 12, 70, 50});
    std::vector<float> sum(2, nan);
    std::vector<float> product(2, nan);
    kernels->channel_gradient_sums({dy.data(), shape}, {x.data(), shape}, moments.mean, sum,
                                   product);
    CHECK(sum == std::vector<float>{2, 4});
    CHECK(product == std::vector<float>{-6, 0});
    std::vector<float> dx(8, 1.0F);
    kernels->channel_affine_backward({dy.data(), shape}, {x.data(), shape}, a, b, d,
                                     {dx.data(), shape});
    CHECK(dx == std::vector<float>{4, 5, 99, 101, 6, 5, 100, 100});
  }
}

TEST_CASE("channels: every table against the reference for maps and channels of every size") {
  const auto tables = fast_tables();
  Random random(451);
  Agreement agreement;
  for (const Kernels* kernels : tables) {
    for (const int length : lengths_around(kernels->lanes)) {
      compare_channels(tables, {3, 2, 1, length}, random, agreement);
      compare_channels(tables, {5, length, 1, 1}, random, agreement);
      compare_channels(tables, {2, length, 3, 3}, random, agreement);
    }
  }
  // Around the sizes where a block of columns is full, and where maps count as large.
  for (const int pixels : {2, 49, 64, 127, 128, 129, 255, 256, 257}) {
    compare_channels(tables, {3, 7, 1, pixels}, random, agreement);
  }
  for (const int channels : {255, 256, 257, 1000}) {
    compare_channels(tables, {3, channels, 1, 1}, random, agreement);
  }
  compare_channels(tables, {1, 5, 14, 14}, random, agreement);
  compare_channels(tables, {9, 3, 28, 28}, random, agreement);
}

TEST_CASE("channels: the variance survives a mean that is far larger than the deviation") {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    for (const Shape& shape : {Shape{8, 3, 16, 16}, Shape{64, 3, 1, 1}}) {
      std::vector<float> x(shape.count());
      for (std::size_t i = 0; i < x.size(); ++i) x[i] = 10000.0F + (i % 2 == 0 ? 0.5F : -0.5F);
      const Moments moments = moments_of(*kernels, x, shape);
      for (const float mean : moments.mean) CHECK(mean == doctest::Approx(10000).epsilon(1e-6));
      for (const float value : moments.variance)
        CHECK(value == doctest::Approx(0.25).epsilon(1e-4));
    }
  }
}

TEST_CASE("channels: a constant channel has variance 0, one odd example out counts as it should") {
  const Shape shape{50, 2, 5, 5};
  std::vector<float> x(shape.count(), 0.1F);
  // The first example is what a shift is taken from: here it is unlike all others.
  for (std::size_t i = 25; i < 50; ++i) x[i] = 100.1F;
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    const Moments moments = moments_of(*kernels, x, shape);
    CHECK(moments.mean[0] == 0.1F);
    CHECK(moments.variance[0] == 0.0F);
    CHECK(moments.mean[1] == doctest::Approx(2.1).epsilon(1e-5));
    CHECK(moments.variance[1] == doctest::Approx(196).epsilon(1e-4));
  }
}

TEST_CASE("channels: no rounding makes a variance negative") {
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    for (const Shape& shape : {Shape{7, 1, 1, 3}, Shape{3, 1, 13, 13}}) {
      for (int i = 1; i < 200; ++i) {
        const float value = 0.37F * static_cast<float>(i);
        const std::vector<float> x(shape.count(), value);
        const Moments moments = moments_of(*kernels, x, shape);
        CHECK(moments.variance[0] >= 0.0F);
        CHECK(moments.variance[0] <= 1e-12F * value * value);
      }
    }
  }
}

TEST_CASE("channels: a NaN shows in its channel's moments and in no other") {
  const Shape shape{3, 5, 4, 4};
  for (const Kernels* kernels : available_kernels()) {
    CAPTURE(kernels->name);
    for (const std::size_t place : {2U * 16U, 3U * 16U - 1U, 2U * 80U + 2U * 16U + 7U}) {
      std::vector<float> x(shape.count(), 1.0F);
      x[place] = nan;
      const Moments moments = moments_of(*kernels, x, shape);
      for (std::size_t c = 0; c < 5; ++c) {
        CHECK(std::isnan(moments.mean[c]) == (c == 2));
        CHECK(std::isnan(moments.variance[c]) == (c == 2));
      }
    }
  }
}

}  // namespace receptive::testing::channels_test
