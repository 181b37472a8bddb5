#include "data/looking/test_set.h"

#include <doctest/doctest.h>

#include "looked_folder.h"

namespace receptive::test_set_test {

namespace {

Part part_for(Purpose purpose, std::size_t count) {
  return {.path = "p.csv", .purpose = purpose, .count = count};
}

std::uint64_t count_of(const Purposes& purposes, Purpose purpose) {
  const auto found = purposes.counts.find(purpose);
  return found == purposes.counts.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("test set: beside what is for testing the rest is for training") {
  const Part some = part_for(Purpose::unsaid, 20);
  const Part tests = part_for(Purpose::test, 5);
  const Purposes purposes = purposes_of({&some, &tests});
  CHECK(count_of(purposes, Purpose::train) == 20);
  CHECK(count_of(purposes, Purpose::test) == 5);
  CHECK_FALSE(purposes.by_size);
}

TEST_CASE("test set: of two of which nothing is said the smaller one, and of equal ones none") {
  const Part larger = part_for(Purpose::unsaid, 20);
  const Part smaller = part_for(Purpose::unsaid, 5);
  const Purposes purposes = purposes_of({&smaller, &larger});
  CHECK(purposes.by_size);
  CHECK(count_of(purposes, Purpose::test) == 5);
  CHECK(count_of(purposes_of({&larger, &larger}), Purpose::test) == 0);
}

TEST_CASE("test set: alone, pictures for testing are learned from") {
  const Part tests = part_for(Purpose::test, 5);
  CHECK(count_of(purposes_of({&tests}), Purpose::train) == 5);
}

TEST_CASE("test set: a split column says it row by row, where it says anything") {
  Part table = part_for(Purpose::train, 4);
  table.split = LabelSource{.values = {{.text = "PrivateTest"}, {.text = "Training"}},
                            .codes = {1, 0, -1, 0}};
  const Purposes purposes = purposes_of({&table});
  CHECK(purposes.of[0] ==
        std::vector<Purpose>{Purpose::train, Purpose::test, Purpose::train, Purpose::test});
}

TEST_CASE("test set: that the smaller part was taken is said where it was") {
  const Part larger = part_for(Purpose::unsaid, 20);
  const Part smaller = part_for(Purpose::unsaid, 5);
  const Purposes purposes = purposes_of({&larger, &smaller});
  Plan taken;
  CHECK(choose_test(purposes, {}, taken) == Purpose::test);
  CHECK(taken.checks == std::vector<std::string>{"Nothing says which pictures are for testing: the "
                                                 "smaller part (5 pictures) was taken."});
  CHECK(taken.notes.empty());
  Plan other;
  CHECK(choose_test(purposes, {.chosen = {{"test", "tenth"}}}, other) == Purpose::train);
  CHECK(other.checks.empty());
  CHECK(other.notes.front() == "The 5 pictures of the smaller part were left out.");
}

TEST_CASE("test set: one picture, and the ways that there are") {
  const Part train = part_for(Purpose::train, 20);
  const Part validation = part_for(Purpose::validation, 1);
  const Part test = part_for(Purpose::test, 1);
  Plan plan;
  choose_test(purposes_of({&train, &validation, &test}), {}, plan);
  CHECK(plan.notes == std::vector<std::string>{"The 1 picture for validation was left out."});
  std::vector<std::string> titles;
  for (const Option& option : plan.choices.front().options) titles.push_back(option.title);
  CHECK(titles == std::vector<std::string>{"the test pictures, 1", "the validation pictures, 1",
                                           "a tenth of the training pictures"});
}

TEST_CASE("test set: what is left out is said") {
  const Part train = part_for(Purpose::train, 20);
  const Part validation = part_for(Purpose::validation, 5);
  const Part test = part_for(Purpose::test, 4);
  const Part predictions = part_for(Purpose::unlabelled, 3);
  const Purposes purposes = purposes_of({&train, &validation, &test, &predictions});
  Plan plan;
  CHECK(choose_test(purposes, {}, plan) == Purpose::test);
  CHECK(testing::says(plan.notes, "The 5 pictures for validation were left out."));
  CHECK(
      testing::says(plan.notes, "The 3 pictures for predictions, by their names, were left out."));
  Plan other;
  CHECK(choose_test(purposes, {.chosen = {{"test", "tenth"}}}, other) == Purpose::train);
  CHECK(testing::says(other.notes, "The 4 pictures for testing were left out."));
  CHECK(testing::says(other.notes, "A tenth of the pictures, of each class"));
}

}  // namespace receptive::test_set_test
