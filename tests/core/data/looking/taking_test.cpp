#include <doctest/doctest.h>

#include "looked_folder.h"

namespace receptive::taking_test {

using namespace receptive::testing;

namespace {

LookedFolder arrays(int count = 30) {
  LookedFolder folder;
  const std::string n = std::to_string(count);
  folder.add("X.npy", npy("|u1", "(" + n + ", 4, 4)", drawings(count, 3)))
      .add("y.npy", npy("|u1", "(" + n + ",)", labels_in_turn(count, 3)));
  return folder;
}

LookedFolder photos(int count) {
  LookedFolder folder;
  for (int i = 0; i < count; ++i) {
    const std::string name = i % 2 == 0 ? "cat/" : "dog/";
    folder.add_picture(name + std::to_string(i) + ".png", 4, 4, drawing(i % 2, i));
  }
  return folder;
}

}  // namespace

TEST_CASE("taking: each picture once, byte for byte, in the split and place of the plan") {
  LookedFolder folder = arrays();
  const Findings& findings = folder.find();
  CHECK(findings.plan.train_count == 27);
  CHECK(findings.plan.test_count == 3);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, SIZE_MAX / 2}) {
    const TakenSet set = folder.take(piece);
    CHECK(are_drawings(set.train, 3));
    CHECK(are_drawings(set.test, 3));
    std::vector<int> numbers = numbers_of(set.train);
    const std::vector<int> tests = numbers_of(set.test);
    numbers.insert(numbers.end(), tests.begin(), tests.end());
    std::ranges::sort(numbers);
    CHECK(numbers == from_to(0, 30));
    CHECK(set.taken.checks.empty());
    CHECK(set.taken.missing_train.empty());
  }
  // A tenth of each class.
  for (const PlannedClass& one : findings.plan.classes) {
    CHECK(one.train == 9);
    CHECK(one.test == 1);
  }
}

TEST_CASE("taking: the four pictures are as they are taken") {
  LookedFolder folder = arrays();
  const Findings& findings = folder.find({{"turn", "left"}, {"size", "16x16"}, {"ink", "dark"}});
  const TakenSet set = folder.take();
  for (const FoundPicture& picture : findings.pictures) {
    const TakenSplit& split = picture.split == Split::test ? set.test : set.train;
    const auto same = std::ranges::find(split.pictures, picture.pixels);
    REQUIRE(same != split.pictures.end());
    CHECK(split.labels[static_cast<std::size_t>(same - split.pictures.begin())] == picture.label);
  }
}

TEST_CASE("taking: a problem keeps it from starting") {
  LookedFolder folder;
  folder.add("X.npy", npy("|u1", "(20, 4, 4)", drawings(20, 2)))
      .add("y.npy", npy("|u1", "(20,)", Bytes(20, 7)));
  CHECK(says({folder.find().plan.problem}, "All pictures are of one class (7)"));
  CHECK_THROWS_WITH_AS(folder.take(), folder.looking.findings().plan.problem.c_str(), FormatError);
  LookedFolder not_looked_at;
  CHECK_THROWS_AS(not_looked_at.take(), ArgumentError);
}

TEST_CASE("taking: files that were not asked for are refused") {
  LookedFolder folder = arrays();
  folder.find();
  Taking taking(folder.looking, [](const Destination&, std::span<const std::uint8_t>) {});
  CHECK(taking.files() == std::vector<int>{0});
  const Bytes bytes(16);
  CHECK_THROWS_AS(taking.content(1, bytes), ArgumentError);
  CHECK_THROWS_AS(taking.content_end(7), ArgumentError);
  CHECK_THROWS_AS(taking.picture(0, {.width = 4, .height = 4, .bytes = bytes}), ArgumentError);
}

TEST_CASE("taking: a file that has changed meanwhile is refused") {
  LookedFolder folder = arrays();
  folder.find();
  Taking taking(folder.looking, [](const Destination&, std::span<const std::uint8_t>) {});
  taking.content(0, npy("|u1", "(30, 4, 4)", drawings(20, 3)));
  CHECK_THROWS_AS(taking.content_end(0), FormatError);
}

TEST_CASE("taking: pictures that do not come leave their places out, up to a tenth") {
  LookedFolder folder = photos(20);
  folder.find();
  folder.lose(6);
  folder.lose(7);
  const TakenSet set = folder.take();
  CHECK(set.taken.missing_train.size() + set.taken.missing_test.size() == 2);
  CHECK(says(set.taken.checks, "2 pictures could not be shown and were left out."));
  for (const std::uint32_t place : set.taken.missing_train) {
    CHECK(set.train.pictures[place].empty());
  }
  folder.lose(8);
  CHECK_THROWS_WITH_AS(folder.take(), "3 of 20 pictures cannot be shown: nothing was taken.",
                       FormatError);
}

TEST_CASE("taking: the same picture in training and in testing is said") {
  LookedFolder folder;
  folder.add("x_train.npy", npy("|u1", "(20, 4, 4)", drawings(20, 2)))
      .add("y_train.npy", npy("|u1", "(20,)", labels_in_turn(20, 2)))
      .add("x_test.npy", npy("|u1", "(6, 4, 4)", drawings(6, 2, 16)))
      .add("y_test.npy", npy("|u1", "(6,)", labels_in_turn(6, 2)));
  CHECK(folder.find().plan.test_count == 6);
  const TakenSet set = folder.take();
  CHECK(set.taken.repeated == 4);
  CHECK(says(set.taken.checks, "4 of 6 pictures for testing are among the training pictures too"));
}

TEST_CASE("taking: colour that becomes grey is said") {
  LookedFolder folder;
  for (int i = 0; i < 20; ++i) {
    Bytes red;
    for (const std::uint8_t byte : drawing(i % 2, i)) red = std::move(red) + Bytes{byte, 0, 0};
    folder.add_picture((i % 2 == 0 ? "a/" : "b/") + std::to_string(i) + ".png", 4, 4, red, 3);
  }
  CHECK(folder.find().appearance.channels == 3);
  CHECK(folder.take().taken.checks.empty());
  CHECK(folder.find({{"colour", "grey"}}).appearance.channels == 1);
  CHECK(says(folder.take().taken.checks, "20 pictures have colour and became grey."));
}

TEST_CASE("taking: one picture that is lost, seen before, or in colour") {
  LookedFolder folder;
  for (int i = 0; i < 40; ++i) {
    Bytes pixels;
    for (const std::uint8_t byte : drawing(i % 2, i)) {
      pixels = std::move(pixels) + Bytes{byte, byte, static_cast<std::uint8_t>(i == 3 ? 0 : byte)};
    }
    const std::string name = i < 30 ? "train/" : "test/";
    // The 31st is the first again.
    folder.add_picture(name + (i % 2 == 0 ? "a/" : "b/") + std::to_string(i) + ".png", 4, 4,
                       i == 30  ? Bytes(48, 77)
                       : i == 0 ? Bytes(48, 77)
                                : pixels,
                       3);
  }
  folder.find({{"colour", "grey"}});
  folder.lose(5);
  CHECK(folder.take().taken.checks ==
        std::vector<std::string>{
            "1 picture could not be shown and was left out.",
            "1 of 10 pictures for testing is among the training pictures too: the network has seen "
            "it.",
            "1 picture has colour and became grey."});
}

TEST_CASE("taking: nothing comes, of few pictures") {
  LookedFolder folder = photos(20);
  folder.find();
  for (int i = 0; i < 20; ++i) folder.lose(i);
  CHECK_THROWS_WITH_AS(folder.take(), "20 of 20 pictures cannot be shown: nothing was taken.",
                       FormatError);
}

TEST_CASE("taking: pictures without a label and those for validation are not asked for") {
  LookedFolder folder;
  std::string rows;
  for (int i = 0; i < 40; ++i) {
    std::string pixels;
    for (const std::uint8_t byte : drawing(i % 2, i)) pixels += "," + std::to_string(byte);
    rows += (i == 7 ? "" : std::to_string(i % 2)) + pixels + "\n";
  }
  std::string header = "label";
  for (int i = 0; i < 16; ++i) header += ",p" + std::to_string(i);
  folder.add("t.csv", header + "\n" + rows);
  CHECK(folder.find().plan.problem == "");
  const TakenSet set = folder.take();
  CHECK(set.taken.missing_train.empty());
  std::vector<int> numbers = numbers_of(set.train);
  const std::vector<int> tests = numbers_of(set.test);
  numbers.insert(numbers.end(), tests.begin(), tests.end());
  std::ranges::sort(numbers);
  std::vector<int> expected = from_to(0, 40);
  expected.erase(expected.begin() + 7);
  CHECK(numbers == expected);
  LookedFolder files;
  for (int i = 0; i < 44; ++i) {
    files.add_picture((i < 40 ? "d/train/" : "d/val/") + std::string(i % 2 == 0 ? "a/" : "b/") +
                          std::to_string(i) + ".png",
                      4, 4, drawing(i % 2, i));
  }
  files.find({{"test", "tenth"}});
  Taking taking(files.looking, [](const Destination&, std::span<const std::uint8_t>) {});
  CHECK(taking.files().size() == 40);
  const Bytes bytes(16);
  CHECK_THROWS_AS(taking.picture(41, {.width = 4, .height = 4, .bytes = bytes}), ArgumentError);
}

TEST_CASE("taking: sixteen bits, in colour that becomes grey") {
  LookedFolder folder;
  for (int i = 0; i < 20; ++i) {
    std::vector<std::uint16_t> pixels(48, 257);
    pixels[0] = 65535;
    folder.add_picture((i % 2 == 0 ? "a/" : "b/") + std::to_string(i) + ".png", 4, 4,
                       bytes_of(pixels), 3, 16);
  }
  folder.find({{"colour", "grey"}});
  const TakenSet set = folder.take();
  CHECK(says(set.taken.checks, "20 pictures have colour and became grey."));
  CHECK(set.train.pictures[0][0] == 77);  // 0.299 of white, and 1 of 255
  CHECK(set.train.pictures[0][1] == 1);
}

}  // namespace receptive::taking_test
