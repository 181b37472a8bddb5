#include <algorithm>
#include <utility>

#include "nn/layers.h"
#include "nn/layers/common_arguments.h"
#include "nn/layers/convolution.h"
#include "nn/layers/window_argument.h"

namespace receptive {

namespace declared {

constexpr Argument groups{
    .name = "groups",
    .type = ArgumentType::whole,
    .low = 1,
    .high = no_whole_limit,
    .fallback = 1,
    .title = "Groups",
    .about =
        "Filters and maps fall into this many groups, and a filter reads the maps of its own."};
/// LeNet-5's table; see `read_connections`.
constexpr Argument connections{.name = "connections",
                               .type = ArgumentType::text,
                               .title = "Connections",
                               .about =
                                   "Which maps each filter reads, a group of map numbers for each: "
                                   "'012 123' or '0,1,12 3,4'."};
constexpr Argument fan_out_scale{.name = "fanOutScale",
                                 .low = 1e-6,
                                 .high = 1e6,
                                 .fallback = 1,
                                 .title = "Share of outputs that stay",
                                 .about =
                                     "Factor for the outputs that the start of the weights counts: "
                                     "0.25 in front of a pool of 2x2 (Theano's LeNet)."};
constexpr Argument row_kernel_size{.name = "kernelSize",
                                   .type = ArgumentType::whole,
                                   .required = true,
                                   .low = 1,
                                   .high = 4096,
                                   .title = "Filter size",
                                   .about = "Values that a filter sees at once."};
constexpr Argument row_strides{.name = "strides",
                               .type = ArgumentType::whole,
                               .low = 1,
                               .high = 4096,
                               .fallback = 1,
                               .title = "Stride",
                               .about = "Values from one place of the window to the next."};
constexpr Argument row_dilation_rate{
    .name = "dilationRate",
    .type = ArgumentType::whole,
    .low = 1,
    .high = 4096,
    .fallback = 1,
    .title = "Dilation",
    .about = "Gaps between the values of a filter: 2 leaves out every other one."};
constexpr const char* row_paddings[] = {"valid", "same", "causal"};
constexpr Argument row_padding{.name = "padding",
                               .type = ArgumentType::ends,
                               .high = 4096,
                               .fallback = 0,
                               .choices = row_paddings,
                               .title = "Padding",
                               .about =
                                   "Zeros around the row: valid adds none, same as many as keep "
                                   "the length, causal only before it."};
constexpr Argument depth_multiplier{.name = "depthMultiplier",
                                    .type = ArgumentType::whole,
                                    .low = 1,
                                    .high = no_whole_limit,
                                    .fallback = 1,
                                    .title = "Filters a map",
                                    .about = "How many filters read each map."};

}  // namespace declared

namespace {

/// Reads `groups`, which must divide the maps on both sides.
int read_groups(Arguments& arguments, int filters, int maps) {
  const int groups = arguments.whole("groups", maps);
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

std::unique_ptr<Layer> make_conv2d(Arguments& arguments, LayerInputs inputs) {
  ConvolutionPlan plan{.input = inputs[0]};
  plan.filters = arguments.whole("filters");
  const IntPair kernel = arguments.pair("kernelSize");
  plan.window = read_window(arguments, kernel, inputs[0], /*dilation=*/true);
  plan.groups = read_groups(arguments, plan.filters, inputs[0].c);
  checked_count(convolution_weight(plan), arguments.owner() + ": weight");
  plan.table = read_connections(arguments, plan.filters, inputs[0].c);
  if (!plan.table.empty() && plan.groups > 1) {
    arguments.refuse("connections", "none beside groups", std::to_string(plan.groups) + " groups");
  }
  plan.fan_out_scale = arguments.number("fanOutScale");
  return finish(arguments, std::move(plan));
}

std::unique_ptr<Layer> make_conv1d(Arguments& arguments, LayerInputs inputs) {
  ConvolutionPlan plan{.input = inputs[0], .over_row = true};
  plan.filters = arguments.whole("filters");
  plan.window = read_window1d(arguments, inputs[0]);
  plan.groups = read_groups(arguments, plan.filters, inputs[0].c);
  return finish(arguments, std::move(plan));
}

std::unique_ptr<Layer> make_depthwise_conv2d(Arguments& arguments, LayerInputs inputs) {
  ConvolutionPlan plan{.input = inputs[0], .groups = inputs[0].c};
  const IntPair kernel = arguments.pair("kernelSize");
  plan.window = read_window(arguments, kernel, inputs[0], /*dilation=*/true);
  // Filters g * depthMultiplier and those after it read map g.
  const int most = std::max(1, 65536 / inputs[0].c);
  plan.filters = inputs[0].c * arguments.whole("depthMultiplier", most);
  return finish(arguments, std::move(plan));
}

}  // namespace

extern constinit const LayerKind conv2d_layer{
    .declaration =
        {.name = "conv2d",
         .role = Role::weighs,
         .group = LayerGroup::filters,
         .arguments =
             arguments_of<declared::filters, declared::kernel_size, declared::strides,
                          declared::padding, declared::dilation_rate, declared::groups,
                          declared::connections, declared::use_bias, declared::kernel_initializer,
                          declared::kernel_values, declared::bias_values, declared::fan_out_scale,
                          declared::activation>,
         .title = "Convolution",
         .about = "Small filters slide over the maps and look for the same thing everywhere.",
         .start = R"({"filters": 8, "kernelSize": 3, "activation": "relu"})"},
    .make = make_conv2d};

extern constinit const LayerKind conv1d_layer{
    .declaration =
        {.name = "conv1d",
         .role = Role::weighs,
         .group = LayerGroup::filters,
         .arguments =
             arguments_of<declared::filters, declared::row_kernel_size, declared::row_strides,
                          declared::row_padding, declared::row_dilation_rate, declared::groups,
                          declared::use_bias, declared::kernel_initializer, declared::kernel_values,
                          declared::bias_values, declared::activation>,
         .title = "Convolution of a row",
         .about = "As a convolution, over a row of values such as a sentence.",
         .start = R"({"filters": 8, "kernelSize": 3, "activation": "relu"})"},
    .make = make_conv1d};

extern constinit const LayerKind depthwise_conv2d_layer{
    .declaration =
        {.name = "depthwiseConv2d",
         .role = Role::weighs,
         .group = LayerGroup::filters,
         .arguments =
             arguments_of<declared::kernel_size, declared::strides, declared::padding,
                          declared::dilation_rate, declared::depth_multiplier, declared::use_bias,
                          declared::kernel_initializer, declared::kernel_values,
                          declared::bias_values, declared::activation>,
         .title = "Convolution, each map by itself",
         .about = "One filter for each map, and no map is mixed with another: few weights.",
         .start = R"({"kernelSize": 3, "padding": "same", "activation": "relu"})"},
    .make = make_depthwise_conv2d};

}  // namespace receptive
