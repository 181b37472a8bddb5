// Folders of pictures as people bring them, through the whole of the looking and the taking.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "looked_folder.h"

namespace receptive::brought_pictures_test {

using namespace receptive::testing;

namespace {

/// `count` pictures of 4x4 in each of these folders; of one class where folders end alike.
LookedFolder& fill(LookedFolder& folder, const std::vector<std::string>& folders, int count = 10,
                   std::uint8_t paper = 0) {
  for (std::size_t f = 0; f < folders.size(); ++f) {
    for (int i = 0; i < count; ++i) {
      folder.add_picture(folders[f] + "/" + std::to_string(i) + ".png", 4, 4,
                         drawing(static_cast<int>(f), i, paper));
    }
  }
  return folder;
}

std::string counts_text(const Findings& findings) {
  std::string text = findings.plan.problem;
  for (const PlannedClass& one : findings.plan.classes) {
    text += one.name + " " + std::to_string(one.train) + "+" + std::to_string(one.test) + " ";
  }
  return text;
}

std::string counts_in(const std::vector<std::string>& folders) {
  LookedFolder folder;
  return counts_text(fill(folder, folders).find());
}

}  // namespace

TEST_CASE("brought pictures: a folder for each class, below whatever folders") {
  CHECK(counts_in({"cats", "dogs"}) == "cats 9+1 dogs 9+1 ");
  CHECK(counts_in({"archive/pets/cats", "archive/pets/dogs"}) == "cats 9+1 dogs 9+1 ");
  CHECK(counts_in({"pets/cats/images", "pets/dogs/images"}) == "cats 9+1 dogs 9+1 ");
}

TEST_CASE("brought pictures: what one picture in a folder means holds for all of them") {
  LookedFolder folder;
  // The folders take turns, as where an archive was packed by several programs.
  for (int i = 0; i < 20; ++i) {
    for (const char* where : {"set/train/a/", "set/train/b/", "set/test/a/", "set/test/b/"}) {
      folder.add_picture(where + std::to_string(i) + ".png", 4, 4, drawing(where[4] == 'b', i, 0));
    }
  }
  CHECK(counts_text(folder.find()) == "a 20+20 b 20+20 ");
  const TakenSet set = folder.take();
  CHECK(set.train.pictures.size() == 40);
  CHECK(std::ranges::count(set.test.labels, 1) == 20);
}

TEST_CASE("brought pictures: a set that would be too large is refused before it is taken") {
  Looking looking;
  // 100,000 in colour are 1,228 MB at 64x64; nothing of them is read but what they say of
  // themselves.
  for (int i = 0; i < 100'000; ++i) {
    looking.add_picture({.path = (i % 2 == 0 ? "a/" : "b/") + std::to_string(i) + ".png",
                         .width = 64,
                         .height = 64});
  }
  const std::vector<std::uint8_t> red_and_blue = {255, 0, 0, 0, 0, 255};
  for (const int file : looking.wanted_samples()) {
    looking.sample(file, {.width = 2, .height = 1, .channels = 3, .bytes = red_and_blue});
  }
  CHECK(looking.find({}).plan.problem ==
        "The set would have 1228 MB; up to 1000 MB are taken. Choose a smaller size.");
  CHECK_THROWS_AS(Taking(looking, [](const auto&, auto) {}), FormatError);
  CHECK(looking.find({.chosen = {{"size", "48x48"}}}).plan.problem.empty());
}

TEST_CASE("brought pictures: training and testing by any of their usual names") {
  for (const auto& [train, test] :
       {std::pair("train", "test"), std::pair("training_set", "test_set"),
        std::pair("seg_train/seg_train", "seg_test/seg_test"), std::pair("Training", "Testing"),
        std::pair("data/TRAIN", "data/eval"), std::pair("trainset", "testset")}) {
    CAPTURE(train);
    const std::string a = train;
    const std::string b = test;
    CHECK(counts_in({a + "/cats", a + "/dogs", b + "/cats", b + "/dogs"}) ==
          "cats 10+10 dogs 10+10 ");
  }
}

TEST_CASE("brought pictures: validation pictures are left out, or are the test set by choice") {
  LookedFolder folder;
  fill(folder, {"Train_Test_Valid/train/a", "Train_Test_Valid/train/b", "Train_Test_Valid/valid/a",
                "Train_Test_Valid/valid/b", "Train_Test_Valid/test/a", "Train_Test_Valid/test/b"});
  CHECK(counts_text(folder.find()) == "a 10+10 b 10+10 ");
  CHECK(says(folder.looking.findings().plan.notes, "20 pictures for validation were left out."));
  CHECK(options_of(folder.looking.findings(), "test") == "test | validation | tenth");
  folder.find({{"test", "validation"}});
  CHECK(
      says(folder.looking.findings().plan.notes, "The pictures for validation are the test set."));
  // Without a test set they are it.
  CHECK(counts_in({"x/train/a", "x/train/b", "x/val/a", "x/val/b"}) == "a 10+10 b 10+10 ");
}

TEST_CASE("brought pictures: a flat test folder is no class") {
  LookedFolder folder;
  fill(folder, {"asl/train/A", "asl/train/B"})
      .add_picture("asl/test/A_test.jpg", 4, 4, drawing(0, 50))
      .add_picture("asl/test/B_test.jpg", 4, 4, drawing(1, 51));
  CHECK(counts_text(folder.find()) == "A 9+1 B 9+1 ");
  CHECK(says(folder.looking.findings().plan.notes,
             "2 pictures were left out, in no folder of a class: asl/test/A_test.jpg, ... (a test "
             "without labels)."));
  LookedFolder single;
  fill(single, {"d/training_set/cats", "d/training_set/dogs", "d/test_set/cats", "d/test_set/dogs"})
      .add_picture("d/single_prediction/one.jpg", 4, 4, drawing(0, 60));
  CHECK(counts_text(single.find()) == "cats 10+10 dogs 10+10 ");
}

TEST_CASE("brought pictures: a class called train lies among classes") {
  CHECK(counts_in({"bus", "car", "train"}) == "bus 9+1 car 9+1 train 9+1 ");
  CHECK(counts_in({"train/bus", "train/train", "test/bus", "test/train"}) ==
        "bus 10+10 train 10+10 ");
}

TEST_CASE("brought pictures: the class in the file's name") {
  LookedFolder folder;
  for (int i = 0; i < 20; ++i) {
    folder.add_picture((i % 2 == 0 ? "cat." : "dog.") + std::to_string(i) + ".jpg", 4, 4,
                       drawing(i % 2, i));
  }
  CHECK(counts_text(folder.find()) == "cat 9+1 dog 9+1 ");
  CHECK(says(folder.looking.findings().plan.checks,
             "the class was read from the files' names, as cat from cat.0.jpg."));
}

TEST_CASE("brought pictures: one class, and nine pictures") {
  LookedFolder one;
  CHECK(
      says({fill(one, {"data/cats"}).find().plan.problem}, "All pictures are of one class (cats)"));
  LookedFolder nine;
  CHECK(fill(nine, {"a", "b", "c"}, 3).find().plan.problem ==
        "There are 9 pictures; a tenth is kept for testing, so ten are the least.");
  LookedFolder none;
  none.add_picture("1.png", 4, 4, drawing(0, 0)).add_picture("2.png", 4, 4, drawing(0, 1));
  CHECK(says({none.find().plan.problem}, "2 pictures without classes: put the pictures of each"));
}

TEST_CASE("brought pictures: 257 classes are refused, 256 are taken") {
  for (const int classes : {256, 257}) {
    LookedFolder folder;
    for (int c = 0; c < classes; ++c) fill(folder, {"class " + std::to_string(c)}, 2);
    const Findings& findings = folder.find();
    CHECK(findings.plan.problem == (classes == 256 ? ""
                                                   : "There are 257 classes; a network here "
                                                     "learns up to 256."));
    CHECK(class_names_of(findings)[10] == "class 10");
  }
}

TEST_CASE("brought pictures: broken ones are left out up to a tenth, and named") {
  LookedFolder folder;
  fill(folder, {"a", "b"}).add_broken("a/x.png").add_broken("b/y.png");
  CHECK(counts_text(folder.find()) == "a 9+1 b 9+1 ");
  CHECK(says(folder.looking.findings().plan.checks,
             "2 of 22 pictures are broken: a/x.png is cut short. and b/y.png is cut short. They "
             "were left out."));
  folder.add_broken("b/z.png");
  CHECK(says({folder.find().plan.problem}, "3 of 23 pictures are broken: "));
  CHECK_THROWS_AS(folder.take(), FormatError);
}

TEST_CASE("brought pictures: what is no picture is left out and counted") {
  LookedFolder folder;
  fill(folder, {"a", "b"}).add("data.yaml", "names: [a, b]\n").add("a/readme.txt", "Hello.\n");
  CHECK(folder.find().plan.problem == "");
  CHECK(says(folder.looking.findings().plan.notes, "data.yaml (YAML)"));
}

TEST_CASE("brought pictures: white ink on nothing and black ink on nothing can be seen") {
  for (const int ink : {255, 0}) {
    LookedFolder folder;
    for (int i = 0; i < 20; ++i) {
      Bytes bytes;
      for (int p = 0; p < 16; ++p) {
        const bool drawn = p == 5 || (p == 6 && i % 2 == 0);
        bytes = std::move(bytes) +
                Bytes{static_cast<std::uint8_t>(ink), static_cast<std::uint8_t>(drawn ? 255 : 0)};
      }
      folder.add_picture((i % 2 == 0 ? "a/" : "b/") + std::to_string(i) + ".png", 4, 4, bytes, 2);
    }
    const Findings& findings = folder.find();
    CHECK(findings.plan.problem == "");
    CHECK(says(findings.plan.notes,
               ink == 255 ? "they are laid on black, where" : "they are laid on white, where"));
    const TakenSet set = folder.take();
    for (const Bytes& picture : set.train.pictures) {
      CHECK(picture[5] == ink);
      CHECK(picture[0] == 255 - ink);
    }
  }
}

TEST_CASE("brought pictures: a set that is dark on light is said to be so") {
  LookedFolder folder;
  const Findings& findings = fill(folder, {"0", "1"}, 10, 255).find();
  CHECK(findings.appearance.ink.dark);
  CHECK(findings.appearance.ink.paper == Bytes{255});
  CHECK(findings.appearance.ink.ink == Bytes{0});
  CHECK(value_of(findings, "ink") == "dark");
}

TEST_CASE("brought pictures: sizes that differ are fitted, filled or squeezed") {
  LookedFolder folder;
  for (int i = 0; i < 20; ++i) {
    // The left half is white, the right half black; upright and wide ones.
    const bool wide = i % 2 == 0;
    const int width = wide ? 56 : 28;
    const int height = wide ? 28 : 56;
    Bytes bytes;
    for (int p = 0; p < width * height; ++p) bytes.push_back(p % width < width / 2 ? 255 : 0);
    folder.add_picture((wide ? "wide/" : "tall/") + std::to_string(i) + ".png", width, height,
                       bytes);
  }
  const Findings& fitted = folder.find();
  CHECK(fitted.appearance.height == 28);
  CHECK(fitted.appearance.width == 28);
  CHECK(options_of(fitted, "fit") == "fit | fill | squeeze");
  CHECK(
      says(fitted.plan.notes, "The pictures are 56x28 to 28x56 pixels and are brought to 28x28."));
  const auto wide_one = [&] {
    const TakenSet set = folder.take();
    const auto label = std::ranges::find(set.train.labels, 1) - set.train.labels.begin();
    return set.train.pictures[static_cast<std::size_t>(label)];
  };
  // Its border is half white.
  const Bytes fit = wide_one();
  CHECK(fit[0] == 128);
  CHECK(fit[14 * 28] == 255);
  CHECK(fit[14 * 28 + 27] == 0);
  folder.find({{"fit", "fill"}});
  CHECK(wide_one()[0] == 255);
  CHECK(wide_one()[27] == 0);
  folder.find({{"fit", "squeeze"}});
  const Bytes squeezed = wide_one();
  CHECK(squeezed[13] == 255);
  CHECK(squeezed[14] == 0);
  // Sizes that are the same leave nothing to choose.
  LookedFolder same;
  CHECK(options_of(fill(same, {"a", "b"}).find(), "fit") == "");
}

TEST_CASE("brought pictures: a quarter turn turns the size as well") {
  LookedFolder folder;
  for (int i = 0; i < 20; ++i) {
    Bytes bytes(20 * 32, 0);
    bytes[0] = static_cast<std::uint8_t>(200 + i);
    folder.add_picture((i % 2 == 0 ? "a/" : "b/") + std::to_string(i) + ".png", 32, 20, bytes);
  }
  CHECK(folder.find().appearance.height == 20);
  const Findings& turned = folder.find({{"turn", "right"}});
  CHECK(turned.appearance.height == 32);
  CHECK(turned.appearance.width == 20);
  CHECK(options_of(turned, "fit") == "");
  CHECK(turned.pictures.front().pixels[19] >= 200);
}

TEST_CASE("brought pictures: a few classes with few pictures, and uneven ones") {
  LookedFolder few;
  fill(few, {"a", "b"});
  fill(few, {"c"}, 3);
  CHECK(says(few.find().plan.checks, "The class c has fewer than five pictures to learn from."));
  LookedFolder uneven;
  fill(uneven, {"a"}, 120);
  fill(uneven, {"b"}, 8);
  CHECK(says(uneven.find().plan.checks, "The classes are uneven: a has 108 pictures, b has 8"));
  // Ten classes of one picture each: nothing is hidden.
  LookedFolder ones;
  for (int c = 0; c < 10; ++c) fill(ones, {"c" + std::to_string(c)}, 1);
  CHECK(says(ones.find().plan.checks, "Each class has fewer than five pictures to learn from."));
}

TEST_CASE("brought pictures: names of folders that no class can have") {
  CHECK(says({counts_in({"a\x01", "b"})}, "A class cannot have "));
}

TEST_CASE("brought pictures: a table beside them is another set, and that is said") {
  LookedFolder folder;
  fill(folder, {"a", "b"});
  folder.add("d.csv", table_of(30, 3, [](const std::string& pixels, int label, int) {
               return std::to_string(label) + "," + pixels;
             }));
  CHECK(says(folder.find().plan.checks, "There are 2 sets in the files"));
  CHECK(options_of(folder.looking.findings(), "set") == "set 0 | set 1");
}

}  // namespace receptive::brought_pictures_test
