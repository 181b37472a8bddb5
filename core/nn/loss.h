#pragma once

#include <memory>
#include <span>
#include <string>

#include "data/batch.h"
#include "kernels/kernels.h"
#include "nn/class_weights.h"
#include "nn/recipe_part.h"
#include "tensor/view.h"

namespace receptive {

/// How far a network's scores are from their targets. In training, the loss of an example may be
/// multiplied by a weight of its class; what evaluations report never is.
class Loss {
 public:
  Loss() = default;
  Loss(const Loss&) = delete;
  Loss& operator=(const Loss&) = delete;
  virtual ~Loss() = default;

  /// What the network answers for `scores` (N, outputs), into `answers` of the same shape:
  /// probabilities where the loss defines them, otherwise the scores.
  virtual void answer(const Kernels& kernels, ConstTensorView scores, TensorView answers) const = 0;

  /// Sums over the examples of `scores` (N, outputs), which all count alike; fills `answers` as
  /// `answer` does.
  /// @param targets that `check` lets pass.
  virtual LossSum evaluate(const Kernels& kernels, ConstTensorView scores, const Targets& targets,
                           TensorView answers) const = 0;

  /// As `evaluate`, with each example's loss times the weight of its class: what training makes
  /// small.
  LossSum evaluate_weighted(const Kernels& kernels, ConstTensorView scores, const Targets& targets,
                            TensorView answers) const;

  /// dscores += scale * d(summed weighted loss)/dscores, after one of the above on the same batch.
  void backward(const Kernels& kernels, ConstTensorView answers, const Targets& targets,
                float scale, TensorView dscores) const;

  /// @param scores shape of the scores, (N, outputs).
  /// @throws ArgumentError when the targets are of a kind that the loss does not compare with (all
  ///   of today's compare with one class for each example), not as many as the examples, or not
  ///   among the outputs.
  virtual void check(const Targets& targets, const Shape& scores) const;

  /// What it was made from, defaults filled in.
  [[nodiscard]] const RecipePart& spec() const { return spec_; }

  /// The weights of the classes.
  [[nodiscard]] const ClassWeights& weights() const { return weights_; }
  /// Counts the classes that 'balanced' weighs; nothing to do for other weights.
  /// @param training with targets that `check` would let pass.
  void balance(const Dataset& training) { weights_.balance(training); }
  /// @throws SpecError when a list has not one weight for each of so many classes.
  void check_classes(int classes) const { weights_.check_classes("loss " + spec_.type, classes); }

 private:
  friend std::unique_ptr<Loss> make_loss(const RecipePart& spec);

  /// dscores += scale * d(summed loss)/dscores, where all examples count alike.
  virtual void add_gradient(const Kernels& kernels, ConstTensorView answers, const Targets& targets,
                            float scale, TensorView dscores) const = 0;

  RecipePart spec_;
  ClassWeights weights_;
};

/// softmaxCrossEntropy, meanSquaredError, hinge and maximumAPosteriori, with their arguments.
std::span<const Declaration* const> loss_declarations();

/// Makes a loss; s are the scores of an example, l its label, C the number of classes.
///
/// - softmaxCrossEntropy {labelSmoothing: e}: -sum_i t_i log softmax(s)_i with t_i = 1 - e + e/C
/// for
///   the label and e/C for the others (cs231n, "Softmax classifier"; Szegedy et al. 2016, section
///   7). Answers: the softmax.
/// - meanSquaredError: mean over i of (s_i - t_i)^2 with t 1 for the label and 0 for the others.
///   Answers: the scores.
/// - hinge {margin}: sum over i != l of max(0, s_i - s_l + margin), the multi-class SVM of
/// Weston
///   and Watkins (cs231n, "Linear classification"). Answers: the scores.
/// - maximumAPosteriori {rubbish}: -s_l + log(e^-rubbish + sum_i e^(s_i)), where -s_i is the
///   distance of radial basis output i (LeCun et al. 1998, equation 9): right answers are pulled
///   near, wrong ones pushed away, and a rubbish class keeps the pull from collapsing. Answers:
///   e^(s_i) / (e^-rubbish + sum), which leave the rest to the rubbish.
///
/// Each takes classWeight too (`ClassWeights`).
/// @throws SpecError for a type or argument that is not known or out of range.
std::unique_ptr<Loss> make_loss(const RecipePart& spec);

}  // namespace receptive
