#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "data/looking/appearance_choices.h"
#include "looked_folder.h"
#include "made_parts.h"

namespace receptive::appearance_values_test {

using namespace receptive::testing;

namespace {

using Strings = std::vector<std::string>;

/// One row of 3x3 with these values among zeros.
Part row_of(const std::vector<float>& values) {
  std::vector<float> row = values;
  row.resize(9, values.front());
  return values_part({row}, flat_layouts(9, {}));
}

struct Chosen {
  Plan plan = {};
  Appearance appearance = {};
};

Chosen values_of(const Part& part, const std::string& wanted = "") {
  Chosen chosen{.plan = plan_of({&part})};
  choose_values(chosen.plan, wanted.empty() ? Choices{} : Choices{.chosen = {{"values", wanted}}},
                chosen.appearance);
  return chosen;
}

/// Two pixels of 16 bits, one channel.
PictureSample deep_picture(std::uint16_t one, std::uint16_t other) {
  PictureSample sample{.width = 2, .height = 1, .bits = 16};
  sample.bytes.resize(4);
  std::memcpy(&sample.bytes[0], &one, 2);
  std::memcpy(&sample.bytes[2], &other, 2);
  return sample;
}
PictureSample two_pixels(std::uint8_t one, std::uint8_t other) {
  return {.width = 2, .height = 1, .bytes = {one, other}};
}

Chosen ground_of(const std::vector<PictureSample>& samples) {
  const Part part = files_part(samples);
  Chosen chosen{.plan = plan_of({&part})};
  find_ground(chosen.plan, chosen.appearance);
  return chosen;
}

Chosen colour_of(const std::vector<PictureSample>& samples, const std::string& wanted = "") {
  const Part part = files_part(samples);
  Chosen chosen{.plan = plan_of({&part})};
  chosen.appearance.range = {0.0, 1.0};
  choose_colour(chosen.plan, wanted.empty() ? Choices{} : Choices{.chosen = {{"colour", wanted}}},
                chosen.appearance);
  return chosen;
}

}  // namespace

TEST_CASE("appearance values: of a table by what its numbers are") {
  const Chosen bytes = values_of(row_of({0, 255}));
  CHECK(choice_text(bytes.plan, "values") == "[0 to 255] | 0 to 1 | -1 to 1");
  CHECK(bytes.appearance.range == ValueRange{0, 255});
  CHECK(bytes.plan.checks == Strings{});
  CHECK(bytes.plan.notes == Strings{});
  CHECK(values_of(row_of({0, 0.5, 1})).appearance.range == ValueRange{0, 1});
  CHECK(values_of(row_of({0, 16})).appearance.range == ValueRange{0, 16});
  CHECK(values_of(row_of({-1, 0.5, 1})).appearance.range == ValueRange{-1, 1});
}

TEST_CASE("appearance values: what is said of a range is said of that one only") {
  const Part standardised = row_of({-0.5F, 0, 2.75F});
  const Chosen found = values_of(standardised);
  CHECK(found.appearance.range == ValueRange{-0.5, 2.75});
  CHECK(found.plan.checks ==
        Strings{"The values go from -0.5 to 2.75, which is no usual range: they are stretched, the "
                "least to black and the largest to white."});
  const Chosen other = values_of(standardised, "0 to 1");
  CHECK(other.appearance.range == ValueRange{0, 1});
  CHECK(other.plan.checks == Strings{});
  CHECK(choice_text(other.plan, "values") == "-0.5 to 2.75 | 0 to 255 | [0 to 1] | -1 to 1");
  CHECK(values_of(row_of({-1, 0.5, 1})).plan.notes ==
        Strings{"The values go from -1 to 1: -1 is black and 1 is white."});
  CHECK(values_of(row_of({-1, 0.5, 1}), "0 to 1").plan.notes == Strings{});
  CHECK(values_of(row_of({0, 40})).plan.checks ==
        Strings{"The largest value is 40 of 255: the pictures are dark. Under Values they can be "
                "stretched."});
  CHECK(values_of(row_of({0, 40}), "0 to 40").plan.checks == Strings{});
}

TEST_CASE("appearance values: what is no number is said whatever the range") {
  const Part part = row_of({0, std::numeric_limits<float>::quiet_NaN(), 0.5F, 1});
  const Strings said = {"1 of the values is no number (NaN or infinite) and taken as black."};
  CHECK(values_of(part).plan.checks == said);
  CHECK(values_of(part, "0 to 255").plan.checks == said);
}

TEST_CASE("appearance values: the range is that of all parts") {
  const Part train = row_of({0, 100});
  const Part test = row_of({0, 1000});
  Chosen both{.plan = plan_of({&train, &test})};
  choose_values(both.plan, {}, both.appearance);
  CHECK(both.appearance.range == ValueRange{0, 1023});
}

TEST_CASE("appearance values: picture files are as they are, or stretched by choice") {
  const Part part = files_part({two_pixels(51, 204)});
  const Chosen whole = values_of(part);
  CHECK(choice_text(whole.plan, "values") == "[whole] | stretched");
  CHECK(whole.appearance.range == ValueRange{0, 1});
  CHECK(whole.plan.checks == Strings{});
  const Chosen stretched = values_of(part, "stretched");
  CHECK(stretched.appearance.range.low == doctest::Approx(0.2));
  CHECK(stretched.appearance.range.high == doctest::Approx(0.8));
  CHECK(stretched.plan.checks == Strings{});
  // Nothing is to be gained where all is used, or nothing is there.
  CHECK(choice_text(values_of(files_part({two_pixels(0, 255)})).plan, "values") == "");
  CHECK(choice_text(values_of(files_part({two_pixels(7, 7)})).plan, "values") == "");
  CHECK(choice_text(values_of(files_part({two_pixels(0, 254)})).plan, "values") ==
        "[whole] | stretched");
  CHECK(choice_text(values_of(files_part({two_pixels(0, 9), two_pixels(9, 255)})).plan, "values") ==
        "");
}

TEST_CASE("appearance values: dark picture files are told, until they are stretched") {
  const Part part = files_part({two_pixels(0, 51)});
  CHECK(values_of(part).plan.checks ==
        Strings{"The pictures are dark: their brightest value is 20 % of white. Under Values they "
                "can be stretched."});
  CHECK(values_of(part).appearance.range == ValueRange{0, 1});
  CHECK(values_of(part, "stretched").plan.checks == Strings{});
  CHECK(values_of(files_part({two_pixels(0, 64)})).plan.checks == Strings{});
}

TEST_CASE("appearance values: twelve bits in files of sixteen are stretched, unless not wanted") {
  const Part part = files_part({deep_picture(0, 4095), deep_picture(655, 1000)});
  const Chosen found = values_of(part);
  CHECK(choice_text(found.plan, "values") == "whole | [stretched]");
  CHECK(found.appearance.range.high == doctest::Approx(4095.0 / 65535.0));
  CHECK(found.plan.checks == Strings{"The pictures have 16 bits and use the lowest 6 % of them: "
                                     "they are stretched to what can be seen."});
  const Chosen whole = values_of(part, "whole");
  CHECK(whole.appearance.range == ValueRange{0, 1});
  CHECK(whole.plan.checks == Strings{"The pictures are dark: their brightest value is 6 % of "
                                     "white. Under Values they can be stretched."});
  // One of eight bits among them: all are as they are.
  CHECK(choice_text(values_of(files_part({deep_picture(0, 4095), two_pixels(0, 9)})).plan,
                    "values") == "[whole] | stretched");
  CHECK(choice_text(values_of(files_part({deep_picture(0, 40000)})).plan, "values") ==
        "[whole] | stretched");
}

TEST_CASE("appearance values: what is transparent is laid on what shows it") {
  // Grey and opacity: ink of 255 or 0 beside nothing.
  const Chosen white =
      ground_of({{.width = 2, .height = 1, .channels = 2, .bytes = {255, 255, 0, 0}}});
  CHECK(white.appearance.ground == 0.0F);
  CHECK(white.plan.notes == Strings{"The picture is transparent in parts: it is laid on "
                                    "black, where what is drawn can be seen."});
  const Chosen black =
      ground_of({{.width = 2, .height = 1, .channels = 2, .bytes = {0, 255, 0, 0}}});
  CHECK(black.appearance.ground == 1.0F);
  CHECK(black.plan.notes == Strings{"The picture is transparent in parts: it is laid on "
                                    "white, where what is drawn can be seen."});
  // In colour, and in 16 bits; what is nowhere opaque lies on white.
  const Chosen colour =
      ground_of({flat_picture(1, 1, {255, 255, 0, 255}), flat_picture(1, 1, {9, 9, 9, 0})});
  CHECK(colour.appearance.ground == 0.0F);
  CHECK(colour.plan.notes == Strings{"The pictures are transparent in parts: they are laid on "
                                     "black, where what is drawn can be seen."});
  PictureSample deep{.width = 2, .height = 1, .channels = 2, .bits = 16, .bytes = Bytes(8, 255)};
  deep.bytes[6] = deep.bytes[7] = 0;
  CHECK(ground_of({deep}).appearance.ground == 0.0F);
  CHECK(ground_of({flat_picture(2, 2, {255, 0})}).appearance.ground == 1.0F);
}

TEST_CASE("appearance values: what is opaque needs no ground") {
  // A soft edge, and an opacity that is full everywhere, and none at all.
  for (const PictureSample& sample :
       {flat_picture(2, 2, {200, 200}), flat_picture(2, 2, {200, 255}), flat_picture(2, 2, {200}),
        flat_picture(2, 2, {9, 9, 9})}) {
    const Chosen chosen = ground_of({sample});
    CHECK(chosen.plan.notes == Strings{});
    CHECK(chosen.appearance.ground == 1.0F);
  }
}

TEST_CASE("appearance values: colour where there is some, and grey by choice") {
  const Chosen colour = colour_of({flat_picture(2, 2, {9, 9, 9}), flat_picture(2, 2, {200, 9, 9})});
  CHECK(colour.appearance.channels == 3);
  CHECK(choice_text(colour.plan, "colour") == "[colour] | grey");
  CHECK(colour.plan.notes == Strings{});
  const Chosen grey = colour_of({flat_picture(2, 2, {200, 9, 9})}, "grey");
  CHECK(grey.appearance.channels == 1);
  CHECK(grey.plan.notes == Strings{});
}

TEST_CASE("appearance values: three channels that are alike become grey, which is said") {
  const Chosen alike =
      colour_of({flat_picture(2, 2, {90, 90, 90}), flat_picture(2, 2, {9, 20, 9})});
  CHECK(alike.appearance.channels == 1);
  CHECK(choice_text(alike.plan, "colour") == "[grey] | colour");
  CHECK(alike.plan.notes ==
        Strings{"Red, green and blue are alike in the pictures: they are taken as grey."});
  const Chosen wanted = colour_of({flat_picture(2, 2, {90, 90, 90})}, "colour");
  CHECK(wanted.appearance.channels == 3);
  CHECK(wanted.plan.notes == Strings{});
  // One channel leaves nothing to choose.
  const Chosen one = colour_of({flat_picture(2, 2, {90}), flat_picture(2, 2, {90, 255})});
  CHECK(one.appearance.channels == 1);
  CHECK(choice_text(one.plan, "colour") == "");
  CHECK(one.plan.notes == Strings{});
}

TEST_CASE("appearance values: colour is looked for in the values as they are scaled") {
  // 16 bits, stretched: reds and blues that lie close together come apart.
  PictureSample deep{.width = 1, .height = 1, .channels = 3, .bits = 16};
  deep.bytes.resize(6);
  for (const auto& [at, value] : {std::pair(0, 4000), std::pair(2, 100), std::pair(4, 100)}) {
    const auto shade = static_cast<std::uint16_t>(value);
    std::memcpy(&deep.bytes[static_cast<std::size_t>(at)], &shade, 2);
  }
  const Part part = files_part({deep});
  Chosen chosen{.plan = plan_of({&part})};
  chosen.appearance.range = {0.0, 1.0};
  choose_colour(chosen.plan, {}, chosen.appearance);
  CHECK(chosen.appearance.channels == 1);
  chosen.appearance.range = {0.0, 4095.0 / 65535.0};
  choose_colour(chosen.plan, {}, chosen.appearance);
  CHECK(chosen.appearance.channels == 3);
}

}  // namespace receptive::appearance_values_test
