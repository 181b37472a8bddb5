#include <doctest/doctest.h>

#include "data/looking/appearance_choices.h"
#include "made_parts.h"

namespace receptive::appearance_size_test {

using namespace receptive::testing;

namespace {

using Strings = std::vector<std::string>;
using Sizes = std::set<PictureSize>;

struct Chosen {
  Plan plan = {};
  Appearance appearance = {};
};

/// Of picture files of these sizes.
Chosen size_of(const Sizes& naturals, bool colour = false, const std::string& wanted = "") {
  const Part part = files_part({flat_picture(1, 1, {0})});
  Chosen chosen{.plan = plan_of({&part})};
  chosen.appearance.channels = colour ? 3 : 1;
  choose_size(naturals, chosen.plan,
              wanted.empty() ? Choices{} : Choices{.chosen = {{"size", wanted}}},
              chosen.appearance);
  return chosen;
}
/// Height and width.
PictureSize found_size(const Sizes& naturals, bool colour = false) {
  const Appearance appearance = size_of(naturals, colour).appearance;
  return {appearance.height, appearance.width};
}

Chosen fit_of(const Sizes& naturals, const std::string& wanted = "") {
  const Part part = files_part({flat_picture(1, 1, {0})});
  Chosen chosen{.plan = plan_of({&part}), .appearance = {.height = 28, .width = 28}};
  choose_fit(naturals, chosen.plan,
             wanted.empty() ? Choices{} : Choices{.chosen = {{"fit", wanted}}}, chosen.appearance);
  return chosen;
}

Chosen turn_of(const std::string& path, const std::string& wanted = "") {
  Part part = files_part({flat_picture(1, 1, {0})});
  part.path = path;
  Chosen chosen{.plan = plan_of({&part})};
  choose_turn(chosen.plan, wanted.empty() ? Choices{} : Choices{.chosen = {{"turn", wanted}}},
              chosen.appearance);
  return chosen;
}

}  // namespace

TEST_CASE("appearance size: one size that networks take is kept") {
  const Chosen own = size_of({{20, 32}});
  CHECK(own.appearance.height == 20);
  CHECK(own.appearance.width == 32);
  CHECK(own.plan.notes == Strings{});
  CHECK(choice_text(own.plan, "size") == "[20x32] | 16x16 | 28x28 | 32x32 | 48x48 | 64x64");
  // People say the width first.
  CHECK(title_of(own.plan, "size", "20x32") == "32x20, as they are");
  CHECK(found_size({{64, 64}}) == PictureSize{64, 64});
  CHECK(choice_text(size_of({{28, 28}}).plan, "size") == "[28x28] | 16x16 | 32x32 | 48x48 | 64x64");
}

TEST_CASE("appearance size: larger ones become 28 pixels grey and 32 in colour, in proportion") {
  CHECK(found_size({{256, 256}}) == PictureSize{28, 28});
  CHECK(found_size({{256, 256}}, true) == PictureSize{32, 32});
  CHECK(found_size({{65, 65}}) == PictureSize{28, 28});
  CHECK(found_size({{100, 200}}) == PictureSize{14, 28});
  CHECK(found_size({{200, 100}}, true) == PictureSize{32, 16});
  // However narrow, a pixel is left.
  CHECK(found_size({{1, 500}}) == PictureSize{1, 28});
  CHECK(found_size({{500, 1}}) == PictureSize{28, 1});
  const Chosen large = size_of({{100, 200}});
  CHECK(title_of(large.plan, "size", "14x28") == "28x14");
  CHECK(large.plan.notes == Strings{"The pictures are 200x100 pixels and are brought to 28x14."});
}

TEST_CASE("appearance size: several sizes of one proportion keep it, others become squares") {
  CHECK(found_size({{10, 20}, {15, 30}}) == PictureSize{14, 28});
  // To half a pixel of the smaller one, whichever comes first: 333 / 500 * 50 is 33.3.
  CHECK(found_size({{33, 50}, {333, 500}}) == PictureSize{18, 28});
  CHECK(found_size({{50, 33}, {500, 333}}) == PictureSize{28, 18});
  CHECK(found_size({{33, 50}, {350, 500}}) == PictureSize{28, 28});
  CHECK(found_size({{20, 300}, {25, 30}}) == PictureSize{28, 28});
  // A line of a pixel, and 0.6 of one.
  CHECK(found_size({{60, 1}, {1000, 10}}) == PictureSize{28, 1});
  CHECK(found_size({{30, 300}, {300, 30}}) == PictureSize{28, 28});
  CHECK(found_size({{10, 20}, {20, 20}}, true) == PictureSize{32, 32});
  CHECK(size_of({{10, 20}, {15, 30}}).plan.notes ==
        Strings{"The pictures are 20x10 to 30x15 pixels and are brought to 28x14."});
}

TEST_CASE("appearance size: another one by choice, and only one that is offered") {
  const Chosen chosen = size_of({{28, 28}}, false, "16x16");
  CHECK(chosen.appearance.height == 16);
  CHECK(chosen.appearance.width == 16);
  CHECK(chosen.plan.notes == Strings{"The pictures are 28x28 pixels and are brought to 16x16."});
  CHECK(size_of({{28, 28}}, false, "17x17").appearance.height == 28);
  CHECK(size_of({{28, 28}}, false, "").appearance.height == 28);
}

TEST_CASE("appearance size: rows of values may be pictures in several ways") {
  const Part part = values_part(
      {std::vector<float>(96)},
      {{.height = 8, .width = 12}, {.height = 12, .width = 8}, {.height = 1, .width = 96}});
  Chosen chosen{.plan = plan_of({&part})};
  choose_size({{8, 12}}, chosen.plan, {}, chosen.appearance);
  CHECK(choice_text(chosen.plan, "size") ==
        "[8x12] | 12x8 | 16x16 | 28x28 | 32x32 | 48x48 | 64x64");
}

TEST_CASE("appearance size: sizes are those of the files, turned as they will be") {
  const Part files = files_part({flat_picture(3, 2, {0}), flat_picture(5, 4, {0})});
  const Plan plan = plan_of({&files});
  CHECK(natural_sizes(plan, {.layouts = {{}}}) == Sizes{{2, 3}, {4, 5}});
  for (const Turn turn : {Turn::left, Turn::right, Turn::transposed}) {
    CHECK(natural_sizes(plan, {.turn = turn, .layouts = {{}}}) == Sizes{{3, 2}, {5, 4}});
  }
  for (const Turn turn : {Turn::half, Turn::mirrored}) {
    CHECK(natural_sizes(plan, {.turn = turn, .layouts = {{}}}) == Sizes{{2, 3}, {4, 5}});
  }
  const Part table = values_part({std::vector<float>(96)}, flat_layouts(96, {}));
  CHECK(natural_sizes(plan_of({&table}), {.layouts = {{.height = 8, .width = 12}}}) ==
        Sizes{{8, 12}});
}

TEST_CASE("appearance size: how it fits is asked where proportions are others") {
  CHECK(choice_text(fit_of({{28, 28}, {56, 56}}).plan, "fit") == "");
  const Chosen others = fit_of({{28, 28}, {28, 56}});
  CHECK(choice_text(others.plan, "fit") == "[fit] | fill | squeeze");
  CHECK(others.appearance.fit == Fit::fit);
  CHECK(fit_of({{28, 56}}, "fill").appearance.fit == Fit::fill);
  CHECK(fit_of({{28, 56}}, "squeeze").appearance.fit == Fit::squeeze);
  // Half a pixel is no other proportion.
  CHECK(choice_text(fit_of({{500, 505}}).plan, "fit") == "");
  CHECK(choice_text(fit_of({{500, 530}}).plan, "fit") == "[fit] | fill | squeeze");
}

TEST_CASE("appearance size: nothing is turned but EMNIST, which says so") {
  const Chosen usual = turn_of("mnist/train.csv");
  CHECK(usual.appearance.turn == Turn::none);
  CHECK(choice_text(usual.plan, "turn") == "[none] | left | right | half | transposed | mirrored");
  CHECK(usual.plan.checks == Strings{});
  const Chosen emnist = turn_of("gzip/emnist-letters-train-images-idx3-ubyte");
  CHECK(emnist.appearance.turn == Turn::transposed);
  CHECK(emnist.plan.checks ==
        Strings{"EMNIST's pictures lie on their side in its files: rows and columns are exchanged, "
                "so that they stand upright."});
  const Chosen upright = turn_of("emnist.npz/x.npy", "none");
  CHECK(upright.appearance.turn == Turn::none);
  CHECK(upright.plan.checks == Strings{});
  for (const auto& [value, turn] :
       {std::pair("left", Turn::left), std::pair("right", Turn::right),
        std::pair("half", Turn::half), std::pair("transposed", Turn::transposed),
        std::pair("mirrored", Turn::mirrored)}) {
    CHECK(turn_of("a.csv", value).appearance.turn == turn);
  }
}

}  // namespace receptive::appearance_size_test
