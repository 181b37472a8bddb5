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

}  // namespace receptive::declared
