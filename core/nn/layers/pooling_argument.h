#pragma once

#include "nn/layers/window_argument.h"

namespace receptive {

namespace declared {

inline constexpr Argument pool_size{.name = "poolSize",
                                    .type = ArgumentType::pair,
                                    .low = 1,
                                    .high = 4096,
                                    .fallback = 2,
                                    .title = "Window",
                                    .about = "Squares that become one, height and width."};
inline constexpr Argument pool_strides{
    .name = "strides",
    .type = ArgumentType::pair,
    .low = 1,
    .high = 4096,
    .same_as = "poolSize",
    .title = "Stride",
    .about = "Squares from one window to the next; by default as many as the window has."};
/// PyTorch's name.
inline constexpr Argument ceil_mode{
    .name = "ceilMode",
    .type = ArgumentType::flag,
    .fallback = 0,
    .title = "Last windows may hang over",
    .about = "At the edge a window that is only partly on the map counts: 7 becomes 4, not 3."};

}  // namespace declared

/// A window that pools every map by itself, and what it makes of the input.
struct Pooling {
  Window2d window;
  Shape output;
  /// One window that covers the map, whatever its size (the global poolings).
  bool whole_map = false;
};

/// Reads `poolSize`, `strides`, `padding` and `ceilMode`. Padding is never pooled: windows shrink
/// at the edges.
Pooling read_pooling(Arguments& arguments, const Shape& input);

}  // namespace receptive
