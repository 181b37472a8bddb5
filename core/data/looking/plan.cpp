#include "data/looking/plan.h"

#include <algorithm>
#include <utility>

#include "data/looking/class_values.h"
#include "data/looking/plan_checks.h"
#include "data/looking/plan_places.h"
#include "data/looking/set_groups.h"
#include "data/looking/test_set.h"
#include "data/looking/words.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

/// The labels of a part that go with those chosen for the first: of the same column or, as arrays
/// lie apart, of the same role.
const LabelSource& labels_of(const Part& part, const Part& first, const std::string& chosen) {
  if (&part == &first || part.kind != Part::Kind::array) {
    const auto same = std::ranges::find(part.labels, chosen, &LabelSource::id);
    return same == part.labels.end() ? part.labels.front() : *same;
  }
  const auto of_first = std::ranges::find(first.labels, chosen, &LabelSource::id);
  const auto same = std::ranges::find(part.labels, of_first->role, &LabelSource::role);
  if (same != part.labels.end()) return *same;
  const auto place = static_cast<std::size_t>(of_first - first.labels.begin());
  return part.labels[place < part.labels.size() ? place : 0];
}

/// Of what begins with "Left out: " no more is said than anybody reads.
void shorten_left_out(std::vector<std::string>& notes) {
  std::vector<std::string> left_out;
  std::vector<std::string> others;
  for (std::string& note : notes) {
    (note.starts_with("Left out: ") ? left_out : others).push_back(std::move(note));
  }
  notes = few_of(left_out, "files were left out");
  notes.insert(notes.end(), others.begin(), others.end());
}

std::string why_nothing(const FoundParts& found) {
  if (found.reasons.empty()) {
    std::string text = "There are no pictures in the files.";
    for (const std::string& note : found.notes) text += " " + note;
    return text;
  }
  std::string text;
  for (const std::string& reason : few_of(found.reasons, "files have none")) {
    text += (text.empty() ? "" : " ") + reason;
  }
  return text;
}

}  // namespace

Plan plan_addition(const FoundParts& found, const std::string& class_name) {
  Plan plan{.classes = {{.name = class_name}}, .checks = found.checks, .problem = found.problem};
  for (const Part& part : found.parts) {
    if (part.kind != Part::Kind::pictures) continue;
    plan.parts.push_back(&part);
    std::vector<Destination>& to = plan.destinations.emplace_back();
    for (std::size_t i = 0; i < part.count; ++i) {
      to.push_back({.label = 0, .split = Split::train, .place = plan.train_count++});
    }
  }
  if (plan.parts.empty() && plan.problem.empty())
    plan.problem = "There are no pictures in the files.";
  plan.notes = found.notes;
  count_pictures(plan);
  return plan;
}

Plan plan_set(const FoundParts& found, const std::vector<ClassList>& lists, const Choices& wanted) {
  Plan plan;
  if (found.parts.empty()) {
    plan.problem = found.problem.empty() ? why_nothing(found) : found.problem;
    return plan;
  }
  plan.problem = found.problem;
  plan.checks = found.checks;
  const SetGroup group = choose_group(found, wanted, plan);
  plan.set = group.set;
  plan.parts = group.parts;
  // What was not used beside what is.
  for (const std::string& reason : found.reasons) plan.notes.push_back("Left out: " + reason);
  plan.notes.insert(plan.notes.end(), found.notes.begin(), found.notes.end());
  for (const Part* part : plan.parts) {
    plan.checks.insert(plan.checks.end(), part->checks.begin(), part->checks.end());
    plan.notes.insert(plan.notes.end(), part->notes.begin(), part->notes.end());
  }

  const Part& first = *plan.parts.front();
  std::vector<Option> sources;
  sources.reserve(first.labels.size());
  for (const LabelSource& source : first.labels) {
    sources.push_back({.value = source.id,
                       .title = source.title + ", " + std::to_string(source.values.size()) +
                                (source.values.size() == 1 ? " value" : " values")});
  }
  const std::string chosen =
      choose(plan.choices, wanted, "labels", sources, first.labels.front().id);
  std::vector<const LabelSource*> labels;
  labels.reserve(plan.parts.size());
  for (const Part* part : plan.parts) labels.push_back(&labels_of(*part, first, chosen));

  const Purposes purposes = purposes_of(plan.parts);
  const Purpose test = choose_test(purposes, wanted, plan);
  const std::vector<LabelValue> values = all_values(labels);
  look_at_numbers(values, plan);
  const std::string& names_file = labels.front()->names_file;
  const std::vector<std::string> names = names_of(values, lists, names_file, plan);

  PartClasses classes;
  std::uint64_t unlabelled = 0;
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    classes.push_back(classes_of(*labels[p], values, plan.parts[p]->count));
    unlabelled += static_cast<std::uint64_t>(std::ranges::count(classes[p], -1));
    plan.destinations.emplace_back(plan.parts[p]->count);
  }
  if (unlabelled > 0) {
    plan.checks.push_back(pictures_text(unlabelled) + (unlabelled == 1 ? " has" : " have") +
                          " no label and " + (unlabelled == 1 ? "was" : "were") + " left out.");
  }
  shorten_left_out(plan.notes);
  leave_out_unlearned(names, classes, purposes, test, plan);
  if (plan.classes.size() <= most_classes) place_all(classes, purposes, test, plan);
  count_pictures(plan);
  check_names(wanted, plan);
  if (plan.problem.empty()) plan.problem = problem_of(plan, test);
  if (plan.problem.empty()) look_at_counts(plan);
  return plan;
}

}  // namespace receptive
