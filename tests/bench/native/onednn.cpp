#include <dnnl.hpp>
#include <memory>
#include <unordered_map>

#include "measurements.h"

namespace receptive::bench {

namespace {

using Memory = dnnl::memory;

struct OneDnn {
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};

  static OneDnn& instance() {
    static OneDnn one;
    return one;
  }
};

Memory::desc any_format(const Memory::dims& dims) {
  return {dims, Memory::data_type::f32, Memory::format_tag::any};
}

/// Zeros: its convolutions take the same time whatever the values, and none are denormal.
Memory make(const Memory::desc& desc) { return {desc, OneDnn::instance().engine}; }

void time_primitive(int index, const char* pass, const dnnl::primitive& primitive,
                    const std::unordered_map<int, Memory>& arguments, Stopwatch& stopwatch) {
  dnnl::stream& stream = OneDnn::instance().stream;
  stopwatch.time(index, "oneDNN", pass, [&] {
    primitive.execute(stream, arguments);
    stream.wait();
  });
}

}  // namespace

void time_onednn(int index, const Case& one, Stopwatch& stopwatch) {
  if (one.kind != "conv") return;
  const dnnl::engine& engine = OneDnn::instance().engine;
  const auto dims = [](const Shape& shape) {
    return Memory::dims{shape.n, shape.c, shape.h, shape.w};
  };
  const Memory::desc x = any_format(dims(one.x));
  const Memory::desc y = any_format(dims(one.y));
  const Memory::desc weight = any_format(dims(one.weight));
  const Memory::desc bias = any_format({one.weight.n});
  const Memory::dims strides = {1, 1};
  const Padding& edge = one.window.padding;
  const Memory::dims before = {edge.top, edge.left};
  const Memory::dims after = {edge.bottom, edge.right};
  const auto algorithm = dnnl::algorithm::convolution_auto;

  const dnnl::convolution_forward::primitive_desc forward(
      {dnnl::prop_kind::forward_training, algorithm, x, weight, bias, y, strides, before, after},
      engine);
  time_primitive(index, "forward", dnnl::convolution_forward(forward),
                 {{DNNL_ARG_SRC, make(forward.src_desc())},
                  {DNNL_ARG_WEIGHTS, make(forward.weights_desc())},
                  {DNNL_ARG_BIAS, make(forward.bias_desc())},
                  {DNNL_ARG_DST, make(forward.dst_desc())}},
                 stopwatch);

  const dnnl::convolution_backward_weights::primitive_desc backward_weights(
      {algorithm, x, weight, bias, y, strides, before, after}, engine, forward);
  time_primitive(index, "backward weights", dnnl::convolution_backward_weights(backward_weights),
                 {{DNNL_ARG_SRC, make(backward_weights.src_desc())},
                  {DNNL_ARG_DIFF_DST, make(backward_weights.diff_dst_desc())},
                  {DNNL_ARG_DIFF_WEIGHTS, make(backward_weights.diff_weights_desc())},
                  {DNNL_ARG_DIFF_BIAS, make(backward_weights.diff_bias_desc())}},
                 stopwatch);

  if (one.first) return;
  const dnnl::convolution_backward_data::primitive_desc backward_data(
      {algorithm, x, weight, y, strides, before, after}, engine, forward);
  time_primitive(index, "backward data", dnnl::convolution_backward_data(backward_data),
                 {{DNNL_ARG_DIFF_DST, make(backward_data.diff_dst_desc())},
                  {DNNL_ARG_WEIGHTS, make(backward_data.weights_desc())},
                  {DNNL_ARG_DIFF_SRC, make(backward_data.diff_src_desc())}},
                 stopwatch);
}

std::string onednn_description() {
  const dnnl_version_t& version = *dnnl::version();
  return std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
         std::to_string(version.patch);
}

}  // namespace receptive::bench
