#include "inspect/features/feature_reader.h"

#include <algorithm>

#include "base/error.h"

namespace receptive {

namespace {

constexpr int most_together = 64;
/// The inner activations must be kept, for which a plan has room only with the gradients.
constexpr std::uint64_t most_bytes = std::uint64_t{48} << 20U;

ExecutionPlan plan_for(const Trainer& trainer, Team* team) {
  ExecutionPlan::Options options{.capacity = most_together,
                                 .threads = team != nullptr ? team->threads() : 1};
  for (;;) {
    ExecutionPlan plan(trainer.graph(), trainer.kernels(), options);
    const ExecutionPlan::Bytes bytes = plan.bytes();
    const bool small = bytes.activations + bytes.gradients + bytes.workspace <= most_bytes;
    if (small || options.capacity == 1) return plan;
    options.capacity /= 2;
  }
}

int find_reader(const Trainer& trainer) {
  for (int node = trainer.scores_node(); node >= 0; --node) {
    if (trainer.graph().reading_of(node).weighs_all()) return node;
  }
  return trainer.scores_node();
}

}  // namespace

FeatureReader::FeatureReader(const Trainer& trainer, Team* team)
    : trainer_(&trainer),
      reader_(find_reader(trainer)),
      source_(trainer.graph().nodes()[static_cast<std::size_t>(reader_)].inputs[0]),
      parameters_(trainer.graph()),
      execution_(trainer.graph(), trainer.kernels(), plan_for(trainer, team), team),
      labels_(static_cast<std::size_t>(execution_.capacity())) {
  size_ = static_cast<int>(execution_.activation(source_).shape.example_count());
  take();
}

const std::string& FeatureReader::reader() const { return trainer_->graph().name_of(reader_); }

void FeatureReader::take() {
  std::ranges::copy(trainer_->scoring_parameters().values(), parameters_.values().begin());
}

template <typename Load>
void FeatureReader::read_all(int count, const Load& load, TensorView features, TensorView answers) {
  for (int done = 0; done < count; done += capacity()) {
    const int some = std::min(capacity(), count - done);
    load(done, execution_.picture(some));
    execution_.forward(parameters_, some, {});
    std::ranges::copy(execution_.activation(source_).values(), features.example(done));
    // Which labels the loss compares with does not matter: only its answers are wanted.
    std::ranges::fill(labels_, std::uint8_t{0});
    trainer_->loss().evaluate(trainer_->kernels(), execution_.activation(trainer_->scores_node()),
                              std::span(labels_).first(static_cast<std::size_t>(some)),
                              {answers.example(done), {some, outputs(), 1, 1}});
  }
}

void FeatureReader::read(const Dataset& data, std::span<const std::uint32_t> indices,
                         TensorView features, TensorView answers) {
  if (data.example != trainer_->graph().input()) {
    throw ArgumentError("data: expected pictures of " + example_text(trainer_->graph().input()) +
                        ", found " + example_text(data.example));
  }
  for (const std::uint32_t index : indices) {
    if (index >= data.labels.size()) {
      throw ArgumentError("examples: expected numbers from 0 to " +
                          std::to_string(data.size() - 1) + ", found " + std::to_string(index));
    }
  }
  const auto load = [&](int done, TensorView pictures) {
    const auto some = static_cast<std::size_t>(pictures.shape.n);
    data.gather(indices.subspan(static_cast<std::size_t>(done), some), pictures,
                std::span(labels_).first(some));
  };
  read_all(static_cast<int>(indices.size()), load, features, answers);
}

void FeatureReader::read(ConstTensorView pictures, TensorView features, TensorView answers) {
  if (pictures.shape.with_examples(1) != trainer_->graph().input()) {
    throw ArgumentError("images: expected pictures of " + example_text(trainer_->graph().input()) +
                        ", found " + example_text(pictures.shape));
  }
  const auto load = [&](int done, TensorView to) {
    std::copy_n(pictures.example(done), to.count(), to.data);
  };
  read_all(pictures.shape.n, load, features, answers);
}

}  // namespace receptive
