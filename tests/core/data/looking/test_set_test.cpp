#include "data/looking/test_set.h"

#include <doctest/doctest.h>

#include "looked_folder.h"

using namespace receptive;

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
