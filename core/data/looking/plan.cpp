#include "data/looking/plan.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "data/looking/hold_out.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

std::string pictures_text(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " picture" : " pictures");
}

// --- which set
// -------------------------------------------------------------------------------------

/// Parts that may be one set: of one kind and one name. A part that only tests belongs to the
/// others of its kind ("data_batch" and "test_batch").
struct Group {
  Part::Kind kind = Part::Kind::table;
  std::string set = {};
  std::vector<const Part*> parts = {};
  [[nodiscard]] std::uint64_t count() const {
    std::uint64_t sum = 0;
    for (const Part* part : parts) sum += part->count;
    return sum;
  }
};

std::vector<Group> groups_of(const std::vector<Part>& parts) {
  std::vector<Group> groups;
  for (const Part& part : parts) {
    const auto same = std::ranges::find_if(groups, [&](const Group& group) {
      return group.kind == part.kind && group.set == part.set;
    });
    if (same != groups.end()) {
      same->parts.push_back(&part);
    } else {
      groups.push_back({.kind = part.kind, .set = part.set, .parts = {&part}});
    }
  }
  const auto only_tests = [](const Group& group) {
    return std::ranges::all_of(group.parts, [](const Part* part) {
      return part->purpose != Purpose::train && part->purpose != Purpose::unsaid;
    });
  };
  const auto learners = [&](Part::Kind kind) {
    return std::ranges::count_if(
        groups, [&](const Group& group) { return group.kind == kind && !only_tests(group); });
  };
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!only_tests(groups[i]) || learners(groups[i].kind) != 1) continue;
    const auto other = std::ranges::find_if(groups, [&](const Group& group) {
      return group.kind == groups[i].kind && !only_tests(group);
    });
    other->parts.insert(other->parts.end(), groups[i].parts.begin(), groups[i].parts.end());
    groups[i].parts.clear();
  }
  std::erase_if(groups, [](const Group& group) { return group.parts.empty(); });
  return groups;
}

std::string group_title(const Group& group) {
  const std::string title =
      group.set.empty() ? std::string(file_name(group.parts.front()->path)) : group.set;
  return title + ", " + pictures_text(group.count());
}

Group choose_group(const FoundParts& found, const Choices& wanted, Plan& plan) {
  std::vector<Group> groups = groups_of(found.parts);
  std::vector<Option> options;
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    titles.push_back(group_title(groups[i]));
    options.push_back({.value = "set " + std::to_string(i), .title = titles.back()});
  }
  const std::string chosen = choose(plan.choices, wanted, "set", options, options.front().value);
  const auto place = std::ranges::find(options, chosen, &Option::value) - options.begin();
  if (groups.size() > 1) {
    plan.checks.push_back("There are " + std::to_string(groups.size()) + " sets in the files (" +
                          listed(titles) + "): " + titles[static_cast<std::size_t>(place)] +
                          " is used.");
  }
  return groups[static_cast<std::size_t>(place)];
}

// --- which labels
// ----------------------------------------------------------------------------------

/// The labels of a part that go with those chosen for the first.
const LabelSource& labels_of(const Part& part, const Part& first, const std::string& chosen) {
  const auto place =
      std::ranges::find(first.labels, chosen, &LabelSource::id) - first.labels.begin();
  if (part.kind == Part::Kind::array) {
    const auto at = static_cast<std::size_t>(place);
    return part.labels[at < part.labels.size() ? at : 0];
  }
  const auto same = std::ranges::find(part.labels, chosen, &LabelSource::id);
  return same == part.labels.end() ? part.labels.front() : *same;
}

// --- for training and for testing
// ------------------------------------------------------------------

/// What each picture is for by what files, folders and columns say.
struct Purposes {
  std::vector<std::vector<Purpose>> of = {};  ///< of each part, of each picture
  std::map<Purpose, std::uint64_t> counts = {};
  bool by_size = false;  ///< nothing says it: the smaller part was taken for testing
};

Purposes purposes_of(const std::vector<const Part*>& parts) {
  Purposes result;
  for (const Part* part : parts) {
    std::vector<Purpose> each(part->count, part->purpose);
    if (part->split) {
      for (std::size_t i = 0; i < each.size(); ++i) {
        const std::int32_t code = part->split->codes[i];
        if (code >= 0) {
          each[i] = purpose_of(part->split->values[static_cast<std::size_t>(code)].text);
        }
      }
    }
    for (const Purpose purpose : each) ++result.counts[purpose];
    result.of.push_back(std::move(each));
  }
  // Where some are said to be for something, the others are for training.
  const bool learns =
      result.counts.contains(Purpose::train) || result.counts.contains(Purpose::unsaid);
  const bool all_unsaid = result.counts.size() == 1 && result.counts.contains(Purpose::unsaid);
  if (all_unsaid && parts.size() == 2 && parts[0]->count != parts[1]->count) {
    result.by_size = true;
    const std::size_t smaller = parts[0]->count < parts[1]->count ? 0 : 1;
    std::ranges::fill(result.of[smaller], Purpose::test);
  }
  for (std::vector<Purpose>& each : result.of) {
    for (Purpose& purpose : each) {
      if (purpose == Purpose::unsaid || !learns) purpose = Purpose::train;
    }
  }
  result.counts.clear();
  for (const std::vector<Purpose>& each : result.of) {
    for (const Purpose purpose : each) ++result.counts[purpose];
  }
  return result;
}

/// @returns which pictures test; Purpose::train stands for a tenth of those.
Purpose choose_test(const Purposes& purposes, const Choices& wanted, Plan& plan) {
  const auto count = [&](Purpose purpose) {
    const auto found = purposes.counts.find(purpose);
    return found == purposes.counts.end() ? std::uint64_t{0} : found->second;
  };
  std::vector<Option> options;
  const std::uint64_t tests = count(Purpose::test);
  const std::uint64_t validation = count(Purpose::validation);
  if (tests > 0) {
    options.push_back({.value = "test", .title = "the test pictures, " + std::to_string(tests)});
  }
  if (validation > 0) {
    options.push_back(
        {.value = "validation", .title = "the validation pictures, " + std::to_string(validation)});
  }
  options.push_back({.value = "tenth", .title = "a tenth of the training pictures"});
  const std::string chosen = choose(plan.choices, wanted, "test", options, options.front().value);
  if (purposes.by_size) {
    plan.checks.push_back("Nothing says which pictures are for testing: the smaller part (" +
                          pictures_text(tests) + ") was taken.");
  }
  if (chosen != "test" && tests > 0) {
    plan.notes.push_back("The " + pictures_text(tests) + " for testing were left out.");
  }
  if (chosen != "validation" && validation > 0) {
    plan.notes.push_back("The " + pictures_text(validation) + " for validation were left out.");
  }
  if (chosen == "validation") {
    plan.notes.push_back("The pictures for validation are the test set.");
  } else if (chosen == "tenth") {
    plan.notes.push_back("A tenth of the pictures, of each class, is kept for testing.");
  }
  return chosen == "test" ? Purpose::test
                          : (chosen == "validation" ? Purpose::validation : Purpose::train);
}

// --- classes
// ---------------------------------------------------------------------------------------

/// All values of the labels, as they become classes. A text "7" in one file is the number 7 of
/// another.
std::vector<LabelValue> all_values(const std::vector<const LabelSource*>& labels) {
  bool texts = false;
  for (const LabelSource* source : labels) {
    for (const LabelValue& value : source->values) texts = texts || value.is_text();
  }
  std::set<LabelValue> values;
  for (const LabelSource* source : labels) {
    for (const LabelValue& value : source->values) {
      values.insert(texts ? LabelValue{.number = 0.0, .text = value_text(value)} : value);
    }
  }
  return {values.begin(), values.end()};
}

std::vector<std::string> names_of(const std::vector<LabelValue>& values,
                                  const std::vector<ClassList>& lists, Plan& plan) {
  for (const ClassList& list : lists) {
    std::vector<std::string> names = names_by(list, values);
    if (names.empty()) continue;
    if (!list.path.empty()) {
      // Not a table that has no pictures.
      std::erase_if(plan.notes, [&](const std::string& note) {
        return note.starts_with("Left out: " + list.path + " ");
      });
      plan.notes.push_back("The classes' names come from " + list.path + ".");
    }
    return names;
  }
  std::vector<std::string> names;
  for (const LabelValue& value : values) names.push_back(value_text(value));
  return names;
}

/// What people are caught by in the numbers of labels.
void look_at_numbers(const std::vector<LabelValue>& values, Plan& plan) {
  if (values.size() < 2 || values.front().is_text() || values.back().is_text()) return;
  const double first = values.front().number;
  const double last = values.back().number;
  const double before_last = values[values.size() - 2].number;
  const auto count = static_cast<double>(values.size());
  if (last == 255.0 && before_last < count) {
    plan.checks.push_back(
        "The label 255 stands apart from the others, " + number_text(first) + " to " +
        number_text(before_last) +
        ": some sets mark unknown pictures with it. It is a class of its own here.");
  } else if (first != 0.0) {
    plan.notes.push_back("The labels are " + number_text(first) + " to " + number_text(last) +
                         ": they become " + std::to_string(values.size()) + " classes.");
  } else if (last > count - 1) {
    plan.notes.push_back("Not all labels from 0 to " + number_text(last) + " occur: there are " +
                         std::to_string(values.size()) + " classes.");
  }
}

// --- all together
// ----------------------------------------------------------------------------------

/// The class of each picture of a part; -1 where it has none.
std::vector<std::int32_t> classes_of(const LabelSource& source,
                                     const std::vector<LabelValue>& values, std::uint64_t count) {
  const bool texts = !values.empty() && values.front().is_text();
  std::vector<std::int32_t> map;
  for (const LabelValue& value : source.values) {
    const LabelValue wanted = texts ? LabelValue{.number = 0.0, .text = value_text(value)} : value;
    map.push_back(static_cast<std::int32_t>(std::ranges::find(values, wanted) - values.begin()));
  }
  std::vector<std::int32_t> classes(count, -1);
  for (std::size_t i = 0; i < classes.size() && i < source.codes.size(); ++i) {
    const std::int32_t code = source.codes[i];
    if (code >= 0) classes[i] = map[static_cast<std::size_t>(code)];
  }
  return classes;
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

std::string problem_of(const Plan& plan) {
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
  if (!few.empty() && few.size() < plan.classes.size()) {
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

void check_names(const Choices& wanted, Plan& plan) {
  if (wanted.class_names.empty()) return;
  if (wanted.class_names.size() != plan.classes.size()) {
    plan.problem = "There are " + std::to_string(plan.classes.size()) + " classes and " +
                   std::to_string(wanted.class_names.size()) + " names.";
    return;
  }
  std::set<std::string> different;
  for (std::size_t i = 0; i < plan.classes.size(); ++i) {
    const std::string& name = wanted.class_names[i];
    const std::string wrong = wrong_with_class_name(name);
    if (!wrong.empty()) plan.problem = "A class cannot have " + wrong + ".";
    if (!different.insert(name).second) plan.problem = "Two classes are called " + name + ".";
    plan.classes[i].name = name;
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

std::string why_nothing(const FoundParts& found) {
  std::string text;
  for (const std::string& reason : found.reasons) text += (text.empty() ? "" : " ") + reason;
  return text.empty() ? "There are no pictures in the files." : text;
}

}  // namespace

Plan plan_addition(const FoundParts& found, const std::string& class_name) {
  Plan plan{.classes = {{.name = class_name}}, .checks = found.checks, .problem = found.problem};
  for (const Part& part : found.parts) {
    if (part.kind != Part::Kind::pictures) continue;
    plan.parts.push_back(&part);
    std::vector<Destination>& to = plan.destinations.emplace_back();
    for (std::uint64_t i = 0; i < part.count; ++i) {
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
  const Group group = choose_group(found, wanted, plan);
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
  for (const LabelSource& source : first.labels) {
    sources.push_back({.value = source.id,
                       .title = source.title + ", " + std::to_string(source.values.size()) +
                                (source.values.size() == 1 ? " value" : " values")});
  }
  const std::string chosen =
      choose(plan.choices, wanted, "labels", sources, first.labels.front().id);
  std::vector<const LabelSource*> labels;
  for (const Part* part : plan.parts) labels.push_back(&labels_of(*part, first, chosen));

  const Purposes purposes = purposes_of(plan.parts);
  const Purpose test = choose_test(purposes, wanted, plan);
  const std::vector<LabelValue> values = all_values(labels);
  look_at_numbers(values, plan);
  const std::vector<std::string> names = names_of(values, lists, plan);

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
  leave_out_unlearned(names, classes, purposes, test, plan);
  if (plan.classes.size() <= most_classes) place_all(classes, purposes, test, plan);
  count_pictures(plan);
  check_names(wanted, plan);
  if (plan.problem.empty()) plan.problem = problem_of(plan);
  if (plan.problem.empty()) look_at_counts(plan);
  return plan;
}

}  // namespace receptive
