// Labels and classes of arrays as people bring them, through the whole of the looking and the
// taking.
#include <doctest/doctest.h>

#include "looked_folder.h"

namespace receptive::brought_labels_test {

using namespace receptive::testing;

namespace {

/// Thirty pictures, of three classes in turn.
LookedFolder of_three(const Bytes& pictures) {
  LookedFolder folder;
  folder.add("X.npy", npy("|u1", "(30, 4, 4)", pictures))
      .add("y.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)));
  return folder;
}

/// A record of CIFAR: labels and a picture of one colour.
Bytes cifar_record(const Bytes& labels, std::uint8_t red) {
  Bytes record = labels;
  record.insert(record.end(), 1024, red);
  record.insert(record.end(), 1024, static_cast<std::uint8_t>(200 - red));
  record.insert(record.end(), 1024, 50);
  return record;
}

std::string cifar10_names() {
  return "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n\n";
}

}  // namespace

TEST_CASE("brought labels: labels from 1 without names become no empty class 0") {
  LookedFolder folder;
  folder.add("X.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("y.npy", npy("<i8", "(30,)", bytes_of([] {
                          std::vector<std::int64_t> labels;
                          for (int i = 0; i < 30; ++i) labels.push_back(std::int64_t{1} + i % 3);
                          return labels;
                        }())));
  CHECK(class_names_of(folder.find()) == std::vector<std::string>{"1", "2", "3"});
  CHECK(
      says(folder.looking.findings().plan.notes, "The labels are 1 to 3: they become 3 classes."));
}

TEST_CASE("brought labels: two kinds of labels go together in both parts when they are chosen") {
  LookedFolder folder;
  // The other order for testing.
  folder.add("d.npz/fine_train.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)))
      .add("d.npz/labels_train.npy", npy("|u1", "(30,)", labels_in_turn(30, 2, 5)))
      .add("d.npz/labels_test.npy", npy("|u1", "(9,)", labels_in_turn(9, 2, 5)))
      .add("d.npz/fine_test.npy", npy("|u1", "(9,)", labels_in_turn(9, 3)))
      .add("d.npz/x_test.npy", npy("|u1", "(9, 4, 4)", drawings(9, 3, 30)))
      .add("d.npz/x_train.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)));
  CHECK(class_names_of(folder.find()) == std::vector<std::string>{"5", "6"});
  const std::string options = options_of(folder.looking.findings(), "labels");
  const std::string fine = options.substr(options.find("| ") + 2);
  CHECK(class_names_of(folder.find({{"labels", fine}})) == std::vector<std::string>{"0", "1", "2"});
  const TakenSet set = folder.take();
  CHECK(are_drawings(set.train, 3));
  CHECK(are_drawings(set.test, 3));
}

TEST_CASE("brought labels: a target with fractions or too many values is refused in words") {
  std::vector<float> fractions;
  std::vector<std::int32_t> many;
  for (int i = 0; i < 400; ++i) {
    fractions.push_back(static_cast<float>(i % 3) / 2);
    many.push_back(i);
  }
  LookedFolder folder;
  folder.add("X.npy", npy("|u1", "(400, 4, 4)", drawings(400, 3)))
      .add("y.npy", npy("<f4", "(400,)", bytes_of(fractions)));
  CHECK(folder.find().plan.problem ==
        "X.npy has 400 pictures and no labels: y.npy holds numbers with fractions; a network here "
        "learns 2 to 256 classes, and numbers cannot be learned yet.");
  LookedFolder other;
  other.add("X.npy", npy("|u1", "(400, 4, 4)", drawings(400, 3)))
      .add("y.npy", npy("<i4", "(400,)", bytes_of(many)));
  CHECK(says({other.find().plan.problem}, "y.npy holds more different values"));
  LookedFolder fewer;
  fewer.add("X.npy", npy("|u1", "(257, 4, 4)", drawings(257, 3)))
      .add("y.npy", npy("<i4", "(257,)", bytes_of(std::vector(many.begin(), many.begin() + 257))));
  CHECK(fewer.find().plan.problem == "There are 257 classes; a network here learns up to 256.");
  CHECK_THROWS_AS(fewer.take(), FormatError);
}

TEST_CASE("brought labels: pictures and labels that are not as many") {
  LookedFolder folder;
  folder.add("X.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("y.npy", npy("|u1", "(29,)", labels_in_turn(29, 3)));
  CHECK(folder.find().plan.problem ==
        "X.npy has 30 pictures and no labels: y.npy has 29 labels; there should be as many.");
}

TEST_CASE("brought labels: CIFAR-10's batches keep their own labels, with the names beside them") {
  LookedFolder folder;
  folder.add("cifar-10-batches-bin/batches.meta.txt", cifar10_names());
  const auto batch = [](int first, int step) {
    Bytes bytes;
    for (int i = 0; i < 10; ++i) {
      const auto label = static_cast<std::uint8_t>((first + step * i) % 10);
      bytes =
          std::move(bytes) + cifar_record({label}, static_cast<std::uint8_t>(10 * label + first));
    }
    return bytes;
  };
  for (int b = 1; b <= 3; ++b) {
    folder.add("cifar-10-batches-bin/data_batch_" + std::to_string(b) + ".bin", batch(b, 3));
  }
  folder.add("cifar-10-batches-bin/test_batch.bin", batch(7, 7));
  const Findings& findings = folder.find();
  CHECK(findings.plan.problem == "");
  CHECK(findings.plan.train_count == 30);
  CHECK(findings.plan.test_count == 10);
  CHECK(findings.appearance.channels == 3);
  CHECK(class_names_of(findings).front() == "airplane");
  CHECK(class_names_of(findings).back() == "truck");
  CHECK(findings.plan.classes[4].train == 3);
  CHECK_FALSE(says(findings.plan.notes, "Left out"));
  CHECK_FALSE(says(findings.plan.checks, "have a label for each"));
  const TakenSet set = folder.take(5000);
  for (std::size_t i = 0; i < 30; ++i) {
    CHECK(set.train.pictures[i][0] / 10 == set.train.labels[i]);
    CHECK(set.train.pictures[i][0] % 10 == static_cast<int>(i / 10) + 1);
    CHECK(set.train.pictures[i][1024] == 200 - set.train.pictures[i][0]);
  }
  for (std::size_t i = 0; i < 10; ++i) CHECK(set.test.pictures[i][0] / 10 == set.test.labels[i]);
}

TEST_CASE("brought labels: CIFAR-100 by its fine labels or its coarse ones, each with its names") {
  std::string fine;
  std::string coarse;
  for (int i = 0; i < 100; ++i) fine += "fine" + std::to_string(i) + "\n";
  for (int i = 0; i < 20; ++i) coarse += "coarse" + std::to_string(i) + "\n";
  const auto file = [](int count) {
    Bytes bytes;
    for (int i = 0; i < count; ++i) {
      const auto label = static_cast<std::uint8_t>(i % 4);
      const auto upper = static_cast<std::uint8_t>(i % 2 + 7);
      bytes = std::move(bytes) + cifar_record({upper, label}, static_cast<std::uint8_t>(label));
    }
    return bytes;
  };
  LookedFolder folder;
  folder.add("coarse_label_names.txt", coarse)
      .add("fine_label_names.txt", fine)
      .add("test.bin", file(8))
      .add("train.bin", file(8));
  // All fine labels are below 20 here: the first list would have names for them too.
  const Findings& findings = folder.find();
  CHECK(class_names_of(findings) == std::vector<std::string>{"fine0", "fine1", "fine2", "fine3"});
  CHECK(findings.plan.train_count == 8);
  CHECK(findings.plan.test_count == 8);
  CHECK_FALSE(says(findings.plan.checks, "have a label for each"));
  const Choice* labels = nullptr;
  for (const Choice& choice : findings.plan.choices) {
    if (choice.name == "labels") labels = &choice;
  }
  REQUIRE(labels != nullptr);
  REQUIRE(labels->options.size() >= 2);
  CHECK(says({labels->options[0].title}, ".bin (fine), 4 values"));
  CHECK(says({labels->options[1].title}, ".bin (coarse), 2 values"));
  const std::string value = labels->options[1].value;
  CHECK(class_names_of(folder.find({{"labels", value}})) ==
        std::vector<std::string>{"coarse7", "coarse8"});
}

TEST_CASE("brought labels: the label 255 stands apart, unless all below it are there") {
  LookedFolder folder;
  Bytes labels = labels_in_turn(30, 3);
  labels[4] = 255;
  folder.add("X.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("y.npy", npy("|u1", "(30,)", labels));
  CHECK(says(folder.find().plan.checks, "The label 255 stands apart from the others, 0 to 2"));
  LookedFolder whole;
  whole.add("X.npy", npy("|u1", "(512, 4, 4)", drawings(512, 40)))
      .add("y.npy", npy("|u1", "(512,)", labels_in_turn(512, 256)));
  CHECK(whole.find().plan.problem == "");
  CHECK(whole.looking.findings().plan.classes.size() == 256);
  CHECK_FALSE(says(whole.looking.findings().plan.checks, "stands apart"));
}

TEST_CASE("brought labels: a class that only the test set has is left out, and said") {
  LookedFolder folder;
  folder.add("x_train.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("y_train.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)))
      .add("x_test.npy", npy("|u1", "(8, 4, 4)", drawings(8, 4)))
      .add("y_test.npy", npy("|u1", "(8,)", labels_in_turn(8, 4)));
  const Findings& findings = folder.find();
  CHECK(findings.plan.classes.size() == 3);
  CHECK(findings.plan.test_count == 6);
  CHECK(says(findings.plan.checks,
             "The class 3 has 2 pictures for testing and none to learn from: left out."));
  // Nothing is left to test with.
  LookedFolder others;
  others.add("x_train.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("y_train.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)))
      .add("x_test.npy", npy("|u1", "(8, 4, 4)", drawings(8, 2)))
      .add("y_test.npy", npy("|u1", "(8,)", labels_in_turn(8, 2, 7)));
  CHECK(says({others.find().plan.problem}, "none for testing that has one of their classes"));
  CHECK(others.find({{"test", "tenth"}}).plan.problem == "");
}

TEST_CASE("brought labels: all alike, all black, and nine pictures") {
  LookedFolder black = of_three(Bytes(480));
  CHECK(black.find().plan.problem == "");
  CHECK(says(black.looking.findings().plan.checks, "All pictures that were looked at are blank."));
  Bytes same;
  for (int i = 0; i < 30; ++i) same = std::move(same) + drawing(0, 0);
  LookedFolder alike = of_three(same);
  CHECK(says(alike.find().plan.checks, "All pictures that were looked at are the same."));
  LookedFolder nine;
  nine.add("X.npy", npy("|u1", "(9, 4, 4)", drawings(9, 3)))
      .add("y.npy", npy("|u1", "(9,)", labels_in_turn(9, 3)));
  CHECK(nine.find().plan.problem ==
        "There are 9 pictures; a tenth is kept for testing, so ten are the least.");
}

TEST_CASE("brought labels: light and dark exchanged between training and testing") {
  Bytes inverse;
  for (int i = 0; i < 8; ++i) inverse = std::move(inverse) + drawing(i % 2, i, 255);
  LookedFolder folder;
  folder.add("x_train.npy", npy("|u1", "(30, 4, 4)", drawings(30, 2)))
      .add("y_train.npy", npy("|u1", "(30,)", labels_in_turn(30, 2)))
      .add("x_test.npy", npy("|u1", "(8, 4, 4)", inverse))
      .add("y_test.npy", npy("|u1", "(8,)", labels_in_turn(8, 2)));
  CHECK(says(folder.find().plan.checks,
             "The training pictures are light on dark, the test pictures the other way round"));
}

}  // namespace receptive::brought_labels_test
