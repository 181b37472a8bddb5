#include "data/looking/plan.h"

#include <doctest/doctest.h>

#include <set>

#include "made_parts.h"

namespace receptive::plan_test {

using namespace receptive::testing;

namespace {

using Strings = std::vector<std::string>;

Plan plan_for(std::vector<Part> parts, const Choices& wanted = {},
              const std::vector<ClassList>& lists = {}) {
  FoundParts found{.parts = std::move(parts)};
  Plan plan = plan_set(found, lists, wanted);
  plan.parts.clear();  // they end with `found`
  return plan;
}

/// "a 9+1 b 9+1"
std::string counts_of(const Plan& plan) {
  std::string text;
  for (const PlannedClass& one : plan.classes) {
    text += (text.empty() ? "" : " ") + one.name + " " + std::to_string(one.train) + "+" +
            std::to_string(one.test);
  }
  return text;
}

/// Each place of each split is given once, and as often as is counted; "" or what is wrong.
std::string wrong_with_places(const Plan& plan) {
  std::set<std::uint32_t> train;
  std::set<std::uint32_t> test;
  for (const std::vector<Destination>& part : plan.destinations) {
    for (const Destination& to : part) {
      if (to.label < 0) continue;
      const bool is_test = to.split == Split::test;
      if (!(is_test ? test : train).insert(to.place).second) return "a place twice";
      if (to.place >= (is_test ? plan.test_count : plan.train_count)) return "a place beyond";
    }
  }
  return train.size() == plan.train_count && test.size() == plan.test_count ? "" : "other counts";
}

}  // namespace

TEST_CASE("plan: a tenth of each class is kept for testing") {
  const Plan plan = plan_for({labelled_part(worded({"cat", "dog"}, in_turn(40, 2)))});
  CHECK(plan.problem == "");
  CHECK(counts_of(plan) == "cat 18+2 dog 18+2");
  CHECK(wrong_with_places(plan) == "");
  CHECK(plan.notes == Strings{"A tenth of the pictures, of each class, is kept for testing."});
  CHECK(plan.checks == Strings{});
  CHECK(choice_text(plan, "test") == "[tenth]");
  CHECK(title_of(plan, "labels", "folders") == "the folders' names, 2 values");
}

TEST_CASE("plan: parts that are for training and for testing, in the files' order") {
  const Plan plan = plan_for({labelled_part(numbered({0, 1}, in_turn(20, 2)), Purpose::train),
                              labelled_part(numbered({0, 1}, in_turn(6, 2)), Purpose::test)});
  CHECK(counts_of(plan) == "0 10+3 1 10+3");
  CHECK(wrong_with_places(plan) == "");
  for (std::uint32_t i = 0; i < 20; ++i) {
    CHECK(plan.destinations[0][i].place == i);
    CHECK(plan.destinations[0][i].label == static_cast<int>(i % 2));
    CHECK(plan.destinations[0][i].split == Split::train);
  }
  for (std::uint32_t i = 0; i < 6; ++i) CHECK(plan.destinations[1][i].place == i);
  CHECK(choice_text(plan, "test") == "[test] | tenth");
}

TEST_CASE("plan: validation pictures are left out, are the test set, or by choice neither") {
  const std::vector<Part> parts = {
      labelled_part(numbered({0, 1}, in_turn(20, 2)), Purpose::train),
      labelled_part(numbered({0, 1}, in_turn(8, 2)), Purpose::validation),
      labelled_part(numbered({0, 1}, in_turn(6, 2)), Purpose::test)};
  const Plan usual = plan_for(parts);
  CHECK(counts_of(usual) == "0 10+3 1 10+3");
  CHECK(usual.destinations[1][0].label == -1);
  const Plan other = plan_for(parts, {.chosen = {{"test", "validation"}}});
  CHECK(counts_of(other) == "0 10+4 1 10+4");
  CHECK(other.destinations[2][0].label == -1);
  CHECK(other.notes == Strings{"The 6 pictures for testing were left out.",
                               "The pictures for validation are the test set."});
  const Plan tenth = plan_for(parts, {.chosen = {{"test", "tenth"}}});
  CHECK(counts_of(tenth) == "0 9+1 1 9+1");
  CHECK(wrong_with_places(tenth) == "");
  CHECK(tenth.destinations[1][0].label == -1);
  CHECK(tenth.destinations[2][0].label == -1);
}

TEST_CASE("plan: labels need not begin at 0, nor be numbers, nor be alike in all parts") {
  const Plan from_one = plan_for({labelled_part(numbered({1, 2, 5}, in_turn(60, 3)))});
  CHECK(counts_of(from_one) == "1 18+2 2 18+2 5 18+2");
  CHECK(from_one.destinations[0][2].label == 2);
  CHECK(from_one.notes.back() == "The labels are 1 to 5: they become 3 classes.");
  const Plan gap = plan_for({labelled_part(numbered({0, 3}, in_turn(40, 2)))});
  CHECK(gap.notes.back() == "Not all labels from 0 to 3 occur: there are 2 classes.");
  // The test set has other classes, in another order: each picture keeps its own.
  const Plan apart = plan_for({labelled_part(numbered({3, 7}, in_turn(20, 2)), Purpose::train),
                               labelled_part(numbered({7, 9}, in_turn(6, 2)), Purpose::test)});
  CHECK(counts_of(apart) == "3 10+0 7 10+3");
  CHECK(apart.destinations[1][0].label == 1);
  CHECK(apart.destinations[1][1].label == -1);
  CHECK(apart.checks == Strings{"The class 9 has 3 pictures for testing and none to learn from: "
                                "left out."});
  const Plan two_gone =
      plan_for({labelled_part(numbered({3, 7}, in_turn(20, 2)), Purpose::train),
                labelled_part(numbered({7, 8, 9}, in_turn(3, 3)), Purpose::test)});
  CHECK(two_gone.checks == Strings{"The classes 8 and 9 have 2 pictures for testing and none to "
                                   "learn from: left out."});
}

TEST_CASE("plan: pictures without a label are left out and counted") {
  std::vector<std::int32_t> codes = in_turn(40, 2);
  codes[7] = -1;
  const Plan one = plan_for({labelled_part(numbered({0, 1}, codes))});
  CHECK(one.checks == Strings{"1 picture has no label and was left out."});
  CHECK(one.destinations[0][7].label == -1);
  CHECK(one.train_count + one.test_count == 39);
  codes[8] = -1;
  CHECK(plan_for({labelled_part(numbered({0, 1}, codes))}).checks ==
        Strings{"2 pictures have no label and were left out."});
}

TEST_CASE("plan: no class, one class, and more than a network learns") {
  CHECK(plan_for({labelled_part(numbered({}, std::vector<std::int32_t>(20, -1)))}).problem ==
        "There are no pictures with a class.");
  CHECK(plan_for({labelled_part(worded({"cat"}, in_turn(20, 1)))}).problem ==
        "All pictures are of one class (cat); a network learns to tell at least two apart.");
  std::vector<double> numbers;
  for (int i = 0; i < 257; ++i) numbers.push_back(i);
  const Plan many = plan_for({labelled_part(numbered(numbers, in_turn(514, 257)))});
  CHECK(many.problem == "There are 257 classes; a network here learns up to 256.");
  CHECK(many.train_count == 0);
  numbers.pop_back();
  CHECK(plan_for({labelled_part(numbered(numbers, in_turn(512, 256)))}).problem == "");
}

TEST_CASE("plan: too few to keep a tenth, or none of the test set's classes") {
  CHECK(plan_for({labelled_part(numbered({0, 1}, in_turn(9, 2)))}).problem ==
        "There are 9 pictures; a tenth is kept for testing, so ten are the least.");
  CHECK(plan_for({labelled_part(numbered({0, 1}, in_turn(10, 2)))}).problem == "");
  const Plan other = plan_for({labelled_part(numbered({0, 1}, in_turn(20, 2)), Purpose::train),
                               labelled_part(numbered({7, 8}, in_turn(4, 2)), Purpose::test)});
  CHECK(other.problem ==
        "There are 20 pictures to learn from and none for testing that has one of their classes: "
        "choose a tenth of the training pictures as the test set.");
}

TEST_CASE("plan: classes with few pictures, all with few, and uneven ones") {
  const auto with_counts = [](int zeros, int ones) {
    std::vector<std::int32_t> codes(static_cast<std::size_t>(zeros), 0);
    codes.insert(codes.end(), static_cast<std::size_t>(ones), 1);
    return plan_for({labelled_part(worded({"cat", "dog"}, codes), Purpose::train),
                     labelled_part(worded({"cat", "dog"}, {0, 1}), Purpose::test)})
        .checks;
  };
  CHECK(with_counts(5, 5) == Strings{});
  CHECK(with_counts(5, 4) == Strings{"The class dog has fewer than five pictures to learn from."});
  CHECK(with_counts(4, 4) == Strings{"Each class has fewer than five pictures to learn from."});
  CHECK(with_counts(50, 5) ==
        Strings{"The classes are uneven: cat has 50 pictures, dog has 5. A network may answer cat "
                "always; the remedy is balanced class weights (in the recipe; "
                "classWeight of the loss)."});
  CHECK(with_counts(49, 5) == Strings{});
  const Plan two =
      plan_for({labelled_part(worded({"a", "b", "c"}, {0, 0, 0, 0, 0, 1, 2}), Purpose::train),
                labelled_part(worded({"a"}, {0}), Purpose::test)});
  CHECK(two.checks == Strings{"The classes b and c have fewer than five pictures to learn from."});
}

TEST_CASE("plan: several candidates for the label, and the same one in all parts") {
  const auto with_two = [](Purpose purpose, Part::Kind kind, bool exchanged) {
    LabelSource fine = numbered({0, 1, 2}, in_turn(30, 3));
    LabelSource coarse = numbered({7, 8}, in_turn(30, 2));
    fine.id = exchanged ? "array 5" : "array 1";
    coarse.id = exchanged ? "array 4" : "array 2";
    fine.role = "fine";
    coarse.role = "coarse";
    Part part = labelled_part(fine, purpose);
    part.kind = kind;
    part.labels.insert(exchanged ? part.labels.begin() : part.labels.end(), coarse);
    return part;
  };
  const std::vector<Part> arrays = {with_two(Purpose::train, Part::Kind::array, false),
                                    with_two(Purpose::test, Part::Kind::array, true)};
  CHECK(counts_of(plan_for(arrays)) == "0 10+10 1 10+10 2 10+10");
  CHECK(choice_text(plan_for(arrays), "labels") == "[array 1] | array 2");
  CHECK(counts_of(plan_for(arrays, {.chosen = {{"labels", "array 2"}}})) == "7 15+15 8 15+15");
  // Without roles that agree, by their places.
  std::vector<Part> others = arrays;
  others[1].labels[0].role = "x";
  others[1].labels[1].role = "y";
  CHECK(counts_of(plan_for(others, {.chosen = {{"labels", "array 2"}}})) == "7 15+0 8 15+0");
  others[1].labels.pop_back();
  CHECK(counts_of(plan_for(others, {.chosen = {{"labels", "array 2"}}})) == "7 15+15 8 15+15");
  // Of tables by the column; one that has no such column gives what it has.
  std::vector<Part> tables = {with_two(Purpose::train, Part::Kind::table, false),
                              with_two(Purpose::test, Part::Kind::table, false)};
  CHECK(counts_of(plan_for(tables, {.chosen = {{"labels", "array 2"}}})) == "7 15+15 8 15+15");
  tables[1].labels.pop_back();
  CHECK(counts_of(plan_for(tables, {.chosen = {{"labels", "array 2"}}})) == "7 15+0 8 15+0");
}

TEST_CASE("plan: names from a list, and names that are asked for") {
  const Part part = labelled_part(numbered({0, 1}, in_turn(40, 2)));
  const ClassList list{.path = "names.txt", .names = {"cat", "dog"}};
  const Plan named = plan_for({part}, {}, {list});
  CHECK(counts_of(named) == "cat 18+2 dog 18+2");
  CHECK(named.notes.back() == "The classes' names come from names.txt.");
  const Plan wanted = plan_for({part}, {.class_names = {"x", "y"}}, {list});
  CHECK(counts_of(wanted) == "x 18+2 y 18+2");
  CHECK(plan_for({part}, {.class_names = {"x", "x"}}).problem == "Two classes are called x.");
  CHECK(plan_for({part}, {.class_names = {"x", ""}}).problem ==
        "A class cannot have an empty name.");
  CHECK(plan_for({part}, {.class_names = {"x", "y", "z"}}).problem ==
        "There are 2 classes and 3 names.");
}

TEST_CASE("plan: what was found of the parts is said, and what was not used") {
  Part part = labelled_part(numbered({0, 1}, in_turn(40, 2)));
  part.notes = {"A note."};
  part.checks = {"A check."};
  const FoundParts found{.parts = {part},
                         .notes = {"1 file was left out: a.pdf."},
                         .reasons = {"x.csv has no labels."},
                         .checks = {"Another check."}};
  const Plan plan = plan_set(found, {}, {});
  CHECK(plan.notes == Strings{"Left out: x.csv has no labels.", "1 file was left out: a.pdf.",
                              "A note.",
                              "A tenth of the pictures, of each class, is kept for testing."});
  CHECK(plan.checks == Strings{"Another check.", "A check."});
  REQUIRE(plan.parts.size() == 1);
  CHECK(plan.parts[0] == &found.parts[0]);
}

TEST_CASE("plan: without parts, why there are none") {
  const auto problem = [](const FoundParts& found) { return plan_set(found, {}, {}).problem; };
  CHECK(problem({}) == "There are no pictures in the files.");
  CHECK(problem({.notes = {"1 file was left out: a.pdf."}}) ==
        "There are no pictures in the files. 1 file was left out: a.pdf.");
  CHECK(problem({.reasons = {"A.", "B."}}) == "A. B.");
  CHECK(problem({.reasons = {"A."}, .problem = "9 of 10 pictures are broken."}) ==
        "9 of 10 pictures are broken.");
  // With parts it stands above all else.
  CHECK(problem({.parts = {labelled_part(numbered({0, 1}, in_turn(40, 2)))}, .problem = "P."}) ==
        "P.");
}

TEST_CASE("plan: pictures for one class of a set, and nothing but pictures") {
  const FoundParts found{.parts = {files_part({flat_picture(2, 2, {0}), flat_picture(2, 2, {9})}),
                                   labelled_part(numbered({0, 1}, in_turn(40, 2)))},
                         .notes = {"A note."},
                         .checks = {"A check."}};
  const Plan plan = plan_addition(found, "seven");
  CHECK(plan.problem == "");
  CHECK(counts_of(plan) == "seven 2+0");
  CHECK(plan.parts.size() == 1);
  CHECK(wrong_with_places(plan) == "");
  CHECK(plan.notes == Strings{"A note."});
  CHECK(plan.checks == Strings{"A check."});
  CHECK(plan_addition({}, "seven").problem == "There are no pictures in the files.");
  CHECK(plan_addition({.problem = "All are broken."}, "seven").problem == "All are broken.");
}

}  // namespace receptive::plan_test
