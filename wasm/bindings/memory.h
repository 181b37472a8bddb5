#pragma once

#include <cstddef>

namespace receptive::bindings {

/// Bytes by role.
struct MemoryBytes {
  std::size_t parameters = 0;
  std::size_t gradients = 0;
  std::size_t optimizer = 0;
  std::size_t activations = 0;
  std::size_t activation_gradients = 0;
  std::size_t workspace = 0;
  std::size_t probe = 0;
};

}  // namespace receptive::bindings
