#include "data/looking/class_values.h"

#include <doctest/doctest.h>

#include "looked_folder.h"

namespace receptive::class_values_test {

namespace {

LabelSource numbers_source(const std::vector<double>& numbers, std::vector<std::int32_t> codes) {
  LabelSource source{.codes = std::move(codes)};
  for (const double number : numbers) source.values.push_back({.number = number});
  return source;
}

std::string remark_on(const std::vector<double>& numbers) {
  Plan plan;
  look_at_numbers(numbers_source(numbers, {}).values, plan);
  return plan.notes.empty() ? (plan.checks.empty() ? "" : plan.checks.front()) : plan.notes.front();
}

}  // namespace

TEST_CASE("class values: labels of two parts become the same classes") {
  const LabelSource train = numbers_source({1, 3}, {0, 1, -1});
  const LabelSource test = numbers_source({3, 7}, {1, 0});
  const std::vector<LabelValue> values = all_values({&train, &test});
  REQUIRE(values.size() == 3);
  CHECK(classes_of(train, values, 3) == std::vector<std::int32_t>{0, 1, -1});
  CHECK(classes_of(test, values, 2) == std::vector<std::int32_t>{2, 1});
  // Pictures beyond the codes have no class.
  CHECK(classes_of(test, values, 3).back() == -1);
}

TEST_CASE("class values: a text 7 in one file is the number 7 of another") {
  const LabelSource numbers = numbers_source({7, 10}, {0, 1});
  const LabelSource texts{.values = {{.text = "7"}, {.text = "x"}}, .codes = {0, 1}};
  const std::vector<LabelValue> values = all_values({&numbers, &texts});
  REQUIRE(values.size() == 3);
  CHECK(classes_of(numbers, values, 2) == std::vector<std::int32_t>{0, 1});
  CHECK(classes_of(texts, values, 2) == std::vector<std::int32_t>{0, 2});
}

TEST_CASE("class values: what people are caught by in the numbers of labels") {
  CHECK(remark_on({0, 1, 2}) == "");
  CHECK(remark_on({1, 2, 3}) == "The labels are 1 to 3: they become 3 classes.");
  CHECK(remark_on({-1, 1}) == "The labels are -1 to 1: they become 2 classes.");
  CHECK(remark_on({0, 1, 3}) == "Not all labels from 0 to 3 occur: there are 3 classes.");
  CHECK(remark_on({0, 1, 255}).starts_with("The label 255 stands apart"));
  // 100 is no number of one of three classes either.
  CHECK(remark_on({0, 100, 255}) == "Not all labels from 0 to 255 occur: there are 3 classes.");
  CHECK(remark_on({0}) == "");
  Plan plan;
  look_at_numbers({{.number = 1}, {.text = "x"}}, plan);
  CHECK(plan.notes.empty());
}

TEST_CASE("class values: only the list that belongs to the labels names them") {
  const std::vector<LabelValue> values = numbers_source({0, 1}, {}).values;
  const std::vector<ClassList> lists = {{.path = "a/coarse.txt", .names = {"c0", "c1"}},
                                        {.path = "a/fine.txt", .names = {"f0", "f1"}}};
  Plan plan;
  CHECK(names_of(values, lists, "", plan) == std::vector<std::string>{"c0", "c1"});
  CHECK(names_of(values, lists, "fine.txt", plan) == std::vector<std::string>{"f0", "f1"});
  CHECK(names_of(values, lists, "other.txt", plan) == std::vector<std::string>{"0", "1"});
  CHECK(testing::says(plan.notes, "The classes' names come from a/fine.txt."));
}

TEST_CASE("class values: a list without a name for each class names none, and is left out") {
  const std::vector<LabelValue> values = numbers_source({0, 1, 2}, {}).values;
  Plan plan{.notes = {"Left out: two.txt is a list of names.",
                      "Left out: three.txt is a list of "
                      "names."}};
  const std::vector<ClassList> lists = {{.path = "two.txt", .names = {"a", "b"}},
                                        {.path = "three.txt", .names = {"a", "b", "c"}}};
  CHECK(names_of(values, lists, "", plan) == std::vector<std::string>{"a", "b", "c"});
  CHECK(plan.notes == std::vector<std::string>{"Left out: two.txt is a list of names.",
                                               "The classes' names come from three.txt."});
  // An array's names lie in no file of their own.
  Plan silent;
  CHECK(names_of(values, {{.names = {"x", "y", "z"}}}, "", silent)[2] == "z");
  CHECK(silent.notes.empty());
}

}  // namespace receptive::class_values_test
