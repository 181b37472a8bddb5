#include "kernels/kernels.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <tuple>
#include <vector>

#include "base/random.h"
#include "measurements.h"
#include "nn/layers.h"
#include "tensor/arena.h"

namespace receptive::bench {

namespace {

/// Everything that the passes of one operation read and write, with values of about 1.
struct Buffers {
  explicit Buffers(const Case& one)
      : arena(Arena::padded(one.x.count()) * 2 + Arena::padded(one.y.count()) * 3 +
              Arena::padded(one.weight.count()) * 2 +
              Arena::padded(static_cast<std::size_t>(one.y.c)) * 2) {
    x = take(one.x);
    dx = take(one.x);
    y = take(one.y);
    dy = take(one.y);
    mask = take(one.y);
    weight = take(one.weight);
    dweight = take(one.weight);
    bias = arena.take(static_cast<std::size_t>(one.y.c)).data();
    dbias = arena.take(static_cast<std::size_t>(one.y.c)).data();
    switches.resize(one.y.count());
    Random random(1);
    for (float& value : arena.values()) value = random.uniform(-1.0F, 1.0F);
  }

  TensorView take(const Shape& shape) { return {arena.take(shape.count()).data(), shape}; }

  Arena arena;
  TensorView x, dx, y, dy, mask, weight, dweight;
  float* bias = nullptr;
  float* dbias = nullptr;
  std::vector<std::int32_t> switches;
};

struct Timing {
  int index;
  const Case& one;
  const Kernels& kernels;
  Buffers& buffers;
  Stopwatch& stopwatch;

  void pass(const char* name, const std::function<void()>& call) const {
    stopwatch.time(index, kernels.name, name, call);
  }
};

void time_conv(const Timing& t) {
  const Kernels& kernels = t.kernels;
  Buffers& b = t.buffers;
  const Window2d& window = t.one.window;
  Arena memory(kernels.conv2d_workspace(t.one.x, t.one.weight, window, t.one.y));
  const std::span<float> space = memory.values();
  t.pass("forward", [&] { kernels.conv2d_forward(b.x, b.weight, b.bias, window, b.y, space); });
  t.pass("backward weights",
         [&] { kernels.conv2d_backward_weights(b.x, b.dy, window, b.dweight, b.dbias, space); });
  if (t.one.first) return;
  t.pass("backward data",
         [&] { kernels.conv2d_backward_data(b.dy, b.weight, window, b.dx, space); });
}

/// The layer itself, with one thread: how it divides the products and what it does around them is
/// its own affair.
void time_dense(const Timing& t) {
  const Kernels& kernels = t.kernels;
  Buffers& b = t.buffers;
  const Shape example = t.one.x.with_examples(1);
  Values settings;
  const std::unique_ptr<Layer> layer = make_layer(
      "dense", "dense", {{"units", static_cast<double>(t.one.y.c)}}, {&example, 1}, settings);
  const LayerNeeds needs = layer->needs(kernels, t.one.x.n);
  Arena workspace(needs.workspace);
  Arena shared(needs.shared);
  const ConstTensorView x = b.x;
  const TensorView biases{b.bias, {t.one.y.c, 1, 1, 1}};
  const TensorView bias_gradients{b.dbias, biases.shape};
  const TensorView parameters[] = {b.weight, biases};
  const TensorView gradients[] = {b.dweight, bias_gradients};
  const Crew crew{.team = &Team::caller_alone(),
                  .workspaces = workspace.values(),
                  .workspace_pitch = needs.workspace};
  const ForwardPass forward{.kernels = kernels,
                            .inputs = {&x, 1},
                            .parameters = parameters,
                            .output = b.y,
                            .saved = {},
                            .switches = {},
                            .workspace = {},
                            .mode = PassMode::training,
                            .random = Random(1),
                            .crew = crew,
                            .shared = shared.values()};
  const auto backward = [&](const TensorView& dx, std::span<const TensorView> wanted) {
    layer->backward({.kernels = kernels,
                     .inputs = {&x, 1},
                     .parameters = parameters,
                     .output = b.y,
                     .output_gradient = b.dy,
                     .input_gradients = {&dx, 1},
                     .parameter_gradients = wanted,
                     .saved = {},
                     .switches = {},
                     .workspace = {},
                     .crew = crew,
                     .shared = shared.values()});
  };
  t.pass("forward", [&] { layer->forward(forward); });
  t.pass("backward weights", [&] { backward({nullptr, t.one.x}, gradients); });
  if (t.one.first) return;
  t.pass("backward data", [&] { backward(b.dx, {}); });
}

void time_pool(const Timing& t) {
  Buffers& b = t.buffers;
  t.pass("forward", [&] { t.kernels.max_pool2d_forward(b.x, t.one.window, b.y, b.switches); });
  t.pass("backward", [&] { t.kernels.max_pool2d_backward(b.dy, b.switches, b.dx); });
}

void time_pointwise(const Timing& t) {
  const Kernels& kernels = t.kernels;
  Buffers& b = t.buffers;
  const auto [x, y, mask] = std::tuple(b.x.values(), b.y.values(), b.mask.values());
  const auto [dx, dy] = std::tuple(b.dx.values(), b.dy.values());
  if (t.one.kind == "dropout") {
    t.pass("forward", [&] { kernels.dropout(x, 1, 0.5F, mask, y); });
    t.pass("backward", [&] { kernels.multiply(dy, mask, dx); });
    return;
  }
  const auto kind = t.one.kind == "tanh" ? ActivationKind::tanh : ActivationKind::relu;
  t.pass("forward", [&] { kernels.activation_forward(kind, 0.0F, x, y); });
  t.pass("backward", [&] { kernels.activation_backward(kind, 0.0F, x, y, dy, dx, false); });
}

}  // namespace

void time_kernels(int index, const Case& one, Stopwatch& stopwatch) {
  Buffers buffers(one);
  for (const Kernels* kernels : available_kernels()) {
    if (kernels->lanes == 1) continue;
    const Timing timing{index, one, *kernels, buffers, stopwatch};
    if (one.kind == "conv") {
      time_conv(timing);
    } else if (one.kind == "dense") {
      time_dense(timing);
    } else if (one.kind == "pool") {
      time_pool(timing);
    } else {
      time_pointwise(timing);
    }
  }
}

}  // namespace receptive::bench
