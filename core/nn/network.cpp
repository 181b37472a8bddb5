#include "nn/network.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "base/error.h"
#include "nn/largest.h"

namespace receptive {

namespace {

int find_scores_node(const Graph& graph) {
  const int last = static_cast<int>(graph.nodes().size()) - 1;
  if (!std::holds_alternative<formula::Softmax>(graph.output().layer->formula())) return last;
  const int scores = graph.output().inputs[0];
  if (scores == Graph::network_input) {
    throw SpecError(graph.output().name + ": expected a layer before it, found only the input");
  }
  return scores;
}

int count_outputs(const Graph& graph) {
  const Shape& shape = graph.output().output;
  const std::size_t values = shape.example_count();
  if (values < 2 || values > 256) {
    throw SpecError(graph.output().name +
                    ": expected 2 to 256 outputs, one for each class, found " +
                    std::to_string(values) + " (" + example_text(shape) + ")");
  }
  return static_cast<int>(values);
}

std::unique_ptr<Loss> loss_for(const RecipePart& spec, int outputs) {
  std::unique_ptr<Loss> loss = make_loss(spec);
  loss->check_classes(outputs);
  return loss;
}

void ignore_answers(int, int) {}

}  // namespace

Graph checked_graph(const ModelSpec& model, const RecipePart& loss) {
  Graph graph(model);
  find_scores_node(graph);
  loss_for(loss, count_outputs(graph));
  return graph;
}

Network::Network(const ModelSpec& model, const RecipePart& loss, const Kernels& kernels, Team* team)
    : graph_(model),
      kernels_(&kernels),
      team_(team != nullptr ? team : &Team::caller_alone()),
      scores_node_(find_scores_node(graph_)),
      outputs_(count_outputs(graph_)),
      loss_(loss_for(loss, outputs_)),
      parameters_(graph_) {}

void Network::start(std::uint64_t seed) {
  parameters_.fill_zero();
  initialize(graph_, parameters_, seed);
}

Execution Network::make_execution(ExecutionPlan::Options options) const {
  return {graph_, *kernels_, options, *team_};
}

void Network::check_inputs(const Shape& inputs) const {
  if (inputs.n < 1 || inputs.with_examples(1) != graph_.input()) {
    throw ArgumentError("images: expected at least one picture of " + example_text(graph_.input()) +
                        ", found " + std::to_string(inputs.n) + " of " + example_text(inputs));
  }
}

void Network::check(const Batch& batch) const {
  check_inputs(batch.inputs.shape);
  if (!batch.lengths.empty()) {
    throw ArgumentError(
        Refusal{.where = "lengths",
                .expected = "none, as no layer reads sequences of different lengths",
                .found = std::to_string(batch.lengths.size())});
  }
  loss_->check(batch.targets, {batch.examples(), outputs_, 1, 1});
}

void Network::check(const Dataset& data, const char* what) const {
  const std::string name = what;
  if (data.size() == 0) throw ArgumentError(name + ": expected examples, found none");
  if (data.example != graph_.input()) {
    throw ArgumentError(name + ": expected pictures of " + example_text(graph_.input()) +
                        ", found " + example_text(data.example));
  }
  if (data.kind != TargetKind::classes) {
    const bool steps = data.kind == TargetKind::step_classes;
    throw ArgumentError(Refusal{.where = name,
                                .expected = "targets that are a class for each example",
                                .found = steps ? "a class for each step" : "numbers"});
  }
  if (!data.lengths.empty()) {
    throw ArgumentError(Refusal{.where = name,
                                .expected = "examples of one length, which layers here read",
                                .found = "sequences of different lengths"});
  }
  if (data.classes() > outputs_) {
    throw ArgumentError(name + ": expected at most " + std::to_string(outputs_) +
                        " classes, the outputs of " + graph_.output().name + ", found " +
                        std::to_string(data.classes()));
  }
}

void Network::check(const Dataset& data, int first, int count) const {
  check(data, "data");
  if (first < 0 || count < 1 || first > data.size() - count) {
    throw ArgumentError("examples: expected a range within 0 to " +
                        std::to_string(data.size() - 1) + ", found " + std::to_string(count) +
                        " from " + std::to_string(first));
  }
}

void Network::reserve(int examples) {
  if (execution_ && examples <= execution_->capacity()) return;
  // All that can fail comes first: when memory is short, what is there stays.
  Execution execution = make_execution({.capacity = examples, .gradients = false});
  Arena answers(static_cast<std::size_t>(examples) * static_cast<std::size_t>(outputs_));
  targets_.reserve(examples);
  execution_ = std::move(execution);
  answers_ = std::move(answers);
}

void Network::prepare(int examples) {
  constexpr int together = 32;
  if (!execution_) reserve(std::min(examples, together));
}

LossSum Network::score(int examples, const Targets& targets) {
  execution_->forward(answering_parameters(), examples, {});
  return loss_->evaluate(*kernels_, execution_->activation(scores_node_), targets,
                         answers_view(examples));
}

template <typename Load, typename Use>
Score Network::score_all(int count, const Load& load, const Use& use) {
  prepare(count);
  LossSum total;
  for (int done = 0; done < count; done += execution_->capacity()) {
    const int examples = std::min(execution_->capacity(), count - done);
    const LossSum sum = score(examples, load(done, examples));
    total.loss += sum.loss;
    total.correct += sum.correct;
    use(done, examples);
  }
  return {.loss = total.loss / count,
          .accuracy = static_cast<double>(total.correct) / count,
          .examples = count};
}

template <typename Use>
Score Network::score_data(const Dataset& data, int first, int count, const Use& use) {
  check(data, first, count);
  const auto load = [&](int done, int examples) {
    const TargetSpace targets = targets_.space(data, examples);
    data.gather_range(first + done, execution_->inputs(examples), targets);
    return targets.targets(data.kind);
  };
  return score_all(count, load, use);
}

void Network::predict(ConstTensorView inputs, TensorView answers) {
  check_inputs(inputs.shape);
  prepare(inputs.shape.n);
  for (int done = 0; done < inputs.shape.n; done += execution_->capacity()) {
    const int examples = std::min(execution_->capacity(), inputs.shape.n - done);
    const ConstTensorView part{inputs.example(done), inputs.shape.with_examples(examples)};
    std::ranges::copy(part.values(), execution_->inputs(examples).data);
    execution_->forward(answering_parameters(), examples, {});
    answer(execution_->activation(scores_node_), answers.examples(done, examples));
  }
}

Score Network::evaluate(const Batch& batch) {
  check(batch);
  const auto load = [&](int done, int examples) {
    const Batch part = batch.part(done, examples);
    std::ranges::copy(part.inputs.values(), execution_->inputs(examples).data);
    return part.targets;
  };
  return score_all(batch.examples(), load, ignore_answers);
}

Score Network::evaluate(const Dataset& data, int first, int count) {
  return score_data(data, first, count, ignore_answers);
}

Score Network::predict(const Dataset& data, int first, TensorView answers) {
  return score_data(data, first, answers.shape.n, [&](int done, int examples) {
    std::ranges::copy(answers_view(examples).values(), answers.example(done));
  });
}

void Network::predict_classes(const Dataset& data, int first, std::span<ClassIndex> classes) {
  score_data(data, first, static_cast<int>(classes.size()), [&](int done, int examples) {
    for (int i = 0; i < examples; ++i) {
      const auto found = class_of(answers_view(examples).examples(i, 1).values());
      if (!found) {
        throw DivergenceError(
            Refusal{.where = "answers",
                    .expected = "numbers",
                    .found = "NaN for example " + std::to_string(first + done + i)});
      }
      classes[static_cast<std::size_t>(done + i)] = static_cast<ClassIndex>(*found);
    }
  });
}

}  // namespace receptive
