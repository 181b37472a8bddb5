#pragma once

namespace receptive::bindings {

/// Bytes by role. As double: what a described network would take may be more than 2^32.
struct MemoryBytes {
  double parameters = 0.0;
  double gradients = 0.0;
  double optimizer = 0.0;
  double activations = 0.0;
  double activation_gradients = 0.0;
  double workspace = 0.0;
  double probe = 0.0;
};

}  // namespace receptive::bindings
