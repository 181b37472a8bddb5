#include "data/looking/set_groups.h"

#include <doctest/doctest.h>

namespace receptive::set_groups_test {

namespace {

Part named_part(const std::string& set, Purpose purpose, std::size_t count,
                Part::Kind kind = Part::Kind::array) {
  return {.kind = kind, .path = set + ".npy", .purpose = purpose, .set = set, .count = count};
}

/// "a 30 | b 9": the sets that are told apart, with how many pictures.
std::string groups_text(std::vector<Part> parts) {
  FoundParts found{.parts = std::move(parts)};
  Plan plan;
  choose_group(found, {}, plan);
  std::string text;
  for (const Option& option : plan.choices.front().options) {
    text += (text.empty() ? "" : " | ") + option.title;
  }
  CHECK(plan.checks.size() == (plan.choices.front().options.size() > 1 ? 1U : 0U));
  return text;
}

}  // namespace

TEST_CASE("set groups: parts of one name are one set") {
  CHECK(groups_text({named_part("a", Purpose::train, 30), named_part("a", Purpose::test, 9)}) ==
        "a, 39 pictures");
  CHECK(groups_text({named_part("a", Purpose::train, 30), named_part("b", Purpose::train, 9)}) ==
        "a, 30 pictures | b, 9 pictures");
  CHECK(groups_text({named_part("", Purpose::unsaid, 1)}) == ".npy, 1 picture");
}

TEST_CASE("set groups: what only tests belongs to the one that learns, if there is one") {
  CHECK(groups_text({named_part("a", Purpose::train, 30), named_part("b", Purpose::test, 9)}) ==
        "a, 39 pictures");
  CHECK(groups_text({named_part("a", Purpose::train, 30), named_part("b", Purpose::train, 20),
                     named_part("c", Purpose::test, 9)}) ==
        "a, 30 pictures | b, 20 pictures | c, 9 pictures");
  // Not to those of another kind.
  CHECK(groups_text({named_part("a", Purpose::train, 30),
                     named_part("b", Purpose::test, 9, Part::Kind::table)}) ==
        "a, 30 pictures | b, 9 pictures");
}

TEST_CASE("set groups: another one by choice") {
  const FoundParts found{
      .parts = {named_part("a", Purpose::train, 30), named_part("b", Purpose::train, 9)}};
  Plan plan;
  CHECK(choose_group(found, {.chosen = {{"set", "set 1"}}}, plan).set == "b");
  CHECK(plan.choices.front().value == "set 1");
}

}  // namespace receptive::set_groups_test
