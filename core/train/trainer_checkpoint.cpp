// How a run is written down and goes on; how it learns is in trainer.cpp.

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "base/decimal.h"
#include "base/error.h"
#include "io/checkpoint.h"
#include "train/trainer.h"

namespace receptive {

namespace {

[[noreturn]] void refuse(const std::string& expected, const std::string& found) {
  throw FormatError("checkpoint: expected " + expected + ", found " + found);
}

/// The pieces of `block` that hold values, which lie there as in `layout`; not the gaps between.
std::vector<std::span<float>> pieces_of(std::span<float> block, const ParameterSet& layout) {
  std::vector<std::span<float>> pieces;
  for (const TensorView& view : layout.views()) {
    const auto first = static_cast<std::size_t>(view.data - layout.values().data());
    pieces.push_back(block.subspan(first, view.count()));
  }
  return pieces;
}

std::size_t bytes_of(const std::vector<std::span<float>>& pieces) {
  std::size_t bytes = 0;
  for (const std::span<float> piece : pieces) bytes += piece.size_bytes();
  return bytes;
}

void append(std::vector<std::span<float>>& all, const std::vector<std::span<float>>& pieces) {
  all.insert(all.end(), pieces.begin(), pieces.end());
}

std::vector<CheckpointHead::Range> ranges_of(const FrozenValues& frozen) {
  std::vector<CheckpointHead::Range> ranges;
  ranges.reserve(frozen.ranges().size());
  for (const auto& [first, count] : frozen.ranges()) {
    ranges.push_back({.first = first, .count = count});
  }
  return ranges;
}

std::vector<std::string> names_of(const std::vector<OptimizerMemory>& memory) {
  std::vector<std::string> names;
  names.reserve(memory.size());
  for (const OptimizerMemory& one : memory) names.push_back(one.name);
  return names;
}

/// What may have changed of the layers' settings: the rates of dropout.
Values dropout_of(const Graph& graph) {
  Values rates;
  for (const Node& node : graph.nodes()) {
    const Argument* setting = node.layer->changeable_setting();
    if (setting != nullptr) rates[node.name] = node.settings.at(setting->name);
  }
  return rates;
}

std::unique_ptr<Optimizer> optimizer_of(const CheckpointHead& head, std::size_t count) {
  try {
    std::unique_ptr<Optimizer> optimizer = make_optimizer(head.optimizer, count);
    optimizer->set_learning_rate(head.learning_rate);
    optimizer->set_steps(head.optimizer_steps);
    return optimizer;
  } catch (const Error& error) {
    refuse("an optimizer that can be made", error.what());
  }
}

FrozenValues frozen_of(const CheckpointHead& head, std::size_t count) {
  FrozenValues frozen;
  for (const auto& [first, length] : head.frozen) {
    if (first > count || length > count - first) {
      refuse("frozen values within the network's " + std::to_string(count),
             std::to_string(length) + " from " + std::to_string(first));
    }
    frozen.freeze({.first = first, .count = length});
  }
  return frozen;
}

/// Refuses variances that nothing can be divided by, before anything has changed.
/// @param bytes from where the parameters begin, one behind the other
void check_variances(std::span<const std::uint8_t> bytes, const Graph& graph) {
  std::size_t at = 0;
  for (const ParameterName& name : parameter_names(graph)) {
    std::vector<float> values(name.info->never_negative ? name.info->shape.count() : 0);
    if (!values.empty())
      std::memcpy(values.data(), bytes.data() + at, sizeof(float) * values.size());
    at += sizeof(float) * name.info->shape.count();
    const std::size_t unfit = first_unfit(values, *name.info);
    if (unfit == values.size()) continue;
    refuse(name.text + " of " + std::string(fit_values(*name.info)),
           general_text(values[unfit], 6) + " at position " + std::to_string(unfit));
  }
}

}  // namespace

std::vector<std::span<float>> Trainer::state_values(const Optimizer& optimizer) const {
  std::vector<std::span<float>> pieces = pieces_of(parameters().values(), parameters());
  for (const OptimizerMemory& memory : optimizer.memory()) {
    append(pieces, pieces_of(memory.values, parameters()));
  }
  if (averaging_) append(pieces, pieces_of(averaging_->memory().values(), parameters()));
  return pieces;
}

std::vector<std::uint8_t> Trainer::checkpoint() const {
  const std::vector<std::span<float>> pieces = state_values(*optimizer_);
  return write_checkpoint({.network = network_fingerprint(graph()),
                           .seed = seed_,
                           .steps = steps_,
                           .epochs = epochs_,
                           .cursor = cursor_,
                           .examples = order_.size(),
                           .batch_size = batch_size_,
                           .optimizer = optimizer_->spec(),
                           .learning_rate = optimizer_->settings().learning_rate,
                           .optimizer_steps = optimizer_->steps(),
                           .memory = names_of(optimizer_->memory()),
                           .averaged = averaging_ ? averaging_->taken() : -1,
                           .frozen = ranges_of(frozen_),
                           .dropout = dropout_of(graph())},
                          std::vector<std::span<const float>>(pieces.begin(), pieces.end()));
}

void Trainer::restore(std::span<const std::uint8_t> file) {
  const auto [head, values] = read_checkpoint(file);
  if (head.network != network_fingerprint(graph())) {
    refuse("a run of this network", "one of another");
  }
  if (head.examples != order_.size()) {
    refuse("a run on the " + std::to_string(order_.size()) + " training pictures that are here",
           "one on " + std::to_string(head.examples));
  }
  if (head.cursor > head.examples || (head.cursor == head.examples && head.examples > 0)) {
    refuse("a place within the " + std::to_string(head.examples) + " training pictures",
           std::to_string(head.cursor));
  }
  if (head.averaged < (averaging_ ? 0 : -1) || (head.averaged >= 0 && !averaging_)) {
    refuse(averaging_ ? "an average of the parameters" : "no average of the parameters",
           averaging_ ? "none" : "one");
  }
  const Values rates = dropout_of(graph());
  for (const auto& [name, rate] : head.dropout) {
    const double value = std::get<double>(rate);
    if (!rates.contains(name) || !(value >= 0 && value < 1)) {
      refuse("rates from 0 to below 1 of this network's dropout layers", name);
    }
  }
  const std::size_t count = parameters().values().size();
  std::unique_ptr<Optimizer> optimizer = optimizer_of(head, count);
  if (names_of(optimizer->memory()) != head.memory) {
    refuse("what " + head.optimizer.type + " remembers", "something else");
  }
  FrozenValues frozen = frozen_of(head, count);
  const std::vector<std::span<float>> pieces = state_values(*optimizer);
  const std::size_t bytes = bytes_of(pieces);
  if (values.size() != bytes) {
    refuse(std::to_string(bytes) + " bytes of values", std::to_string(values.size()));
  }
  check_variances(values, graph());
  if (averaging_) {
    check_variances(values.last(bytes_of(pieces_of(parameters().values(), parameters()))), graph());
  }
  try {
    set_batch_size(head.batch_size);  // may want memory: the last that can fail
  } catch (const Error& error) {
    refuse("a batch size that there can be memory for", error.what());
  }

  const std::uint8_t* from = values.data();
  for (const std::span<float> piece : pieces) {
    if (!piece.empty()) std::memcpy(piece.data(), from, piece.size_bytes());
    from += piece.size_bytes();
  }
  optimizer_ = std::move(optimizer);
  frozen_ = std::move(frozen);
  if (averaging_) averaging_->set_taken(head.averaged);
  follow_average();
  for (const auto& [name, rate] : head.dropout) {
    network_.set_dropout_rate(name, std::get<double>(rate));
  }
  seed_ = head.seed;
  steps_ = head.steps;
  epochs_ = head.epochs;
  cursor_ = static_cast<std::size_t>(head.cursor);
  gradients_.fill_zero();
  has_updates_ = false;
  if (data_ != nullptr) shuffle();
}

}  // namespace receptive
