#include "data/looking/test_set.h"

#include <algorithm>
#include <utility>

#include "data/looking/words.h"

namespace receptive {

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
  if (purposes.by_size && chosen == "test") {
    plan.checks.push_back("Nothing says which pictures are for testing: the smaller part (" +
                          pictures_text(tests) + ") was taken.");
  }
  const auto leave_out = [&](std::uint64_t pictures, const std::string& what) {
    if (pictures == 0) return;
    plan.notes.push_back("The " + pictures_text(pictures) + " " + what +
                         (pictures == 1 ? " was" : " were") + " left out.");
  };
  if (chosen != "test") leave_out(tests, purposes.by_size ? "of the smaller part" : "for testing");
  if (chosen != "validation") leave_out(validation, "for validation");
  leave_out(count(Purpose::unlabelled), "for predictions, by their names,");
  if (chosen == "validation") {
    plan.notes.emplace_back("The pictures for validation are the test set.");
  } else if (chosen == "tenth") {
    plan.notes.emplace_back("A tenth of the pictures, of each class, is kept for testing.");
  }
  return chosen == "test" ? Purpose::test
                          : (chosen == "validation" ? Purpose::validation : Purpose::train);
}

}  // namespace receptive
