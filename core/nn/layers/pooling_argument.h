#pragma once

#include "nn/arguments.h"
#include "tensor/shape.h"

namespace receptive {

/// A window that pools every map by itself, and what it makes of the input.
struct Pooling {
  Window2d window;
  Shape output;
  /// One window that covers the map, whatever its size (the global poolings).
  bool whole_map = false;
};

/// Reads `poolSize` (2), `strides` (the pool size), `padding` and `ceilMode` (PyTorch's name: a
/// last window may hang over the edge). Padding is never pooled: windows shrink at the edges.
Pooling read_pooling(Arguments& arguments, const Shape& input);

}  // namespace receptive
