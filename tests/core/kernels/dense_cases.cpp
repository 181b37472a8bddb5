#include "core/kernels/dense_cases.h"

namespace receptive::testing {

void compare_dense(Tables tables, const DenseProblem& problem, Random& random,
                   Agreement& agreement) {
  const auto& [examples, inputs, outputs] = problem;
  CAPTURE(examples);
  CAPTURE(inputs);
  CAPTURE(outputs);
  const Kernels& reference = reference_kernels();
  // A layer takes whatever maps come as one row.
  const Shape x_shape =
      inputs % 6 == 0 ? Shape{examples, 2, 3, inputs / 6} : Shape{examples, inputs, 1, 1};
  const Shape y_shape{examples, outputs, 1, 1};
  const Shape weight_shape{outputs, inputs, 1, 1};
  GuardedTensor x = random_tensor(x_shape, random);
  GuardedTensor weight = random_tensor(weight_shape, random);
  GuardedBuffer bias = random_buffer(static_cast<std::size_t>(outputs), random);
  GuardedTensor dy = random_tensor(y_shape, random);
  const GuardedTensor dx_before = random_tensor(x_shape, random);
  const GuardedTensor dweight_before = random_tensor(weight_shape, random);

  GuardedTensor y_expected(y_shape);
  GuardedTensor y_unbiased(y_shape);
  GuardedTensor dx_expected = copy_of(dx_before, random);
  GuardedTensor dweight_expected = copy_of(dweight_before, random);
  GuardedBuffer dbias_expected = copy_of(bias, random);
  reference.dense_forward(x.view(), weight.view(), bias.data(), y_expected.view(), {});
  reference.dense_forward(x.view(), weight.view(), nullptr, y_unbiased.view(), {});
  reference.dense_backward_data(dy.view(), weight.view(), dx_expected.view(), {});
  reference.dense_backward_weights(x.view(), dy.view(), dweight_expected.view(),
                                   dbias_expected.data(), {});
  for (const Kernels* kernels : tables) {
    CAPTURE(kernels->name);
    GuardedBuffer workspace(kernels->dense_workspace(examples, inputs, outputs));
    GuardedTensor y = poisoned(y_shape, random);
    kernels->dense_forward(x.view(), weight.view(), bias.data(), y.view(),
                           workspace.poison().values());
    agreement.check(y, y_expected, sum_tolerance(inputs));
    y.buffer.poison();
    kernels->dense_forward(x.view(), weight.view(), nullptr, y.view(), workspace.poison().values());
    agreement.check(y, y_unbiased, sum_tolerance(inputs));

    GuardedTensor dx = copy_of(dx_before, random);
    kernels->dense_backward_data(dy.view(), weight.view(), dx.view(), workspace.poison().values());
    agreement.check(dx, dx_expected, sum_tolerance(outputs));

    GuardedTensor dweight = copy_of(dweight_before, random);
    GuardedBuffer dbias = copy_of(bias, random);
    kernels->dense_backward_weights(x.view(), dy.view(), dweight.view(), dbias.data(),
                                    workspace.poison().values());
    agreement.check(dweight, dweight_expected, sum_tolerance(examples));
    agreement.check(dbias, dbias_expected.values(), sum_tolerance(examples));
    GuardedTensor without_bias = copy_of(dweight_before, random);
    kernels->dense_backward_weights(x.view(), dy.view(), without_bias.view(), nullptr,
                                    workspace.poison().values());
    CHECK(same_bits(without_bias.values(), dweight.values()));
    CHECK(workspace.intact());
  }
}

}  // namespace receptive::testing
