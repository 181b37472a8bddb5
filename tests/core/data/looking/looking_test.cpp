#include "data/looking/looking.h"

#include <doctest/doctest.h>

#include <set>

#include "base/json.h"
#include "looked_folder.h"

namespace receptive::looking_test {

using namespace receptive::testing;

namespace {

/// MNIST's four files, in small: 40 pictures to learn from and 20 for testing.
LookedFolder mnist() {
  LookedFolder folder;
  folder.add("t10k-images-idx3-ubyte", idx(8, {20, 4, 4}, drawings(20, 10, 40)))
      .add("t10k-labels-idx1-ubyte", idx(8, {20}, labels_in_turn(20, 10)))
      .add("train-images-idx3-ubyte", idx(8, {40, 4, 4}, drawings(40, 10)))
      .add("train-labels-idx1-ubyte", idx(8, {40}, labels_in_turn(40, 10)));
  return folder;
}

}  // namespace

TEST_CASE("looking: four files of MNIST are one set with its split") {
  LookedFolder folder = mnist();
  const Findings& findings = folder.find();
  const Plan& plan = findings.plan;
  CHECK(plan.problem == "");
  CHECK(plan.train_count == 40);
  CHECK(plan.test_count == 20);
  CHECK(class_names_of(findings) ==
        std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
  CHECK(plan.classes[3].train == 4);
  CHECK(plan.classes[3].test == 2);
  CHECK(plan.notes == std::vector<std::string>{});
  // Four of each class are few, and that is all.
  CHECK(plan.checks ==
        std::vector<std::string>{"Each class has fewer than five pictures to learn from."});
  CHECK(findings.appearance.channels == 1);
  CHECK(findings.appearance.height == 4);
  CHECK(findings.appearance.width == 4);
  CHECK_FALSE(findings.appearance.ink.dark);
  CHECK(value_of(findings, "test") == "test");
  CHECK(options_of(findings, "test") == "test | tenth");
  CHECK(options_of(findings, "values") == "0 to 255 | 0 to 1 | -1 to 1");
}

TEST_CASE("looking: four pictures, three to learn from and one for testing, of four classes") {
  LookedFolder folder = mnist();
  const Findings& findings = folder.find();
  REQUIRE(findings.pictures.size() == 4);
  std::set<int> classes;
  for (std::size_t i = 0; i < 4; ++i) {
    const FoundPicture& picture = findings.pictures[i];
    CHECK(picture.split == (i < 3 ? Split::train : Split::test));
    classes.insert(picture.label);
    CHECK(picture.pixels == drawing(picture.label, number_of(picture.pixels)));
    CHECK((number_of(picture.pixels) < 40) == (i < 3));
  }
  CHECK(classes.size() == 4);
}

TEST_CASE("looking: choices change what is found, and can be taken back") {
  LookedFolder folder = mnist();
  CHECK(folder.find({{"test", "tenth"}}).plan.train_count == 36);
  CHECK(says(folder.looking.findings().plan.notes, "The 20 pictures for testing were left out."));
  const Findings& turned = folder.find({{"turn", "mirrored"}, {"ink", "dark"}});
  CHECK(turned.plan.train_count == 40);
  REQUIRE(!turned.pictures.empty());
  Bytes mirrored = drawing(0, 0);
  std::swap(mirrored[5], mirrored[6]);
  std::swap(mirrored[9], mirrored[10]);
  for (std::uint8_t& byte : mirrored) byte = static_cast<std::uint8_t>(255 - byte);
  CHECK(turned.pictures[0].pixels == mirrored);
  CHECK(turned.appearance.ink.dark);
  // What is no option is as if it were not there.
  CHECK(value_of(folder.find({{"turn", "sideways"}}), "turn") == "none");
}

TEST_CASE("looking: a size that is chosen") {
  LookedFolder folder = mnist();
  const Findings& findings = folder.find({{"size", "16x16"}});
  CHECK(findings.appearance.bytes() == 256);
  CHECK(findings.pictures.front().pixels.size() == 256);
  CHECK(says(findings.plan.notes, "The pictures are 4x4 pixels and are brought to 16x16."));
}

TEST_CASE("looking: names for all classes, or a sentence") {
  LookedFolder folder;
  folder.add("images.npy", npy("|u1", "(20, 4, 4)", drawings(20, 2)))
      .add("labels.npy", npy("|u1", "(20,)", labels_in_turn(20, 2)));
  CHECK(class_names_of(folder.find({}, {"cat", "dog"})) == std::vector<std::string>{"cat", "dog"});
  CHECK(folder.find({}, {"cat"}).plan.problem == "There are 2 classes and 1 names.");
  CHECK(folder.find({}, {"cat", "cat"}).plan.problem == "Two classes are called cat.");
  CHECK(folder.find({}, {"cat", ""}).plan.problem == "A class cannot have an empty name.");
  CHECK(folder.find().plan.problem == "");
}

TEST_CASE("looking: nothing, and nothing that is read") {
  LookedFolder none;
  CHECK(none.find().plan.problem == "There are no pictures in the files.");
  LookedFolder others;
  others.add("paper.pdf", "%PDF-1.7 ...").add("notes.md", "# Notes").add("empty.csv", "");
  const Findings& findings = others.find();
  CHECK(findings.plan.problem.starts_with("There are no pictures in the files."));
  CHECK(findings.pictures.empty());
}

TEST_CASE("looking: a file that is cut short is named, the others are taken") {
  LookedFolder folder = mnist();
  Bytes half = idx(8, {40, 4, 4}, drawings(20, 10));
  folder.add("extra-images-idx3-ubyte", half);
  const Findings& findings = folder.find();
  CHECK(folder.looking.unreadable().size() == 1);
  CHECK(findings.plan.problem == "");
  CHECK(says(findings.plan.checks, "extra-images-idx3-ubyte: expected 656 bytes"));
  CHECK(says(findings.plan.checks, "the file is cut short."));
}

TEST_CASE("looking: an array whose header is no array's is named") {
  LookedFolder folder = mnist();
  folder.add("objects.npy", npy("|O", "(3,)", Bytes(3)));
  CHECK(folder.find().plan.problem == "");
  REQUIRE(folder.looking.unreadable().size() == 1);
  CHECK(folder.looking.unreadable()[0].starts_with("objects.npy: "));
  CHECK(folder.looking.unreadable()[0].ends_with("."));
  CHECK(says(folder.looking.findings().plan.checks, "objects.npy: "));
  // Alone it is why there is nothing.
  LookedFolder alone;
  alone.add("objects.npy", npy("|O", "(3,)", Bytes(3)));
  CHECK(alone.find().plan.problem == alone.looking.unreadable()[0]);
}

TEST_CASE("looking: a file that cannot be read to its end is named, and nothing of it is taken") {
  LookedFolder folder = mnist();
  const Bytes file = npy("|u1", "(40, 4, 4)", drawings(40, 10));
  const int number = folder.looking.add("x.npy", file.size(), file);
  for (int wish = folder.looking.next_wish(); wish >= 0; wish = folder.looking.next_wish()) {
    if (wish == number) break;
    // The others have been asked for before; they are not what this is about.
    folder.looking.content_end("Some file is gone.");
  }
  folder.looking.content(std::span(file).first(100));
  folder.looking.content_end("x.npy cannot be read: the card was pulled out.");
  CHECK(folder.looking.unreadable().size() == 5);
  CHECK(folder.looking.unreadable().back() == "x.npy cannot be read: the card was pulled out.");
  CHECK(folder.looking.find({}).plan.problem ==
        "Some file is gone. Some file is gone. Some file is gone. Some file is gone. x.npy cannot "
        "be read: the card was pulled out.");
}

TEST_CASE("looking: a text that breaks in its midst is read no further, and told once") {
  LookedFolder folder = mnist();
  // An unclosed quote is found out at the end, a text of UTF-32 that is none at once.
  const Bytes file = npy("<U1", "(2000,)", Bytes(8000, 0xFF));
  folder.add("texts.npy", file);
  CHECK(folder.find().plan.problem == "");
  REQUIRE(folder.looking.unreadable().size() == 1);
  CHECK(folder.looking.unreadable()[0].starts_with("texts.npy: "));
}

TEST_CASE("looking: a list of names need not be a table, and none of its faults is told") {
  LookedFolder folder;
  folder.add("X.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("y.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)))
      .add("names.txt", "ant \"a\nbee\ncow, big\n");
  CHECK(class_names_of(folder.find()) == std::vector<std::string>{"ant \"a", "bee", "cow, big"});
  CHECK(folder.looking.unreadable().empty());
  // A table that is no list either.
  folder.add("broken.csv", "only,a,header\n");
  folder.find();
  CHECK(folder.looking.unreadable().size() == 1);
}

TEST_CASE("looking: a text of unknown size is kept as a list only while it is small") {
  for (const int comments : {60, 70}) {
    LookedFolder folder;
    folder.add("X.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
        .add("y.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)));
    folder.find();
    std::string text = "ant\nbee\ncow\n";
    for (int i = 0; i < comments; ++i) text += "# " + std::string(1000, 'x') + "\n";
    const Bytes bytes(text.begin(), text.end());
    const int file = folder.looking.add("names.txt", 0, std::span(bytes).first(array_head_bytes));
    REQUIRE(folder.looking.next_wish() == file);
    in_pieces(bytes, 1000, [&](auto piece) { folder.looking.content(piece); });
    folder.looking.content_end();
    // 65,536 bytes are no list any more.
    CHECK(class_names_of(folder.find()).front() == (comments == 60 ? "ant" : "0"));
  }
}

TEST_CASE("looking: names of classes in an array of their own") {
  LookedFolder folder;
  folder.add("s.npz/X.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("s.npz/y.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)))
      .add("s.npz/class_names.npy", npy("<U3", "(3,)", utf32({U"ant", U"bee", U"cow"}, 3)));
  CHECK(class_names_of(folder.find()) == std::vector<std::string>{"ant", "bee", "cow"});
  CHECK(folder.looking.findings().plan.notes ==
        std::vector<std::string>{"A tenth of the pictures, of each class, is kept for testing."});
}

TEST_CASE("looking: rows of values are counted by the first size, whatever the labels say") {
  LookedFolder flat;
  flat.add("X.npy", npy("|u1", "(9, 30)", Bytes(270)))
      .add("y.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)));
  CHECK(flat.find().plan.problem ==
        "X.npy holds 9 rows of 30 values, which make no picture: 784 would be one of 28x28.");
}

TEST_CASE("looking: the only picture is broken, or one of many is") {
  LookedFolder alone;
  alone.add_broken("a.png");
  CHECK(alone.find().plan.problem ==
        "1 of 1 picture is broken: a.png is cut short. Up to a tenth of the pictures can be left "
        "out: mend or remove it.");
  LookedFolder many;
  for (int i = 0; i < 20; ++i) {
    many.add_picture((i % 2 == 0 ? "a/" : "b/") + std::to_string(i) + ".png", 4, 4,
                     drawing(i % 2, i));
  }
  many.add_broken("a/x.png");
  CHECK(many.find().plan.checks.front() ==
        "1 of 21 pictures is broken: a/x.png is cut short. It was left out.");
}

TEST_CASE("looking: what nobody knows is left out by its name") {
  LookedFolder folder = mnist();
  folder.add("weights.bin", Bytes{1, 2, 3});
  CHECK(folder.find().plan.notes == std::vector<std::string>{"1 file was left out: weights.bin."});
}

TEST_CASE("looking: what is found goes out as JSON") {
  LookedFolder folder = mnist();
  folder.find();
  const Json all = parse_json(findings_json(folder.looking.findings()));
  CHECK(all["trainCount"].get<int>() == 40);
  CHECK(all["classes"][9]["name"].get<std::string>() == "9");
  CHECK(all["pictures"][3]["split"].get<std::string>() == "test");
  CHECK_FALSE(all.contains("problem"));
  // A choice with one option is none.
  CHECK(folder.looking.findings().plan.choices.front().name == "set");
  CHECK(all["choices"][0]["name"].get<std::string>() == "test");
}

TEST_CASE("looking: choices come in as JSON, anything else is refused") {
  const Choices choices = read_choices(R"({"labels": "column 0", "classNames": ["a", "b"]})");
  CHECK(choices.chosen.at("labels") == "column 0");
  CHECK(choices.class_names == std::vector<std::string>{"a", "b"});
  CHECK_THROWS_AS(read_choices("[1]"), FormatError);
  CHECK_THROWS_AS(read_choices(R"({"labels": 3})"), Error);
  CHECK_THROWS_AS(read_choices(R"({"classNames": "a"})"), Error);
}

TEST_CASE("looking: what is said of one picture") {
  LookedFolder folder;
  folder.looking.for_set({.channels = 1, .height = 4, .width = 4, .dark = true});
  folder.add_picture("photo.png", 4, 4, drawing(0, 1));
  CHECK(says(folder.find().plan.notes,
             "The picture is light on dark and the set is dark on light: it is turned over."));
  LookedFolder unclear;
  unclear.looking.for_set({.channels = 1, .height = 2, .width = 2});
  unclear.add_picture("photo.png", 2, 2, {0, 255, 255, 0});
  CHECK(says(unclear.find().plan.checks,
             "Whether the picture is dark on light or light on dark is not clear."));
}

TEST_CASE("looking: pictures for one class of a set that is there") {
  LookedFolder folder;
  folder.looking.for_set(
      {.channels = 1, .height = 4, .width = 4, .dark = true, .class_name = "seven"});
  for (int i = 0; i < 3; ++i) {
    folder.add_picture("photos/" + std::to_string(i) + ".png", 4, 4, drawing(0, i));
  }
  folder.add("table.csv", "label,a\n1,2\n");
  const Findings& findings = folder.find();
  CHECK(findings.plan.problem == "");
  CHECK(findings.plan.train_count == 3);
  CHECK(class_names_of(findings) == std::vector<std::string>{"seven"});
  // Light on dark is turned over, as the set is dark on light.
  CHECK(says(findings.plan.notes, "they are turned over."));
  const TakenSet set = folder.take();
  REQUIRE(set.train.pictures.size() == 3);
  CHECK(set.train.pictures[0][0] == 255);
  CHECK(set.train.pictures[0][5] == 0);
  LookedFolder empty;
  empty.looking.for_set({.channels = 1, .height = 4, .width = 4});
  CHECK(empty.find().plan.problem == "There are no pictures in the files.");
}

}  // namespace receptive::looking_test
