#include "nn/class_weights.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "base/error.h"

namespace receptive {

ClassWeights::ClassWeights(Arguments& arguments) {
  const Argument& argument = declared::class_weight;
  const std::optional<Value> value = arguments.raw(argument.name);
  if (!value) return;
  const auto* word = std::get_if<std::string>(&*value);
  balanced_ = word != nullptr && *word == argument.choices.front();
  if (balanced_) return;
  const auto* list = std::get_if<NumberList>(&*value);
  const auto fits = [&](double weight) { return is_in_range(argument, weight); };
  if (list == nullptr || list->empty() || !std::ranges::all_of(*list, fits)) {
    arguments.refuse(argument.name, expected_text(argument), value_text(*value));
  }
  // With nothing to learn from, the loss would be 0 and look like success.
  if (std::ranges::all_of(*list, [](double weight) { return weight == 0.0; })) {
    arguments.refuse(argument.name, "a weight above 0", value_text(*value));
  }
  weights_ = *list;
}

void ClassWeights::check_classes(const std::string& owner, int classes) const {
  if (balanced_ || !any() || weights_.size() == static_cast<std::size_t>(classes)) return;
  throw SpecError(Refusal{.where = owner,
                          .argument = declared::class_weight.name,
                          .expected = "one weight for each of the " + std::to_string(classes) +
                                      " classes, or 'balanced'",
                          .found = std::to_string(weights_.size())});
}

void ClassWeights::balance(const Dataset& training) {
  if (balanced_) weights_ = balanced_weights(training);
}

std::vector<double> balanced_weights(const Dataset& data) {
  assert(data.kind == TargetKind::classes);
  std::vector<double> weights(static_cast<std::size_t>(data.classes()));
  for (const ClassIndex label : data.labels) weights[label] += 1.0;
  const auto absent = std::ranges::count(weights, 0.0);
  const double present = static_cast<double>(weights.size()) - static_cast<double>(absent);
  const auto examples = static_cast<double>(data.labels.size());
  for (double& weight : weights) {
    if (weight > 0.0) weight = examples / (present * weight);
  }
  return weights;
}

}  // namespace receptive
