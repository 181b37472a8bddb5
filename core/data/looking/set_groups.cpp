#include "data/looking/set_groups.h"

#include <algorithm>

#include "data/looking/words.h"

namespace receptive {

namespace {

std::vector<SetGroup> groups_of(const std::vector<Part>& parts) {
  std::vector<SetGroup> groups;
  for (const Part& part : parts) {
    const auto same = std::ranges::find_if(groups, [&](const SetGroup& group) {
      return group.kind == part.kind && group.set == part.set;
    });
    if (same != groups.end()) {
      same->parts.push_back(&part);
    } else {
      groups.push_back({.kind = part.kind, .set = part.set, .parts = {&part}});
    }
  }
  const auto only_tests = [](const SetGroup& group) {
    return std::ranges::all_of(group.parts, [](const Part* part) {
      return part->purpose != Purpose::train && part->purpose != Purpose::unsaid;
    });
  };
  const auto learners = [&](Part::Kind kind) {
    return std::ranges::count_if(
        groups, [&](const SetGroup& group) { return group.kind == kind && !only_tests(group); });
  };
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!only_tests(groups[i]) || learners(groups[i].kind) != 1) continue;
    const auto other = std::ranges::find_if(groups, [&](const SetGroup& group) {
      return group.kind == groups[i].kind && !only_tests(group);
    });
    other->parts.insert(other->parts.end(), groups[i].parts.begin(), groups[i].parts.end());
    groups[i].parts.clear();
  }
  std::erase_if(groups, [](const SetGroup& group) { return group.parts.empty(); });
  return groups;
}

std::string group_title(const SetGroup& group) {
  const std::string title =
      group.set.empty() ? std::string(file_name(group.parts.front()->path)) : group.set;
  return title + ", " + pictures_text(group.count());
}

}  // namespace

std::uint64_t SetGroup::count() const {
  std::uint64_t sum = 0;
  for (const Part* part : parts) sum += part->count;
  return sum;
}

SetGroup choose_group(const FoundParts& found, const Choices& wanted, Plan& plan) {
  std::vector<SetGroup> groups = groups_of(found.parts);
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

}  // namespace receptive
