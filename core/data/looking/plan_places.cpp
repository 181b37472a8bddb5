#include "data/looking/plan_places.h"

#include <utility>

#include "data/looking/hold_out.h"
#include "data/looking/words.h"

namespace receptive {

void leave_out_unlearned(const std::vector<std::string>& names, PartClasses& classes,
                         const Purposes& purposes, Purpose test, Plan& plan) {
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

void place_all(const PartClasses& classes, const Purposes& purposes, Purpose test, Plan& plan) {
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

void count_pictures(Plan& plan) {
  for (const std::vector<Destination>& part : plan.destinations) {
    for (const Destination& destination : part) {
      if (destination.label < 0) continue;
      PlannedClass& one = plan.classes[static_cast<std::size_t>(destination.label)];
      ++(destination.split == Split::test ? one.test : one.train);
    }
  }
}

}  // namespace receptive
