#include "inspect/features/feature_reader.h"

#include <algorithm>

#include "base/error.h"

namespace receptive {

namespace {

constexpr int most_together = 64;
constexpr std::uint64_t most_bytes = std::uint64_t{48} << 20U;

ExecutionPlan::Options options_for(const Network& network) {
  ExecutionPlan::Options options{.capacity = most_together,
                                 .gradients = false,
                                 .keep = true,
                                 .threads = network.team().threads()};
  for (;;) {
    const ExecutionPlan plan(network.graph(), network.kernels(), options);
    const ExecutionPlan::Bytes bytes = plan.bytes();
    const bool small = bytes.activations + bytes.workspace <= most_bytes;
    if (small || options.capacity == 1) return options;
    options.capacity /= 2;
  }
}

int find_reader(const Network& network) {
  for (int node = network.scores_node(); node >= 0; --node) {
    if (network.graph().reading_of(node).weighs_all()) return node;
  }
  return network.scores_node();
}

}  // namespace

FeatureReader::FeatureReader(const Network& network)
    : network_(&network),
      reader_(find_reader(network)),
      source_(network.graph().nodes()[static_cast<std::size_t>(reader_)].inputs[0]),
      parameters_(network.graph()),
      execution_(network.make_execution(options_for(network))) {
  size_ = static_cast<int>(execution_.activation(source_).shape.example_count());
  take();
}

const std::string& FeatureReader::reader() const { return network_->graph().name_of(reader_); }

void FeatureReader::take() {
  std::ranges::copy(network_->answering_parameters().values(), parameters_.values().begin());
}

template <typename Load>
void FeatureReader::read_all(int count, const Load& load, TensorView features, TensorView answers) {
  for (int done = 0; done < count; done += capacity()) {
    const int some = std::min(capacity(), count - done);
    load(done, execution_.inputs(some));
    execution_.forward(parameters_, some, {});
    std::ranges::copy(execution_.activation(source_).values(), features.example(done));
    network_->answer(execution_.activation(network_->scores_node()), answers.examples(done, some));
  }
}

void FeatureReader::read(const Dataset& data, std::span<const std::uint32_t> indices,
                         TensorView features, TensorView answers) {
  if (data.example != network_->graph().input()) {
    throw ArgumentError("data: expected pictures of " + example_text(network_->graph().input()) +
                        ", found " + example_text(data.example));
  }
  for (const std::uint32_t index : indices) {
    if (index >= static_cast<std::uint32_t>(data.size())) {
      throw ArgumentError("examples: expected numbers from 0 to " +
                          std::to_string(data.size() - 1) + ", found " + std::to_string(index));
    }
  }
  const auto load = [&](int done, TensorView pictures) {
    const auto some = static_cast<std::size_t>(pictures.shape.n);
    data.gather(indices.subspan(static_cast<std::size_t>(done), some), pictures);
  };
  read_all(static_cast<int>(indices.size()), load, features, answers);
}

void FeatureReader::read(ConstTensorView pictures, TensorView features, TensorView answers) {
  if (pictures.shape.with_examples(1) != network_->graph().input()) {
    throw ArgumentError("images: expected pictures of " + example_text(network_->graph().input()) +
                        ", found " + example_text(pictures.shape));
  }
  const auto load = [&](int done, TensorView to) {
    std::copy_n(pictures.example(done), to.count(), to.data);
  };
  read_all(pictures.shape.n, load, features, answers);
}

}  // namespace receptive
