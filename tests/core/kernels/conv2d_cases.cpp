#include "core/kernels/conv2d_cases.h"

namespace receptive::testing {

int output_extent(int extent, int before, int after, int kernel, int stride, int dilation) {
  const int room = extent + before + after - ((kernel - 1) * dilation + 1);
  return room < 0 ? 0 : room / stride + 1;
}

ConvProblem conv_problem(int n, int ic, int oc, int h, int w, const Window2d& window, int groups) {
  const Padding& pad = window.padding;
  const int oh =
      output_extent(h, pad.top, pad.bottom, window.kernel_h, window.stride_h, window.dilation_h);
  const int ow =
      output_extent(w, pad.left, pad.right, window.kernel_w, window.stride_w, window.dilation_w);
  return {.x = {n, ic, h, w},
          .weight = {oc, ic / groups, window.kernel_h, window.kernel_w},
          .window = window,
          .y = {n, oc, oh, ow}};
}

Window2d square_window(int kernel, int stride, int padding) {
  return {kernel, kernel, stride, stride, 1, 1, {padding, padding, padding, padding}};
}

Window2d random_conv_window(Random& random, int most_kernel) {
  Window2d window;
  window.kernel_h = in_range(random, 1, most_kernel);
  window.kernel_w = in_range(random, 1, most_kernel);
  window.stride_h = in_range(random, 1, 3);
  window.stride_w = in_range(random, 1, 3);
  window.dilation_h = random.below(3) == 0 ? in_range(random, 2, 3) : 1;
  window.dilation_w = random.below(3) == 0 ? in_range(random, 2, 3) : 1;
  const int most = random.below(8) == 0 ? most_kernel + 3 : 3;
  window.padding = {in_range(random, 0, most), in_range(random, 0, most), in_range(random, 0, most),
                    in_range(random, 0, most)};
  return window;
}

namespace {

/// sum_tolerance, with more for windows that a table may transform (see winograd_test.cpp): each
/// value of such a convolution is a sum over the 36 frequencies of a tile, whose terms are larger
/// than it and cancel.
double conv_tolerance(const Window2d& window, double terms) {
  const int kernel = window.kernel_h;
  const Window2d plain{kernel, kernel, 1, 1, 1, 1, window.padding};
  const bool transformed = window == plain && (kernel == 3 || kernel == 5);
  return sum_tolerance(transformed ? terms + 2 * 36 : terms);
}

}  // namespace

void compare_conv2d(Tables tables, const ConvProblem& problem, Random& random,
                    Agreement& agreement) {
  const auto& [x_shape, weight_shape, window, y_shape, with_bias] = problem;
  CAPTURE(shape_text(x_shape));
  CAPTURE(shape_text(weight_shape));
  CAPTURE(shape_text(y_shape));
  CAPTURE(window_text(window));
  const Kernels& reference = reference_kernels();
  GuardedTensor x = random_tensor(x_shape, random);
  GuardedTensor weight = random_tensor(weight_shape, random);
  GuardedBuffer bias = random_buffer(static_cast<std::size_t>(y_shape.c), random);
  const float* bias_values = with_bias ? bias.data() : nullptr;
  GuardedTensor dy = random_tensor(y_shape, random);
  // Gradients are added to what is there.
  const GuardedTensor dx_before = random_tensor(x_shape, random);
  const GuardedTensor dweight_before = random_tensor(weight_shape, random);

  GuardedTensor y_expected(y_shape);
  reference.conv2d_forward(x.view(), weight.view(), bias_values, window, y_expected.view(), {});
  GuardedTensor dx_expected = copy_of(dx_before, random);
  reference.conv2d_backward_data(dy.view(), weight.view(), window, dx_expected.view(), {});
  GuardedTensor dweight_expected = copy_of(dweight_before, random);
  GuardedBuffer dbias_expected = copy_of(bias, random);
  reference.conv2d_backward_weights(x.view(), dy.view(), window, dweight_expected.view(),
                                    with_bias ? dbias_expected.data() : nullptr, {});

  const double area = weight_shape.h * weight_shape.w;
  const double outputs_of_input =
      static_cast<double>(y_shape.c) * weight_shape.c / x_shape.c;  // of one group
  const double pixels = static_cast<double>(y_shape.n) * y_shape.h * y_shape.w;
  for (const Kernels* kernels : tables) {
    CAPTURE(kernels->name);
    GuardedBuffer workspace(kernels->conv2d_workspace(x_shape, weight_shape, window, y_shape));
    GuardedTensor y = poisoned(y_shape, random);
    kernels->conv2d_forward(x.view(), weight.view(), bias_values, window, y.view(),
                            workspace.poison().values());
    agreement.check(y, y_expected, conv_tolerance(window, weight_shape.c * area));
    GuardedTensor again(y_shape);
    kernels->conv2d_forward(x.view(), weight.view(), bias_values, window, again.view(),
                            workspace.randomize(random).values());
    CHECK(same_bits(y.values(), again.values()));

    GuardedTensor dx = copy_of(dx_before, random);
    kernels->conv2d_backward_data(dy.view(), weight.view(), window, dx.view(),
                                  workspace.poison().values());
    agreement.check(dx, dx_expected, conv_tolerance(window, outputs_of_input * area));

    GuardedTensor dweight = copy_of(dweight_before, random);
    GuardedBuffer dbias = copy_of(bias, random);
    kernels->conv2d_backward_weights(x.view(), dy.view(), window, dweight.view(),
                                     with_bias ? dbias.data() : nullptr,
                                     workspace.poison().values());
    agreement.check(dweight, dweight_expected, conv_tolerance(window, pixels));
    agreement.check(dbias, dbias_expected.values(), sum_tolerance(pixels));
    CHECK(workspace.intact());
  }
}

}  // namespace receptive::testing
