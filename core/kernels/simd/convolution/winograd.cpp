#include "kernels/simd/convolution/winograd.h"

#include <cassert>

#include "kernels/simd/convolution/winograd_filters.h"
#include "kernels/simd/convolution/winograd_tiles.h"

namespace receptive::simd::RECEPTIVE_SIMD_TARGET {

namespace {

/// The images from `first` on that are transformed and multiplied together.
struct Group {
  Index first = 0;
  Index images = 0;
  Strip strip;
  Index tiles = 0;  ///< of each image

  [[nodiscard]] Index all_tiles() const { return images * tiles; }
};

template <typename Each>
RECEPTIVE_INLINE void for_each_group(const WinogradPlan& plan, const Each& each) {
  for (Index n = 0; n < plan.x.n; n += plan.group_images) {
    for (Index row = 0; row < plan.tile_rows; row += plan.group_rows) {
      Group group;
      group.first = n;
      group.images = min_of(plan.group_images, plan.x.n - n);
      group.strip = plan.strip(row);
      group.tiles = group.strip.rows * plan.tile_cols;
      each(group);
    }
  }
}

void read_input(const WinogradPlan& plan, const Group& group, const ConstMaps& x) {
  for (Index i = 0; i < group.images; ++i) {
    stage(plan.in, x.image(group.first + i), x.shape, group.strip.in);
    transform_input(plan, group.strip, i * group.tiles);
  }
}

void read_output(const WinogradPlan& plan, const Group& group, const ConstMaps& dy) {
  for (Index i = 0; i < group.images; ++i) {
    stage(plan.out, dy.image(group.first + i), dy.shape, group.strip.out);
    transform_output(plan, group.strip, i * group.tiles);
  }
}

/// The plan, with zeros where nobody writes: in the maps that fill the last vector of a pixel.
WinogradPlan ready_plan(const Shape& x, const Shape& weight, const Window2d& window, const Shape& y,
                        std::span<float> workspace) {
  const WinogradPlan plan = winograd_plan(x, weight, window, y, workspace.data());
  assert(workspace.size() >= static_cast<std::size_t>(plan.used));
  fill_zero(plan.in.staged, plan.in.values - plan.in.staged);  // both sides'
  fill_zero(plan.bias, plan.bin - plan.bias);                  // and the zeros behind it
  return plan;
}

}  // namespace

bool prefers_winograd(const Shape& x, const Shape& weight, const Window2d& window, const Shape& y) {
  const bool possible = weight.h == weight.w && (weight.h == 3 || weight.h == 5) &&
                        window.stride_h == 1 && window.stride_w == 1 && window.dilation_h == 1 &&
                        window.dilation_w == 1;
  if (!possible) return false;
  // Multiplications of both ways for one input and one output map.
  const Index step = points + 1 - weight.h;
  const Index tiles = ceil_div(y.h, step) * ceil_div(y.w, step);
  const double direct = static_cast<double>(y.h) * y.w * weight.h * weight.w;
  const double ours = static_cast<double>(tiles) * frequencies;
  // What is saved grows with the product of the numbers of maps, what it costs, the transforms,
  // with their sum. Measured with 4, 8 and 16 lanes, 1 to 64 maps and 1x1 to 28x28 pixels, the
  // three passes together are faster from about this ratio on: from 4 to 16 maps with 4 lanes, 6 to
  // 16 with 8, 12 to 16 with 16 (products gain more from wide vectors than transforms do). The
  // filters' own transforms must be repaid, too, which tiles that are mostly empty never do.
  return direct >= 1.5 * ours && direct * x.c * y.c >= (5 + lanes) * ours * (x.c + y.c);
}

std::size_t winograd_workspace(const Shape& x, const Shape& weight, const Window2d& window,
                               const Shape& y) {
  return static_cast<std::size_t>(winograd_plan(x, weight, window, y, nullptr).used);
}

void winograd_forward(const ConstMaps& x, ConstTensorView weight, const float* bias,
                      const Window2d& window, const Maps& y, std::span<float> workspace) {
  const WinogradPlan plan = ready_plan(x.shape, weight.shape, window, y.shape, workspace);
  if (bias != nullptr) copy(bias, y.shape.c, plan.bias);
  transform_filters(plan, plan.in, plan.out, weight.data);
  for_each_group(plan, [&](const Group& group) {
    read_input(plan, group, x);
    multiply_by_filters(plan, plan.in, plan.out, group.all_tiles());
    for (Index i = 0; i < group.images; ++i) {
      transform_back_output(plan, group.strip, i * group.tiles);
      unstage(plan.out, y.image(group.first + i), y.shape, group.strip.out);
    }
  });
}

void winograd_backward_data(const ConstMaps& dy, ConstTensorView weight, const Window2d& window,
                            const Maps& dx, std::span<float> workspace) {
  const WinogradPlan plan = ready_plan(dx.shape, weight.shape, window, dy.shape, workspace);
  transform_filters(plan, plan.out, plan.in, weight.data);
  for_each_group(plan, [&](const Group& group) {
    read_output(plan, group, dy);
    multiply_by_filters(plan, plan.out, plan.in, group.all_tiles());
    for (Index i = 0; i < group.images; ++i) {
      transform_back_input(plan, group.strip, i * group.tiles);
      unstage_add(plan.in, dx.image(group.first + i), dx.shape, group.strip.in);
    }
  });
}

void winograd_backward_weights(const ConstMaps& x, const ConstMaps& dy, const Window2d& window,
                               TensorView dweight, float* dbias, std::span<float> workspace) {
  const WinogradPlan plan = ready_plan(x.shape, dweight.shape, window, dy.shape, workspace);
  fill_zero(plan.filters, frequencies * plan.filter_pitch);
  for_each_group(plan, [&](const Group& group) {
    read_input(plan, group, x);
    read_output(plan, group, dy);
    add_filter_gradients(plan, group.all_tiles());
  });
  transform_back_filters(plan, dweight.data);
  add_map_sums(dy, 0, dy.shape.n, dbias);
}

}  // namespace receptive::simd::RECEPTIVE_SIMD_TARGET
