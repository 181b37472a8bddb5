#include <algorithm>
#include <utility>

#include "nn/layers.h"
#include "nn/layers/convolution.h"
#include "nn/layers/window_argument.h"

namespace receptive {

namespace {

/// Reads `groups`, which must divide the maps on both sides.
int read_groups(Arguments& arguments, int filters, int maps) {
  const int groups = arguments.whole("groups", 1, maps, 1);
  if (filters % groups != 0 || maps % groups != 0) {
    arguments.refuse("groups",
                     "a divisor of the " + std::to_string(maps) + " input maps and the " +
                         std::to_string(filters) + " filters",
                     std::to_string(groups));
  }
  return groups;
}

std::unique_ptr<Layer> finish(Arguments& arguments, ConvolutionPlan plan) {
  check_padded_maps(arguments, plan.input, plan.window.padding);
  plan.start = read_weight_start(arguments, convolution_weight(plan), 4, {plan.filters, 1, 1, 1});
  return make_convolution(std::move(plan));
}

}  // namespace

std::unique_ptr<Layer> make_conv2d(Arguments& arguments, LayerInputs inputs) {
  ConvolutionPlan plan{.input = inputs[0]};
  plan.filters = arguments.whole("filters", 1, 65536);
  const IntPair kernel = arguments.pair("kernelSize");
  plan.window = read_window(arguments, kernel, IntPair{1, 1}, inputs[0], {.dilation = true});
  plan.groups = read_groups(arguments, plan.filters, inputs[0].c);
  checked_count(convolution_weight(plan), arguments.owner() + ": weight");
  plan.table = read_connections(arguments, plan.filters, inputs[0].c);
  if (!plan.table.empty() && plan.groups > 1) {
    arguments.refuse("connections", "none beside groups", std::to_string(plan.groups) + " groups");
  }
  // Theano's LeNet counts the outputs that are left behind the pool: 0.25 for a pool of 2x2.
  plan.fan_out_scale = arguments.number("fanOutScale", 1e-6, 1e6, 1.0);
  return finish(arguments, std::move(plan));
}

std::unique_ptr<Layer> make_conv1d(Arguments& arguments, LayerInputs inputs) {
  ConvolutionPlan plan{.input = inputs[0], .over_row = true};
  plan.filters = arguments.whole("filters", 1, 65536);
  plan.window = read_window1d(arguments, inputs[0]);
  plan.groups = read_groups(arguments, plan.filters, inputs[0].c);
  return finish(arguments, std::move(plan));
}

std::unique_ptr<Layer> make_depthwise_conv2d(Arguments& arguments, LayerInputs inputs) {
  ConvolutionPlan plan{.input = inputs[0], .groups = inputs[0].c};
  const IntPair kernel = arguments.pair("kernelSize");
  plan.window = read_window(arguments, kernel, IntPair{1, 1}, inputs[0], {.dilation = true});
  // Filters g * depthMultiplier and those after it read map g.
  const int most = std::max(1, 65536 / inputs[0].c);
  plan.filters = inputs[0].c * arguments.whole("depthMultiplier", 1, most, 1);
  return finish(arguments, std::move(plan));
}

}  // namespace receptive
