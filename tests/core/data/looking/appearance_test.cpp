#include "data/looking/appearance.h"

#include <doctest/doctest.h>

#include "looked_folder.h"
#include "made_parts.h"

namespace receptive::appearance_test {

using namespace receptive::testing;

namespace {

using Strings = std::vector<std::string>;

/// 48 values are 4x4 in colour, by planes or by pixels: those of a red picture.
std::vector<float> red(bool by_pixels) {
  std::vector<float> values;
  for (int i = 0; i < 48; ++i) {
    values.push_back((by_pixels ? i % 3 == 0 : i < 16) ? static_cast<float>(200 + i % 16) : 0.0F);
  }
  return values;
}
Part red_part(bool by_pixels) {
  const std::vector<std::vector<float>> rows = {red(by_pixels), red(by_pixels)};
  return values_part(rows, flat_layouts(48, rows));
}

Bytes bytes_of_planes(const Planes& planes) {
  Bytes bytes(planes.values.size());
  to_bytes(planes, bytes);
  return bytes;
}

}  // namespace

TEST_CASE("appearance: pictures in their own size, grey, as they are") {
  const Part part = files_part({flat_picture(4, 3, {0}), flat_picture(4, 3, {255})});
  Plan plan = plan_of({&part});
  const Appearance appearance = find_appearance(plan, {}, {});
  CHECK(appearance.channels == 1);
  CHECK(appearance.height == 3);
  CHECK(appearance.width == 4);
  CHECK(appearance.bytes() == 12);
  CHECK(appearance.turn == Turn::none);
  CHECK_FALSE(appearance.over);
  CHECK(plan.problem == "");
}

TEST_CASE("appearance: values are shown by layout, range, colour, turn, size and ink, in turn") {
  const Appearance appearance{.channels = 3,
                              .height = 2,
                              .width = 4,
                              .turn = Turn::mirrored,
                              .over = true,
                              .range = {0, 10},
                              .layouts = {{}, {.channels = 1, .height = 1, .width = 2}}};
  // Part 1: black and white side by side, mirrored to white and black, and turned over.
  const std::vector<float> values = {0, 10};
  const Planes planes = shown(values, 1, appearance);
  CHECK(planes.channels == 3);
  CHECK(planes.height == 2);
  CHECK(planes.width == 4);
  const Bytes row = {0, 0, 255, 255};
  CHECK(bytes_of_planes(planes) == row + row + row + row + row + row);
  Appearance once = appearance;
  once.over = false;
  once.channels = 1;
  CHECK(bytes_of_planes(shown(values, 1, once)) == Bytes{255, 255, 0, 0, 255, 255, 0, 0});
}

TEST_CASE("appearance: files are shown by their bits, as shares, and on their ground") {
  const Appearance stretched{.height = 1, .width = 2, .range = {0.0, 0.5}};
  CHECK(bytes_of_planes(shown({.width = 2, .height = 1, .bytes = Bytes{51, 102}}, stretched)) ==
        Bytes{102, 204});
  const Bytes deep = bytes_of<std::uint16_t>({13107, 26214});
  CHECK(bytes_of_planes(shown({.width = 2, .height = 1, .bits = 16, .bytes = deep}, stretched)) ==
        Bytes{102, 204});
  const Bytes clear = {80, 255, 80, 0};
  const Appearance on_black{.height = 1, .width = 2, .range = {0.0, 1.0}, .ground = 0.0F};
  CHECK(bytes_of_planes(shown({.width = 2, .height = 1, .channels = 2, .bytes = clear},
                              on_black)) == Bytes{80, 0});
  const Appearance on_white{.height = 1, .width = 2, .range = {0.0, 1.0}};
  CHECK(bytes_of_planes(shown({.width = 2, .height = 1, .channels = 2, .bytes = clear},
                              on_white)) == Bytes{80, 255});
}

TEST_CASE("appearance: a row of values is seen the same way in all parts, whatever is chosen") {
  // The second part alone would be taken by pixels.
  const Part planes = red_part(false);
  const Part pixels = red_part(true);
  REQUIRE_FALSE(planes.layouts.front().is_by_pixel());
  REQUIRE(pixels.layouts.front().is_by_pixel());
  for (const char* size : {"", "4x4", "16x16"}) {
    Plan plan = plan_of({&planes, &pixels});
    const Choices wanted = {.chosen = {{"size", size}}};
    const Appearance appearance = find_appearance(plan, wanted, {});
    CHECK(appearance.channels == 3);
    CHECK_FALSE(appearance.layouts[0].is_by_pixel());
    CHECK_FALSE(appearance.layouts[1].is_by_pixel());
  }
  // One that is no such row has its own.
  const Part other = values_part({std::vector<float>(16)}, flat_layouts(16, {}));
  Plan plan = plan_of({&planes, &other});
  CHECK(find_appearance(plan, {}, {}).layouts[1].channels == 1);
}

TEST_CASE("appearance: values that make no square are seen in the way of the size that is wanted") {
  std::vector<float> smooth;
  for (int p = 0; p < 96; ++p) smooth.push_back(static_cast<float>(p % 12 > 3 ? 255 : 0));
  const std::vector<std::vector<float>> rows = {smooth, smooth};
  const Part part = values_part(rows, flat_layouts(96, rows));
  Plan found = plan_of({&part, &part});
  CHECK(find_appearance(found, {}, {}).layouts[1].size_text() == "8x12");
  // People say the width first.
  CHECK(says(found.checks,
             "A picture has 96 values, which is no square: 12x8 is the smoothest way "
             "to see them."));
  Plan wanted = plan_of({&part, &part});
  const Appearance appearance = find_appearance(wanted, {.chosen = {{"size", "12x8"}}}, {});
  CHECK(appearance.layouts[0].size_text() == "12x8");
  CHECK(appearance.layouts[1].size_text() == "12x8");
  CHECK(appearance.height == 12);
  CHECK(appearance.width == 8);
  // A square in colour is one.
  const Part square = red_part(false);
  Plan none = plan_of({&square});
  find_appearance(none, {}, {});
  CHECK_FALSE(says(none.checks, "which is no square"));
}

TEST_CASE("appearance: of the set that the pictures are added to") {
  const SetForm form{.channels = 3, .height = 7, .width = 5, .dark = false};
  const Part part = files_part({flat_picture(40, 40, {9}), flat_picture(40, 40, {90})});
  Plan plan = plan_of({&part});
  const Appearance appearance =
      find_appearance(plan, {.chosen = {{"size", "16x16"}, {"colour", "grey"}}}, form);
  CHECK(appearance.channels == 3);
  CHECK(appearance.height == 7);
  CHECK(appearance.width == 5);
  CHECK(choice_text(plan, "size") == "");
  CHECK(choice_text(plan, "colour") == "");
  CHECK(choice_text(plan, "fit") == "[fit] | fill | squeeze");
}

TEST_CASE("appearance: a set that no browser holds is refused, with its size") {
  const Part part = files_part({flat_picture(64, 64, {9}), flat_picture(64, 64, {90})});
  Plan plan = plan_of({&part});
  plan.train_count = 200'000;
  plan.test_count = 50'000;
  find_appearance(plan, {}, {});
  CHECK(plan.problem ==
        "The set would have 1024 MB; up to 1000 MB are taken. Choose a smaller size.");
  Plan smaller = plan_of({&part});
  smaller.train_count = 250'000;
  find_appearance(smaller, {.chosen = {{"size", "48x48"}}}, {});
  CHECK(smaller.problem == "");
  // What was wrong before stays.
  Plan wrong = plan_of({&part});
  wrong.train_count = 250'000;
  wrong.problem = "Two classes are called a.";
  find_appearance(wrong, {}, {});
  CHECK(wrong.problem == "Two classes are called a.");
}

}  // namespace receptive::appearance_test
