#pragma once

#include "base/declaration.h"

namespace receptive::declared {

// Arguments that several layers take.

inline constexpr Argument filters{
    .name = "filters",
    .type = ArgumentType::whole,
    .required = true,
    .low = 1,
    .high = 65536,
    .title = "Filters",
    .about = "How many different things it looks for; each makes a map of its own."};

inline constexpr Argument kernel_size{
    .name = "kernelSize",
    .type = ArgumentType::pair,
    .required = true,
    .low = 1,
    // No window of a real network comes near this; it keeps sums of extents far from overflow.
    .high = 4096,
    .title = "Filter size",
    .about = "Squares that a filter sees at once, height and width."};

/// The layers that `activation` can put behind another, and none.
inline constexpr const char* activations[] = {
    "relu", "leakyRelu", "elu", "sigmoid", "tanh", "scaledTanh", "abs", "softmax", "linear"};

inline constexpr Argument activation{
    .name = "activation",
    .type = ArgumentType::choice,
    .fallback = 8,
    .choices = activations,
    .title = "Activation",
    .about = "What bends the sums; without one two layers in a row could be one."};

inline constexpr Argument units{
    .name = "units",
    .type = ArgumentType::whole,
    .required = true,
    .low = 1,
    .high = 1 << 20,
    .title = "Units",
    .about = "Sums over everything that comes in. The last dense layer has one for each class."};

// Of layers that normalize by mean and variance.
inline constexpr Argument norm_epsilon{
    .name = "epsilon",
    .low = 1e-12,
    .high = 1,
    .fallback = 1e-3,
    .title = "Epsilon",
    .about = "Added to the variance, so that a flat map is not divided by 0."};
inline constexpr Argument norm_scale{.name = "scale",
                                     .type = ArgumentType::flag,
                                     .fallback = 1,
                                     .title = "Gamma",
                                     .about = "A factor for each map, learned."};
inline constexpr Argument norm_center{.name = "center",
                                      .type = ArgumentType::flag,
                                      .fallback = 1,
                                      .title = "Beta",
                                      .about = "A number for each map that is added, learned."};

}  // namespace receptive::declared
