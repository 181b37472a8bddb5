#include <doctest/doctest.h>

#include "data/looking/appearance_choices.h"
#include "looked_folder.h"
#include "made_parts.h"

namespace receptive::appearance_ink_test {

using namespace receptive::testing;

namespace {

using Strings = std::vector<std::string>;

struct Chosen {
  Plan plan = {};
  Appearance appearance = {};
};

/// Of drawings of 4x4 on these papers, 0 or 255; `tests` are the places of those for testing.
Part drawn(const std::vector<std::uint8_t>& papers) {
  std::vector<PictureSample> samples;
  for (const std::uint8_t paper : papers) {
    const int number = static_cast<int>(samples.size());
    samples.push_back({.width = 4, .height = 4, .bytes = drawing(0, number, paper)});
  }
  return files_part(samples);
}

Chosen ink_of(const Part& part, const std::vector<std::size_t>& tests = {},
              const std::string& wanted = "", const std::optional<SetForm>& form = {},
              int channels = 1) {
  Chosen chosen{.plan = plan_of({&part}, tests),
                .appearance = {.channels = channels, .height = 4, .width = 4, .range = {0.0, 1.0}}};
  choose_ink(chosen.plan, wanted.empty() ? Choices{} : Choices{.chosen = {{"ink", wanted}}}, form,
             chosen.appearance);
  return chosen;
}
std::vector<std::uint8_t> papers(int light, int dark) {
  std::vector<std::uint8_t> all(static_cast<std::size_t>(light), 255);
  all.insert(all.end(), static_cast<std::size_t>(dark), 0);
  return all;
}
std::vector<std::size_t> places(std::size_t first, std::size_t end) {
  std::vector<std::size_t> all;
  for (std::size_t i = first; i < end; ++i) all.push_back(i);
  return all;
}

}  // namespace

TEST_CASE("appearance ink: as it is, by the pictures' borders") {
  const Chosen dark = ink_of(drawn(papers(6, 0)));
  CHECK(dark.appearance.ink.dark);
  CHECK_FALSE(dark.appearance.over);
  CHECK(choice_text(dark.plan, "ink") == "[dark] | light");
  CHECK(title_of(dark.plan, "ink", "dark") == "dark on light, as it is");
  CHECK(title_of(dark.plan, "ink", "light") == "light on dark, turned over");
  CHECK(dark.plan.checks == Strings{});
  const Chosen light = ink_of(drawn(papers(0, 6)));
  CHECK_FALSE(light.appearance.ink.dark);
  CHECK(title_of(light.plan, "ink", "dark") == "dark on light, turned over");
  CHECK(title_of(light.plan, "ink", "light") == "light on dark, as it is");
  CHECK(choice_text(light.plan, "ink") == "dark | [light]");
}

TEST_CASE("appearance ink: turned over by choice, and found again as it becomes") {
  const Chosen chosen = ink_of(drawn(papers(6, 0)), {}, "light");
  CHECK(chosen.appearance.over);
  CHECK_FALSE(chosen.appearance.ink.dark);
  CHECK(chosen.appearance.ink.paper == Bytes{0});
  CHECK(chosen.appearance.ink.ink == Bytes{255});
  CHECK(chosen.plan.notes == Strings{});
}

TEST_CASE("appearance ink: pictures become what the set is that they are added to") {
  const SetForm dark{.channels = 1, .height = 4, .width = 4, .dark = true};
  const SetForm light{.channels = 1, .height = 4, .width = 4, .dark = false};
  const SetForm colour{.channels = 3, .height = 4, .width = 4, .dark = true};
  const Chosen over = ink_of(drawn(papers(0, 6)), {}, "", dark);
  CHECK(over.appearance.over);
  CHECK(over.plan.notes == Strings{"The pictures are light on dark and the set is dark on light: "
                                   "they are turned over."});
  CHECK(ink_of(drawn(papers(6, 0)), {}, "", light).plan.notes ==
        Strings{"The pictures are dark on light and the set is light on dark: they are turned "
                "over."});
  const Chosen same = ink_of(drawn(papers(6, 0)), {}, "", dark);
  CHECK_FALSE(same.appearance.over);
  CHECK(same.plan.notes == Strings{});
  // Not against the visitor's will, and not in colour.
  const Chosen kept = ink_of(drawn(papers(0, 6)), {}, "light", dark);
  CHECK_FALSE(kept.appearance.over);
  CHECK(kept.plan.notes == Strings{});
  CHECK_FALSE(ink_of(drawn(papers(0, 6)), {}, "", colour, 3).appearance.over);
}

TEST_CASE("appearance ink: training and testing pictures that are turned over to each other") {
  const auto words = [](const std::string& train) {
    return Strings{"The training pictures are " + train +
                   ", the test pictures the other way round: a network that learns the ones cannot "
                   "read the others."};
  };
  const auto checks = [](int light, int dark, const std::vector<std::size_t>& tests) {
    Strings all = ink_of(drawn(papers(light, dark)), tests).plan.checks;
    std::erase_if(all, [](const std::string& check) { return check.starts_with("Whether"); });
    return all;
  };
  CHECK(checks(6, 4, places(6, 10)) == words("dark on light"));
  CHECK(checks(4, 6, places(0, 4)) == words("light on dark"));
  // Three are too few to tell, on either side; and so are those that differ themselves.
  CHECK(checks(6, 3, places(6, 9)) == Strings{});
  CHECK(checks(3, 6, places(3, 9)) == Strings{});
  CHECK(checks(6, 6, places(4, 10)) == Strings{});
  CHECK(checks(8, 5, places(4, 13)) == Strings{});
  CHECK(checks(5, 8, places(0, 4)) == Strings{});
  CHECK(checks(10, 0, places(6, 10)) == Strings{});
}

TEST_CASE("appearance ink: where it is not clear, of grey pictures") {
  const Part mixed = drawn(papers(6, 4));
  CHECK(ink_of(mixed).plan.checks ==
        Strings{"Whether the pictures are dark on light or light on dark is not clear (6 of 10 are "
                "dark on light); drawings are given to the network in the same way."});
  CHECK(ink_of(drawn(papers(4, 6))).plan.checks ==
        Strings{"Whether the pictures are dark on light or light on dark is not clear (6 of 10 are "
                "light on dark); drawings are given to the network in the same way."});
  CHECK(ink_of(drawn(papers(9, 1))).plan.checks == Strings{});
  CHECK(ink_of(mixed, {}, "", {}, 3).plan.checks == Strings{});
}

TEST_CASE("appearance ink: pictures that are all alike or blank, and nothing more is said") {
  PictureSample same{.width = 4, .height = 4, .bytes = drawing(0, 0)};
  CHECK(ink_of(files_part({same, same, same})).plan.checks ==
        Strings{"All pictures that were looked at are the same."});
  CHECK(ink_of(files_part({flat_picture(4, 4, {9}), flat_picture(4, 4, {9})})).plan.checks ==
        Strings{"All pictures that were looked at are blank."});
  // One alone is like itself; so is the only one of training with the only one for testing.
  CHECK(ink_of(files_part({same})).plan.checks == Strings{});
  CHECK(ink_of(files_part({same, same}), {1}).plan.checks == Strings{});
  CHECK(ink_of(files_part({same, same, flat_picture(4, 4, {9})})).plan.checks == Strings{});
}

TEST_CASE("appearance ink: only pictures that are taken count, and none say nothing") {
  const Part part = drawn(papers(3, 5));
  Chosen chosen{.plan = plan_of({&part}),
                .appearance = {.height = 4, .width = 4, .range = {0.0, 1.0}}};
  for (std::size_t i = 3; i < 8; ++i) chosen.plan.destinations[0][i].label = -1;
  choose_ink(chosen.plan, {}, {}, chosen.appearance);
  CHECK(chosen.appearance.ink.dark);
  CHECK(chosen.appearance.ink.of == 3);
  for (Destination& to : chosen.plan.destinations[0]) to.label = -1;
  choose_ink(chosen.plan, {}, {}, chosen.appearance);
  CHECK(chosen.appearance.ink.of == 0);
  CHECK(chosen.plan.checks == Strings{});
}

TEST_CASE("appearance ink: rows of values as well") {
  std::vector<std::vector<float>> rows;
  for (int i = 0; i < 4; ++i) {
    const Bytes bytes = drawing(0, i, 255);
    rows.emplace_back(bytes.begin(), bytes.end());
  }
  const Part part = values_part(rows, flat_layouts(16, {}));
  Chosen chosen{.plan = plan_of({&part}),
                .appearance = {.height = 4, .width = 4, .layouts = {part.layouts.front()}}};
  choose_ink(chosen.plan, {}, {}, chosen.appearance);
  CHECK(chosen.appearance.ink.dark);
  CHECK(chosen.appearance.ink.paper == Bytes{255});
}

}  // namespace receptive::appearance_ink_test
