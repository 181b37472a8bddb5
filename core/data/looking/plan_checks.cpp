#include "data/looking/plan_checks.h"

#include <cstdint>
#include <set>
#include <vector>

#include "data/looking/words.h"
#include "data/readers/class_names.h"

namespace receptive {

std::string problem_of(const Plan& plan, Purpose test) {
  const std::size_t classes = plan.classes.size();
  if (classes == 0) return "There are no pictures with a class.";
  if (classes == 1) {
    return "All pictures are of one class (" + plan.classes.front().name +
           "); a network learns to tell at least two apart.";
  }
  if (classes > most_classes) {
    return "There are " + std::to_string(classes) + " classes; a network here learns up to " +
           std::to_string(most_classes) + ".";
  }
  if (plan.test_count == 0 && test != Purpose::train) {
    return "There are " + pictures_text(plan.train_count) +
           " to learn from and none for testing that has one of their classes: choose a tenth of "
           "the training pictures as the test set.";
  }
  if (plan.test_count == 0) {
    return "There are " + pictures_text(plan.train_count) +
           "; a tenth is kept for testing, so ten are the least.";
  }
  return "";
}

void look_at_counts(Plan& plan) {
  std::vector<std::string> few;
  constexpr std::uint64_t fewest = 5;
  std::uint64_t least = UINT64_MAX;
  std::uint64_t most = 0;
  std::string least_name;
  std::string most_name;
  for (const PlannedClass& one : plan.classes) {
    if (one.train < fewest) few.push_back(one.name);
    if (one.train < least) {
      least = one.train;
      least_name = one.name;
    }
    if (one.train > most) {
      most = one.train;
      most_name = one.name;
    }
  }
  if (few.size() == plan.classes.size()) {
    plan.checks.emplace_back("Each class has fewer than five pictures to learn from.");
  } else if (!few.empty()) {
    plan.checks.push_back((few.size() == 1 ? "The class " : "The classes ") + listed(few) +
                          (few.size() == 1 ? " has" : " have") +
                          " fewer than five pictures to learn from.");
  } else if (most >= 10 * least && least > 0) {
    plan.checks.push_back(
        "The classes are uneven: " + most_name + " has " + std::to_string(most) + " pictures, " +
        least_name + " has " + std::to_string(least) + ". A network may answer " + most_name +
        " always; the remedy is balanced class weights (in the recipe; classWeight of the loss).");
  }
}

void check_names(const Choices& wanted, Plan& plan) {
  if (!wanted.class_names.empty() && wanted.class_names.size() != plan.classes.size()) {
    plan.problem = "There are " + std::to_string(plan.classes.size()) + " classes and " +
                   std::to_string(wanted.class_names.size()) + " names.";
    return;
  }
  std::set<std::string> different;
  for (std::size_t i = 0; i < plan.classes.size(); ++i) {
    std::string& name = plan.classes[i].name;
    if (!wanted.class_names.empty()) name = wanted.class_names[i];
    const std::string wrong = wrong_with_class_name(name);
    if (!wrong.empty()) plan.problem = "A class cannot have " + wrong + ".";
    if (!different.insert(name).second) plan.problem = "Two classes are called " + name + ".";
  }
}

}  // namespace receptive
