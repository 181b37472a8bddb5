#include "core/kernels/response_norm_cases.h"

namespace receptive::testing {

void compare_response_norm(Tables tables, const Shape& shape, const ResponseNorm& norm,
                           Random& random, Agreement& agreement) {
  CAPTURE(shape_text(shape));
  CAPTURE(norm.radius);
  CAPTURE(norm.bias);
  CAPTURE(norm.alpha);
  CAPTURE(norm.beta);
  const Kernels& reference = reference_kernels();
  GuardedTensor x = random_tensor(shape, random);
  GuardedTensor dy = random_tensor(shape, random);
  const GuardedTensor dx_before = random_tensor(shape, random);
  GuardedTensor y_expected(shape);
  GuardedBuffer scale_expected(shape.count());
  GuardedTensor dx_expected = copy_of(dx_before, random);
  reference.response_norm_forward(x.view(), norm, y_expected.view(), scale_expected.values());
  reference.response_norm_backward(dy.view(), x.view(), y_expected.view(), scale_expected.values(),
                                   norm, dx_expected.view());
  // Logarithm and exponential are good to a few units in the last place, times beta.
  const double tolerance = sum_tolerance(2.0 * norm.radius + 8.0);
  for (const Kernels* kernels : tables) {
    CAPTURE(kernels->name);
    GuardedTensor y = poisoned(shape, random);
    GuardedBuffer scale = poisoned(shape.count(), random);
    kernels->response_norm_forward(x.view(), norm, y.view(), scale.values());
    agreement.check(scale, scale_expected.values(), sum_tolerance(2.0 * norm.radius + 1.0));
    agreement.check(y, y_expected, tolerance);
    GuardedTensor dx = copy_of(dx_before, random);
    kernels->response_norm_backward(dy.view(), x.view(), y_expected.view(), scale_expected.values(),
                                    norm, dx.view());
    agreement.check(dx, dx_expected, tolerance);
  }
}

}  // namespace receptive::testing
