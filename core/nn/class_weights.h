#pragma once

#include <cstddef>
#include <vector>

#include "base/declaration.h"
#include "data/dataset.h"
#include "nn/arguments.h"

namespace receptive {

namespace declared {

/// Of every loss that compares with classes.
inline constexpr const char* class_weight_words[] = {"balanced"};
inline constexpr Argument class_weight{
    .name = "classWeight",
    .type = ArgumentType::per_class,
    .high = 1e6,
    .choices = class_weight_words,
    .title = "Class weights",
    .about =
        "What an example counts in training by its class: a list, or 'balanced', the rarer the "
        "more (Keras, class_weight of fit). Evaluations count all alike."};

}  // namespace declared

/// What the loss of an example is multiplied by in training, by the class that it is of (Keras,
/// class_weight of Model.fit: the mean is still taken over the examples, not over their weights).
class ClassWeights {
 public:
  /// All classes count alike.
  ClassWeights() = default;
  /// Reads `classWeight`.
  /// @throws SpecError unless it is left out, 'balanced', or a list of numbers in range that are
  ///   not all 0.
  explicit ClassWeights(Arguments& arguments);

  /// @param owner named in the message.
  /// @throws SpecError when a list has not one weight for each of so many classes.
  void check_classes(const std::string& owner, int classes) const;

  /// Gives 'balanced' its numbers; the others have theirs.
  /// @param training with a class for each example.
  void balance(const Dataset& training);

  /// Whether there are weights to multiply by: given, or counted by now.
  [[nodiscard]] bool any() const { return !weights_.empty(); }
  /// 'balanced', and no data has been counted yet: until then all classes count alike.
  [[nodiscard]] bool uncounted() const { return balanced_ && weights_.empty(); }
  /// Of an example of this class. 1 without weights; 0 for a class that was not in the data.
  [[nodiscard]] double of(std::size_t label) const {
    if (weights_.empty()) return 1.0;
    return label < weights_.size() ? weights_[label] : 0.0;
  }

 private:
  bool balanced_ = false;
  std::vector<double> weights_;
};

/// examples / (classes that occur * examples of the class), for each class of the data; 0 for one
/// that does not occur (scikit-learn, compute_class_weight 'balanced'; King and Zeng 2001). Their
/// mean over the examples is 1.
std::vector<double> balanced_weights(const Dataset& data);

}  // namespace receptive
