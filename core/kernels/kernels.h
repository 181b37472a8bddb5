#pragma once

#include <cstdint>
#include <span>

#include "kernels/window.h"
#include "tensor/view.h"

/// The arithmetic of the core: free functions over views, collected in one table for each
/// instruction set.
///
/// Conventions for every kernel
///   - float32, NCHW, contiguous. `dy` is dLoss/dy and so on.
///   - forward kernels overwrite their output; backward kernels add to theirs (+=).
///   - a kernel takes no memory: what it needs comes in `workspace` (64-byte aligned).
///   - shapes have been checked by the caller (nn/), kernels only assert.
namespace receptive {

/// Functions of each value by itself; `slope` belongs to two of them and is unread by the others.
enum class ActivationKind : std::uint8_t {
  relu,        ///< max(0, x)
  leaky_relu,  ///< x >= 0 ? x : slope * x
  elu,         ///< x > 0 ? x : slope * (e^x - 1) (Clevert, Unterthiner and Hochreiter 2016)
  sigmoid,     ///< 1 / (1 + e^-x)
  tanh,
  scaled_tanh,  ///< 1.7159 tanh(2x / 3) (LeCun, Bottou, Orr and Mueller 1998, "Efficient BackProp")
  absolute,     ///< |x| (Jarrett et al. 2009, "What is the best multi-stage architecture ...?")
};

/// C = op(A) op(B), row-major. op is the identity or the transpose.
struct GemmShape {
  int m = 0;                 ///< rows of op(A) and of C
  int n = 0;                 ///< columns of op(B) and of C
  int k = 0;                 ///< columns of op(A), rows of op(B)
  bool transpose_a = false;  ///< A is stored (k, m) instead of (m, k)
  bool transpose_b = false;  ///< B is stored (n, k) instead of (k, n)
  int lda = 0;               ///< values from one stored row of A to the next
  int ldb = 0;
  int ldc = 0;
  bool accumulate = false;  ///< C += instead of C =
};

/// What the loss says of a batch, summed (not averaged) over its examples.
struct LossSum {
  double loss = 0.0;
  int correct = 0;  ///< examples whose largest output is their label
};

struct AdamStep {
  float learning_rate = 0.001F;
  float beta1 = 0.9F;
  float beta2 = 0.999F;
  float epsilon = 1e-7F;
  /// 1 - beta1^t and 1 - beta2^t of this step t = 1, 2, ...
  float correction1 = 1.0F;
  float correction2 = 1.0F;
};

/// Keras's and TensorFlow.js's RMSProp (Hinton, Srivastava and Swersky 2012, lecture 6e), whose
/// epsilon stands inside the root.
struct RmspropStep {
  float learning_rate = 0.001F;
  float rho = 0.9F;
  float momentum = 0.0F;
  float epsilon = 1e-7F;
};

/// Local response normalization over the maps c - radius .. c + radius that there are (Krizhevsky,
/// Sutskever and Hinton 2012, section 3.3). bias > 0 and alpha >= 0, so that the bracket is
/// positive.
struct ResponseNorm {
  int radius = 5;
  float bias = 1.0F;
  float alpha = 1.0F;
  float beta = 0.5F;
};

struct Kernels {
  /// "reference", "sse2", "avx2", "avx512", "neon64", "wasm": what people are shown.
  const char* name;
  /// float32 values in one vector register; 1 for the reference.
  int lanes;

  // --- the kernels: signatures.h says what each computes ------------------------------------
#define RECEPTIVE_KERNEL(result, name, ...) result (*name)(__VA_ARGS__);
#include "kernels/signatures.h"
};

/// The plain loops, straight from the formulas: the truth that every fast kernel is tested against.
const Kernels& reference_kernels();

/// Every table that this binary holds and this machine can run, the reference first, the fastest
/// last.
std::span<const Kernels* const> available_kernels();

/// The last of `available_kernels()`.
const Kernels& fastest_kernels();

}  // namespace receptive
