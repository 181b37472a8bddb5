#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "data/batch.h"
#include "data/dataset.h"
#include "nn/graph.h"
#include "nn/loss.h"
#include "nn/parameter_set.h"
#include "nn/run/execution.h"

namespace receptive {

/// Means over `examples` examples.
struct Score {
  double loss = 0.0;
  double accuracy = 0.0;  ///< share whose largest output is the label, 0..1; a NaN is no answer
  int examples = 0;
};

/// A network that answers, with all that looking at it needs: layers, parameters, loss and the
/// threads to work on. Whoever trains it keeps gradients and the like elsewhere (train/trainer.h).
///
/// Two sets of parameters may be there: the trained weights, and an average of them that answers in
/// their place. Answers, and pictures of what the network makes, are of `answering_parameters`;
/// gradients that training would use are of `parameters`.
///
/// Others point into it: it stays where it was made.
class Network {
 public:
  /// Its parameters are zeros until somebody starts them (`start`) or writes them. Takes memory for
  /// answering at the first answer, or with `reserve`.
  /// @param team the threads to work on, which must live as long; nullptr: the caller alone.
  /// @throws SpecError when the specification does not fit together; nothing is allocated then.
  Network(const ModelSpec& model, const RecipePart& loss,
          const Kernels& kernels = fastest_kernels(), Team* team = nullptr);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  ~Network() = default;

  [[nodiscard]] const Graph& graph() const { return graph_; }
  [[nodiscard]] const Kernels& kernels() const { return *kernels_; }
  [[nodiscard]] Team& team() const { return *team_; }
  [[nodiscard]] const Loss& loss() const { return *loss_; }
  /// Takes what the loss wants to know of the data that it is to be trained on, which `check` has
  /// let pass.
  void balance(const Dataset& training) { loss_->balance(training); }
  /// The node whose activation the loss reads: a softmax at the end is part of the loss.
  [[nodiscard]] int scores_node() const { return scores_node_; }
  /// Values that it answers for each example.
  [[nodiscard]] int outputs() const { return outputs_; }

  /// The trained weights; who may read them may write them.
  [[nodiscard]] const ParameterSet& parameters() const { return parameters_; }
  /// Starts every parameter as its layer says.
  void start(std::uint64_t seed);
  /// The parameters that answer: the average where there is one, otherwise the trained weights.
  [[nodiscard]] const ParameterSet& answering_parameters() const {
    return average_ != nullptr ? *average_ : parameters_;
  }
  /// Answers from these from now on, which must live as long; nullptr: from the trained weights.
  void answer_with(const ParameterSet* average) { average_ = average; }
  /// Another rate of a dropout layer; the graph's settings tell it.
  /// @throws ArgumentError when there is no such layer, it has no rate, or it is not in [0, 1).
  void set_dropout_rate(const std::string& layer, double rate) {
    graph_.set_dropout_rate(layer, rate);
  }

  /// Memory of its own to run the network in, on all threads, for who trains it or looks at it.
  /// @param options the threads are the team's.
  /// @throws SpecError when the memory of a layer would exceed 2^31 - 1 values.
  [[nodiscard]] Execution make_execution(ExecutionPlan::Options options) const;
  /// What the network answers for scores (N, outputs): probabilities where the loss defines them,
  /// otherwise the scores.
  void answer(ConstTensorView scores, TensorView answers) const {
    loss_->answer(*kernels_, scores, answers);
  }

  /// Room for answering so many examples at a time; more are answered in pieces.
  /// @throws SpecError as `make_execution`.
  void reserve(int examples);
  /// What has been taken for answering.
  [[nodiscard]] ExecutionPlan::Bytes answering_bytes() const {
    return execution_ ? execution_->bytes() : ExecutionPlan::Bytes{};
  }
  /// Answers, (N, outputs).
  /// @throws ArgumentError when shapes do not fit.
  void predict(ConstTensorView inputs, TensorView answers);
  /// @throws ArgumentError as `check`.
  Score evaluate(const Batch& batch);
  /// On examples first .. first + count - 1 of a set.
  /// @throws ArgumentError when set or range do not fit the network.
  Score evaluate(const Dataset& data, int first, int count);
  /// The same, and the answers to these examples, (answers.shape.n, outputs).
  Score predict(const Dataset& data, int first, TensorView answers);
  /// The class with the largest output for each of them.
  /// @throws DivergenceError where an answer is NaN.
  void predict_classes(const Dataset& data, int first, std::span<ClassIndex> classes);

  /// @throws ArgumentError when the inputs are not at least one picture that the network reads.
  void check_inputs(const Shape& inputs) const;
  /// @throws ArgumentError when inputs or targets do not fit the network, or lengths are given: no
  ///   layer reads sequences of different lengths yet.
  void check(const Batch& batch) const;
  /// @param what named in the message.
  /// @throws ArgumentError when there are no examples, or they do not fit the network.
  void check(const Dataset& data, const char* what) const;
  /// Of examples first .. first + count - 1, too.
  void check(const Dataset& data, int first, int count) const;

 private:
  /// Forward and loss for the examples already in place.
  LossSum score(int examples, const Targets& targets);
  /// Scores `count` examples piece by piece. load(done, examples) puts them in place and returns
  /// their targets, use(done, examples) takes their answers.
  template <typename Load, typename Use>
  Score score_all(int count, const Load& load, const Use& use);
  template <typename Use>
  Score score_data(const Dataset& data, int first, int count, const Use& use);
  /// Takes memory where nobody has reserved any.
  void prepare(int examples);
  [[nodiscard]] TensorView answers_view(int examples) const {
    return {answers_.values().data(), {examples, outputs_, 1, 1}};
  }

  Graph graph_;
  const Kernels* kernels_;
  Team* team_;
  int scores_node_;
  int outputs_;
  std::unique_ptr<Loss> loss_;
  ParameterSet parameters_;
  const ParameterSet* average_ = nullptr;
  std::optional<Execution> execution_;
  Arena answers_;  ///< (capacity, outputs)
  TargetRoom targets_;
};

/// The layers of a model, with every check that a `Network` makes of them and of the loss; takes no
/// memory for tensors.
/// @throws SpecError when the specification does not fit together.
Graph checked_graph(const ModelSpec& model, const RecipePart& loss);

}  // namespace receptive
