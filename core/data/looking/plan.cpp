#include "data/looking/plan.h"

#include <algorithm>
#include <set>
#include <utility>

#include "data/looking/class_values.h"
#include "data/looking/hold_out.h"
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

/// Numbers the pictures of one split, in the order of `places` or as they come.
void place_all(const std::vector<std::vector<std::int32_t>>& classes, const Purposes& purposes,
               Purpose test, Plan& plan) {
  if (test != Purpose::train) {
    for (std::size_t p = 0; p < classes.size(); ++p) {
      for (std::size_t i = 0; i < classes[p].size(); ++i) {
        const Purpose purpose = purposes.of[p][i];
        if (classes[p][i] < 0 || (purpose != Purpose::train && purpose != test)) continue;
        const Split split = purpose == test ? Split::test : Split::train;
        std::uint32_t& next = split == Split::test ? plan.test_count : plan.train_count;
        plan.destinations[p][i] = {.label = classes[p][i], .split = split, .place = next++};
      }
    }
    return;
  }
  std::vector<std::int32_t> labels;
  std::vector<std::pair<std::size_t, std::size_t>> where;
  for (std::size_t p = 0; p < classes.size(); ++p) {
    for (std::size_t i = 0; i < classes[p].size(); ++i) {
      if (purposes.of[p][i] != Purpose::train) continue;
      labels.push_back(classes[p][i]);
      where.emplace_back(p, i);
    }
  }
  const HeldOut held = held_out(labels, static_cast<int>(plan.classes.size()));
  const auto put = [&](const std::vector<std::uint32_t>& places, Split split, std::uint32_t& next) {
    for (const std::uint32_t place : places) {
      const auto [p, i] = where[place];
      plan.destinations[p][i] = {.label = labels[place], .split = split, .place = next++};
    }
  };
  put(held.train, Split::train, plan.train_count);
  put(held.test, Split::test, plan.test_count);
}

/// Test pictures of classes that are never shown in training cannot be learned: they are left out.
void leave_out_unlearned(const std::vector<std::string>& names,
                         std::vector<std::vector<std::int32_t>>& classes, const Purposes& purposes,
                         Purpose test, Plan& plan) {
  std::vector<std::uint64_t> train(names.size());
  std::vector<std::uint64_t> tests(names.size());
  for (std::size_t p = 0; p < classes.size(); ++p) {
    for (std::size_t i = 0; i < classes[p].size(); ++i) {
      const std::int32_t label = classes[p][i];
      if (label < 0) continue;
      const Purpose purpose = purposes.of[p][i];
      if (purpose == Purpose::train) ++train[static_cast<std::size_t>(label)];
      if (purpose == test) ++tests[static_cast<std::size_t>(label)];
    }
  }
  std::vector<std::int32_t> kept(names.size(), -1);
  std::vector<std::string> gone;
  std::uint64_t gone_pictures = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (train[i] > 0) {
      kept[i] = static_cast<std::int32_t>(plan.classes.size());
      plan.classes.push_back({.name = names[i]});
    } else if (tests[i] > 0) {
      gone.push_back(names[i]);
      gone_pictures += tests[i];
    }
  }
  for (std::vector<std::int32_t>& part : classes) {
    for (std::int32_t& label : part) {
      if (label >= 0) label = kept[static_cast<std::size_t>(label)];
    }
  }
  if (gone.empty()) return;
  plan.checks.push_back((gone.size() == 1 ? "The class " : "The classes ") + listed(gone) +
                        (gone.size() == 1 ? " has " : " have ") + pictures_text(gone_pictures) +
                        " for testing and none to learn from: left out.");
}

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
    plan.checks.push_back("The classes are uneven: " + most_name + " has " + std::to_string(most) +
                          " pictures, " + least_name + " has " + std::to_string(least) +
                          ". A network may answer " + most_name +
                          " always; classWeight \"balanced\" in the loss is the remedy.");
  }
}

/// Those that were found come from files as well.
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

void count_pictures(Plan& plan) {
  for (const std::vector<Destination>& part : plan.destinations) {
    for (const Destination& destination : part) {
      if (destination.label < 0) continue;
      PlannedClass& one = plan.classes[static_cast<std::size_t>(destination.label)];
      ++(destination.split == Split::test ? one.test : one.train);
    }
  }
}

/// Of what begins with "Left out: " no more is said than anybody reads.
void shorten_left_out(std::vector<std::string>& notes) {
  const auto others = std::ranges::stable_partition(notes, [](const std::string& note) {
                        return note.starts_with("Left out: ");
                      }).begin();
  std::vector<std::string> few = few_of({notes.begin(), others}, "files were left out");
  few.insert(few.end(), others, notes.end());
  notes = std::move(few);
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

  std::vector<std::vector<std::int32_t>> classes;
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
