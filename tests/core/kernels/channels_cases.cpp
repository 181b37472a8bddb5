#include "core/kernels/channels_cases.h"

namespace receptive::testing {

namespace {

constexpr double epsilon = std::numeric_limits<float>::epsilon();

void compare_sums(const Kernels& kernels, GuardedTensor& x, GuardedTensor& dy, Random& random,
                  Agreement& agreement) {
  const Kernels& reference = reference_kernels();
  const auto channels = static_cast<std::size_t>(x.shape.c);
  const double count = static_cast<double>(x.shape.n) * x.shape.h * x.shape.w;
  GuardedBuffer mean_expected(channels);
  GuardedBuffer variance_expected(channels);
  GuardedBuffer mean = poisoned(channels, random);
  GuardedBuffer variance = poisoned(channels, random);
  reference.channel_moments(x.view(), mean_expected.values(), variance_expected.values());
  kernels.channel_moments(x.view(), mean.values(), variance.values());
  // The shift can be as far off as `examples` standard deviations.
  agreement.check(mean, mean_expected.values(), (8.0 + x.shape.n) * epsilon);
  agreement.check(variance, variance_expected.values(), (16.0 + 2.0 * x.shape.n) * epsilon);

  GuardedBuffer sum_expected(channels);
  GuardedBuffer product_expected(channels);
  GuardedBuffer sum = poisoned(channels, random);
  GuardedBuffer product = poisoned(channels, random);
  reference.channel_gradient_sums(dy.view(), x.view(), mean_expected.values(),
                                  sum_expected.values(), product_expected.values());
  kernels.channel_gradient_sums(dy.view(), x.view(), mean_expected.values(), sum.values(),
                                product.values());
  agreement.check(sum, sum_expected.values(), sum_tolerance(count));
  agreement.check(product, product_expected.values(), sum_tolerance(2.0 * count));
}

void compare_affine(const Kernels& kernels, GuardedTensor& x, GuardedTensor& dy, Random& random,
                    Agreement& agreement) {
  const Kernels& reference = reference_kernels();
  const auto channels = static_cast<std::size_t>(x.shape.c);
  GuardedBuffer a = random_buffer(channels, random);
  GuardedBuffer b = random_buffer(channels, random);
  GuardedBuffer d = random_buffer(channels, random);
  GuardedTensor expected(x.shape);
  GuardedTensor y = poisoned(x.shape, random);
  reference.channel_affine(x.view(), a.values(), b.values(), expected.view());
  kernels.channel_affine(x.view(), a.values(), b.values(), y.view());
  agreement.check(y, expected, 2 * epsilon);
  GuardedTensor in_place = copy_of(x, random);
  kernels.channel_affine(in_place.view(), a.values(), b.values(), in_place.view());
  CHECK(same_bits(in_place.values(), y.values()));

  GuardedTensor dx = copy_of(y, random);
  GuardedTensor dx_expected = copy_of(y, random);
  reference.channel_affine_backward(dy.view(), x.view(), a.values(), b.values(), d.values(),
                                    dx_expected.view());
  kernels.channel_affine_backward(dy.view(), x.view(), a.values(), b.values(), d.values(),
                                  dx.view());
  agreement.check(dx, dx_expected, 4 * epsilon);
}

}  // namespace

void compare_channels(Tables tables, const Shape& shape, Random& random, Agreement& agreement) {
  CAPTURE(shape_text(shape));
  GuardedTensor x = random_tensor(shape, random);
  GuardedTensor dy = random_tensor(shape, random);
  for (const Kernels* kernels : tables) {
    CAPTURE(kernels->name);
    compare_sums(*kernels, x, dy, random, agreement);
    compare_affine(*kernels, x, dy, random, agreement);
  }
}

}  // namespace receptive::testing
