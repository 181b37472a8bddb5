#include "nn/layers/smoothing.h"

#include <cmath>
#include <numeric>

#include "nn/layers/window_argument.h"

namespace receptive {

namespace {

std::vector<double> shares(const std::vector<float>& profile) {
  std::vector<double> result(profile.begin(), profile.end());
  const double sum = std::accumulate(result.begin(), result.end(), 0.0);
  for (double& share : result) share /= sum;
  return result;
}

/// For each position of the window along one side, the sum of the weights on the map.
std::vector<double> covers(const std::vector<double>& profile, int stride, int before, int extent,
                           int outputs) {
  std::vector<double> result;
  for (int out = 0; out < outputs; ++out) {
    const KernelRange on_map =
        covered(out, stride, before, 1, static_cast<int>(profile.size()), extent);
    result.push_back(
        std::accumulate(profile.begin() + on_map.first, profile.begin() + on_map.last, 0.0));
  }
  return result;
}

}  // namespace

Smoothing::Smoothing(const std::vector<float>& profile, int stride, const Shape& maps)
    : input_(maps) {
  const auto size = static_cast<int>(profile.size());
  const int before = (size - 1) / 2;
  const int after = size / 2;
  window_ = {.kernel_h = size,
             .kernel_w = size,
             .stride_h = stride,
             .stride_w = stride,
             .padding = {before, after, before, after}};
  output_ = output_of(window_, maps, maps.c);

  const std::vector<double> weights = shares(profile);
  for (int map = 0; map < maps.c; ++map) {
    for (const double row : weights) {
      for (const double col : weights) filter_.push_back(static_cast<float>(row * col));
    }
  }
  const auto columns = covers(weights, stride, before, maps.w, output_.w);
  for (const double row : covers(weights, stride, before, maps.h, output_.h)) {
    for (const double col : columns) inverse_cover_.push_back(static_cast<float>(1 / (row * col)));
  }
}

ConstTensorView Smoothing::filter() const {
  return {filter_.data(), {input_.c, 1, window_.kernel_h, window_.kernel_w}};
}

std::size_t Smoothing::workspace(const Kernels& kernels, int examples) const {
  return kernels.conv2d_workspace(input_.with_examples(examples), filter().shape, window_,
                                  output_.with_examples(examples));
}

void Smoothing::divide_by_cover(const Kernels& kernels, TensorView y) const {
  for (int n = 0; n < y.shape.n; ++n) {
    for (int c = 0; c < y.shape.c; ++c) {
      const std::span<float> plane(y.plane(n, c), inverse_cover_.size());
      kernels.multiply(plane, inverse_cover_, plane);
    }
  }
}

void Smoothing::forward(const Kernels& kernels, ConstTensorView x, TensorView y,
                        std::span<float> workspace) const {
  kernels.conv2d_forward(x, filter(), nullptr, window_, y, workspace);
  divide_by_cover(kernels, y);
}

void Smoothing::backward(const Kernels& kernels, TensorView dy, TensorView dx,
                         std::span<float> workspace) const {
  divide_by_cover(kernels, dy);
  kernels.conv2d_backward_data(dy, filter(), window_, dx, workspace);
}

std::vector<float> binomial_profile(int count) {
  std::vector<float> profile{1.0F};
  while (profile.size() < static_cast<std::size_t>(count)) {
    profile.push_back(0.0F);
    for (std::size_t i = profile.size() - 1; i > 0; --i) profile[i] += profile[i - 1];
  }
  return profile;
}

std::vector<float> gaussian_profile(int count, double deviation) {
  std::vector<float> profile;
  const double middle = (count - 1) / 2.0;
  for (int i = 0; i < count; ++i) {
    const double apart = (i - middle) / deviation;
    profile.push_back(static_cast<float>(std::exp(-apart * apart / 2)));
  }
  return profile;
}

}  // namespace receptive
