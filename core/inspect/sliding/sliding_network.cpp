#include "inspect/sliding/sliding_network.h"

#include <algorithm>
#include <string>

#include "base/error.h"
#include "inspect/structure/receptive_field.h"

namespace receptive {

namespace {

constexpr int crops_together = 32;

void check(ConstTensorView canvas, const Shape& expected) {
  if (canvas.shape == expected) return;
  throw ArgumentError("canvas: expected one picture of " + example_text(expected) + ", found " +
                      std::to_string(canvas.shape.n) + " of " + example_text(canvas.shape));
}

}  // namespace

SlidingNetwork::SlidingNetwork(const ModelSpec& spec, const Network& network, const Shape& canvas)
    : network_(&network),
      large_(to_convolutional(spec, canvas)),
      parameters_(large_),
      execution_(large_, network.kernels(), {.capacity = 1, .gradients = false}, network.team()),
      crops_(network.make_execution({.capacity = crops_together, .gradients = false})) {
  if (large_.output().output.c != network.outputs()) {
    throw SpecError(large_.output().name + ": expected a value for each of the " +
                    std::to_string(network.outputs()) + " classes at every position, found " +
                    example_text(large_.output().output));
  }
  const ReceptiveField field = receptive_fields(large_).back();
  stride_down_ = static_cast<int>(field.h.stride);
  stride_right_ = static_cast<int>(field.w.stride);
  const Shape& window = network.graph().input();
  answers_ = large_.output().output;
  answers_.h = std::min(answers_.h, (canvas.h - window.h) / stride_down_ + 1);
  answers_.w = std::min(answers_.w, (canvas.w - window.w) / stride_right_ + 1);
  const std::size_t positions =
      std::max<std::size_t>(answers_.plane_count(), static_cast<std::size_t>(crops_together));
  by_position_.resize(positions * static_cast<std::size_t>(answers_.c));
  answered_.resize(by_position_.size());
}

void SlidingNetwork::run(ConstTensorView canvas, TensorView scores, TensorView answers) {
  check(canvas, this->canvas());
  copy_parameters(network_->graph(), network_->answering_parameters(), large_, parameters_);
  std::ranges::copy(canvas.values(), execution_.inputs(1).data);
  execution_.forward(parameters_, 1, {});
  const ConstTensorView found = execution_.activation(static_cast<int>(large_.nodes().size()) - 1);
  const auto classes = static_cast<std::size_t>(answers_.c);
  const std::size_t positions = answers_.plane_count();
  const auto columns = static_cast<std::size_t>(answers_.w);
  for (int c = 0; c < answers_.c; ++c) {
    for (std::size_t at = 0; at < positions; ++at) {
      const std::size_t from =
          at / columns * static_cast<std::size_t>(found.shape.w) + at % columns;
      const float score = found.plane(0, c)[from];
      scores.plane(0, c)[at] = score;
      by_position_[at * classes + static_cast<std::size_t>(c)] = score;
    }
  }
  const Shape each{static_cast<int>(positions), answers_.c, 1, 1};
  // The loss takes the positions for examples.
  network_->answer({by_position_.data(), each}, {answered_.data(), each});
  for (std::size_t c = 0; c < classes; ++c) {
    for (std::size_t at = 0; at < positions; ++at) {
      answers.data[c * positions + at] = answered_[at * classes + c];
    }
  }
}

void SlidingNetwork::ask_crops(ConstTensorView canvas, int first, int count, TensorView answers) {
  check(canvas, this->canvas());
  const int columns = answers_.w;
  const Shape& window = network_->graph().input();
  if (first < 0 || count < 0 || first + count > columns * answers_.h) {
    throw ArgumentError("positions: expected a range within 0 to " +
                        std::to_string(columns * answers_.h - 1) + ", found " +
                        std::to_string(count) + " from " + std::to_string(first));
  }
  for (int done = 0; done < count; done += crops_together) {
    const int some = std::min(crops_together, count - done);
    const TensorView pictures = crops_.inputs(some);
    for (int n = 0; n < some; ++n) {
      const int position = first + done + n;
      const int top = position / columns * stride_down_;
      const int left = position % columns * stride_right_;
      for (int c = 0; c < window.c; ++c) {
        for (int row = 0; row < window.h; ++row) {
          const float* from = canvas.plane(0, c) + (top + row) * canvas.shape.w + left;
          std::copy_n(from, window.w, pictures.plane(n, c) + row * window.w);
        }
      }
    }
    crops_.forward(network_->answering_parameters(), some, {});
    const ConstTensorView scores = crops_.activation(network_->scores_node());
    network_->answer(scores, answers.examples(done, some));
  }
}

}  // namespace receptive
