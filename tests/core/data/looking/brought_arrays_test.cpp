// IDX, NumPy and CIFAR files as people bring them, through the whole of the looking and the taking.
#include <doctest/doctest.h>

#include <bit>

#include "looked_folder.h"

using namespace receptive;
using namespace receptive::testing;

namespace {

/// X as it is given, with thirty labels 0, 1, 2, ... of three classes.
LookedFolder with_labels(Bytes pictures, const std::string& pictures_path = "X.npy") {
  LookedFolder folder;
  folder.add(pictures_path, std::move(pictures))
      .add("y.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)));
  return folder;
}

/// The drawings as numbers, each byte changed by a rule.
template <typename Number, typename Rule>
Bytes as_numbers(const Rule& rule) {
  std::vector<Number> numbers;
  for (const std::uint8_t byte : drawings(30, 3))
    numbers.push_back(static_cast<Number>(rule(byte)));
  return bytes_of(numbers);
}

/// Whether all come as they were drawn; "" or what is wrong.
std::string wrong_with(LookedFolder& folder) {
  const Findings& findings = folder.find();
  if (!findings.plan.problem.empty()) return findings.plan.problem;
  if (findings.plan.train_count != 27) return "other counts";
  const TakenSet set = folder.take(13);
  return are_drawings(set.train, 3) && are_drawings(set.test, 3) ? "" : "other pictures or labels";
}

/// Axes of the drawings exchanged: index (n, y, x) lies where `at` says.
template <typename At>
Bytes moved(const At& at) {
  const Bytes from = drawings(30, 3);
  Bytes to(from.size());
  for (std::size_t n = 0; n < 30; ++n) {
    for (std::size_t y = 0; y < 4; ++y) {
      for (std::size_t x = 0; x < 4; ++x) to[at(n, y, x)] = from[16 * n + 4 * y + x];
    }
  }
  return to;
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

TEST_CASE("brought arrays: EMNIST is stood upright, named by its mapping, and has no class 0") {
  // Columns first, labels from 1.
  const auto sideways = [](int count, int first) {
    Bytes all;
    for (int i = 0; i < count; ++i) {
      const Bytes upright = drawing(i % 3, first + i);
      for (std::size_t x = 0; x < 4; ++x) {
        for (std::size_t y = 0; y < 4; ++y) all.push_back(upright[4 * y + x]);
      }
    }
    return all;
  };
  LookedFolder folder;
  folder.add("emnist-letters-mapping.txt", "1 65 97\n2 66 98\n3 67 99\n")
      .add("emnist-letters-test-images-idx3-ubyte", idx(8, {12, 4, 4}, sideways(12, 60)))
      .add("emnist-letters-test-labels-idx1-ubyte", idx(8, {12}, labels_in_turn(12, 3, 1)))
      .add("emnist-letters-train-images-idx3-ubyte", idx(8, {60, 4, 4}, sideways(60, 0)))
      .add("emnist-letters-train-labels-idx1-ubyte", idx(8, {60}, labels_in_turn(60, 3, 1)));
  const Findings& findings = folder.find();
  CHECK(findings.plan.problem == "");
  CHECK(findings.plan.set == "emnist letters");
  CHECK(class_names_of(findings) == std::vector<std::string>{"A", "B", "C"});
  CHECK(value_of(findings, "turn") == "transposed");
  CHECK(says(findings.plan.checks, "EMNIST's pictures lie on their side"));
  CHECK(says(findings.plan.notes, "names come from emnist-letters-mapping.txt."));
  CHECK_FALSE(says(findings.plan.notes, "Left out"));
  const TakenSet set = folder.take();
  CHECK(are_drawings(set.train, 3));
  CHECK(numbers_of(set.train) == from_to(0, 60));
  CHECK(numbers_of(set.test) == from_to(60, 72));
}

TEST_CASE("brought arrays: EMNIST's two sets in one archive are told apart") {
  LookedFolder folder;
  for (const std::string set : {"emnist-letters", "emnist-balanced"}) {
    folder.add(set + "-train-images-idx3-ubyte", idx(8, {30, 4, 4}, drawings(30, 3)))
        .add(set + "-train-labels-idx1-ubyte", idx(8, {30}, labels_in_turn(30, 3)))
        .add(set + "-test-images-idx3-ubyte", idx(8, {9, 4, 4}, drawings(9, 3)))
        .add(set + "-test-labels-idx1-ubyte", idx(8, {9}, labels_in_turn(9, 3)));
  }
  const Findings& findings = folder.find();
  CHECK(findings.plan.set == "emnist letters");
  CHECK(findings.plan.train_count == 30);
  CHECK(says(findings.plan.checks, "There are 2 sets in the files (emnist letters, 39 pictures"));
  CHECK(folder.find({{"set", "set 1"}}).plan.set == "emnist balanced");
}

TEST_CASE("brought arrays: labels from 1 without names, and a class that does not occur") {
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

TEST_CASE("brought arrays: QMNIST's labels are the first of eight integers") {
  std::vector<std::int32_t> labels;
  for (int i = 0; i < 30; ++i) {
    const std::vector<std::int32_t> row = {i % 3, 1, 2100 + i, i % 2, i, 0, 0, 30000 + i};
    labels.insert(labels.end(), row.begin(), row.end());
  }
  LookedFolder folder;
  folder.add("qmnist-train-images-idx3-ubyte", idx(8, {30, 4, 4}, drawings(30, 3)))
      .add("qmnist-train-labels-idx2-int", idx(12, {30, 8}, bytes_of(labels, true)));
  CHECK(wrong_with(folder) == "");
  CHECK(class_names_of(folder.looking.findings()) == std::vector<std::string>{"0", "1", "2"});
}

TEST_CASE("brought arrays: one-hot labels, and labels as texts of both kinds") {
  Bytes one_hot;
  std::vector<std::u32string> texts;
  Bytes byte_texts;
  for (std::size_t i = 0; i < 30; ++i) {
    for (std::size_t c = 0; c < 3; ++c) one_hot.push_back(i % 3 == c ? 1 : 0);
    texts.push_back(std::vector<std::u32string>{U"eins", U"fünf", U"zwei"}[i % 3]);
    const char letter = "abc"[i % 3];
    byte_texts.push_back(static_cast<std::uint8_t>(letter));
  }
  LookedFolder keras;
  keras.add("X.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("Y.npy", npy("|u1", "(30, 3)", one_hot));
  CHECK(wrong_with(keras) == "");
  LookedFolder words;
  words.add("set.npz/x.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("set.npz/y.npy", npy("<U4", "(30,)", utf32(texts, 4)));
  CHECK(wrong_with(words) == "");
  CHECK(class_names_of(words.looking.findings()) ==
        std::vector<std::string>{"eins", "f\xC3\xBCnf", "zwei"});
  LookedFolder letters;
  letters.add("set.npz/x.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("set.npz/y.npy", npy("|S1", "(30,)", byte_texts));
  CHECK(wrong_with(letters) == "");
  CHECK(class_names_of(letters.looking.findings()) == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("brought arrays: N last, Fortran's order, flat, NCHW and NHWC") {
  LookedFolder last = with_labels(
      npy("|u1", "(4, 4, 30)",
          moved([](std::size_t n, std::size_t y, std::size_t x) { return (4 * y + x) * 30 + n; })));
  CHECK(wrong_with(last) == "");
  LookedFolder fortran = with_labels(
      npy("|u1", "(30, 4, 4)",
          moved([](std::size_t n, std::size_t y, std::size_t x) { return n + 30 * (y + 4 * x); }),
          true));
  CHECK(wrong_with(fortran) == "");
  for (const char* shape : {"(30, 16)", "(30, 4, 4, 1)", "(30, 1, 4, 4)"}) {
    LookedFolder folder = with_labels(npy("|u1", shape, drawings(30, 3)));
    CHECK(wrong_with(folder) == "");
  }
}

TEST_CASE("brought arrays: colour by planes and by pixels is the same colour") {
  Bytes planes;
  Bytes pixels;
  for (int i = 0; i < 30; ++i) {
    const Bytes red = drawing(i % 3, i);
    for (int c = 0; c < 3; ++c) {
      for (const std::uint8_t byte : red) {
        planes.push_back(static_cast<std::uint8_t>(c == 0 ? byte : 10 * c));
      }
    }
    for (const std::uint8_t byte : red) pixels = std::move(pixels) + Bytes{byte, 10, 20};
  }
  LookedFolder by_planes = with_labels(npy("|u1", "(30, 3, 4, 4)", planes));
  LookedFolder by_pixels = with_labels(npy("|u1", "(30, 4, 4, 3)", pixels));
  CHECK(by_planes.find().appearance.channels == 3);
  CHECK(by_pixels.find().appearance.channels == 3);
  const TakenSet one = by_planes.take();
  CHECK(one.train.pictures == by_pixels.take().train.pictures);
  CHECK(one.train.pictures[0].size() == 48);
  CHECK(one.train.pictures[0][5] == 255);
  CHECK(one.train.pictures[0][16] == 10);
}

TEST_CASE("brought arrays: -1 to 1, 0 to 1 and big-endian integers are the same pictures") {
  LookedFolder signed_numbers = with_labels(npy(
      "<f4", "(30, 4, 4)", as_numbers<float>([](std::uint8_t byte) { return byte / 127.5 - 1; })));
  CHECK(wrong_with(signed_numbers) == "");
  CHECK(says(signed_numbers.looking.findings().plan.notes,
             "The values go from -1 to 1: -1 is black and 1 is white."));
  LookedFolder unit = with_labels(
      npy("<f8", "(30, 4, 4)", as_numbers<double>([](std::uint8_t byte) { return byte / 255.0; })));
  CHECK(wrong_with(unit) == "");
  LookedFolder big = with_labels(npy(">i2", "(30, 4, 4)", [] {
    std::vector<std::int16_t> numbers;
    for (const std::uint8_t byte : drawings(30, 3)) numbers.push_back(byte);
    return bytes_of(numbers, true);
  }()));
  CHECK(wrong_with(big) == "");
}

TEST_CASE("brought arrays: standardised values are stretched, and that is to be checked") {
  LookedFolder folder = with_labels(
      npy("<f4", "(30, 4, 4)",
          as_numbers<float>([](std::uint8_t byte) { return (byte / 255.0 - 0.1307) / 0.3081; })));
  CHECK(wrong_with(folder) == "");
  CHECK(says(folder.looking.findings().plan.checks, "which is no usual range"));
  CHECK(value_of(folder.looking.findings(), "values") == "-0.424213 to 2.82149");
}

TEST_CASE("brought arrays: 0 to 255 with fractions is rounded, and said") {
  LookedFolder folder =
      with_labels(npy("<f4", "(30, 4, 4)", as_numbers<float>([](std::uint8_t byte) {
                        return byte == 0 || byte == 255 ? byte : byte + 0.25;
                      })));
  CHECK(wrong_with(folder) == "");
  CHECK(says(folder.looking.findings().plan.notes, "have fractions and are rounded"));
}

TEST_CASE("brought arrays: twelve bits in sixteen are read as twelve") {
  LookedFolder folder = with_labels(npy(
      "<u2", "(30, 4, 4)", as_numbers<std::uint16_t>([](std::uint8_t byte) { return 16 * byte; })));
  const Findings& findings = folder.find();
  CHECK(value_of(findings, "values") == "0 to 4095");
  CHECK(says(findings.plan.notes, "The values go from 0 to 4080: 0 is black and 4095 is white."));
  CHECK(folder.take().train.pictures[0][5] == 254);
}

TEST_CASE("brought arrays: values that are no numbers are named") {
  LookedFolder folder =
      with_labels(npy("<f4", "(30, 4, 4)", as_numbers<float>([](std::uint8_t byte) {
                        return byte == 20 ? std::numeric_limits<double>::quiet_NaN() : byte / 255.0;
                      })));
  CHECK(says(folder.find().plan.checks, "1 of the values is no number (NaN or infinite)"));
}

TEST_CASE("brought arrays: KMNIST's four archives of one arr_0 each, with a table of characters") {
  LookedFolder folder;
  folder
      .add("kmnist_classmap.csv",
           "index,codepoint,char\n0,U+304A,\xE3\x81\x8A\n1,U+304D,\xE3\x81\x8D\n2,U+3059,"
           "\xE3\x81\x99\n")
      .add("kmnist-test-imgs.npz/arr_0.npy", npy("|u1", "(9, 4, 4)", drawings(9, 3, 30)))
      .add("kmnist-test-labels.npz/arr_0.npy", npy("|u1", "(9,)", labels_in_turn(9, 3)))
      .add("kmnist-train-imgs.npz/arr_0.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("kmnist-train-labels.npz/arr_0.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)));
  const Findings& findings = folder.find();
  CHECK(findings.plan.problem == "");
  CHECK(class_names_of(findings) ==
        std::vector<std::string>{"\xE3\x81\x8A", "\xE3\x81\x8D", "\xE3\x81\x99"});
  CHECK(says(findings.plan.notes, "kmnist_classmap.csv"));
  CHECK_FALSE(says(findings.plan.notes, "Left out"));
  const TakenSet set = folder.take();
  CHECK(numbers_of(set.train) == from_to(0, 30));
  CHECK(numbers_of(set.test) == from_to(30, 39));
}

TEST_CASE("brought arrays: scikit-learn's and MedMNIST's keys, and a validation set beside them") {
  for (const auto& [x, y, end] :
       {std::tuple("X_", "y_", ""), std::tuple("", "", "_"), std::tuple("x", "y", "")}) {
    LookedFolder folder;
    const bool med = std::string(end) == "_";
    const auto add = [&](const std::string& split, int count, int first) {
      const std::string n = std::to_string(count);
      folder.add("s.npz/" + (med ? split + "_images" : x + split) + ".npy",
                 npy("|u1", "(" + n + ", 4, 4)", drawings(count, 3, first)));
      folder.add("s.npz/" + (med ? split + "_labels" : y + split) + ".npy",
                 npy("|u1", "(" + n + ", 1)", labels_in_turn(count, 3)));
    };
    add("train", 30, 0);
    add("val", 6, 30);
    add("test", 9, 36);
    const Findings& findings = folder.find();
    CHECK(findings.plan.train_count == 30);
    CHECK(findings.plan.test_count == 9);
    CHECK(says(findings.plan.notes, "The 6 pictures for validation were left out."));
    CHECK(options_of(findings, "test") == "test | validation | tenth");
    CHECK(numbers_of(folder.take().test) == from_to(36, 45));
    folder.find({{"test", "validation"}});
    CHECK(numbers_of(folder.take().test) == from_to(30, 36));
  }
}

TEST_CASE("brought arrays: two kinds of labels go together in both parts when they are chosen") {
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

TEST_CASE("brought arrays: a target with fractions or too many values is refused in words") {
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

TEST_CASE("brought arrays: pictures and labels that are not as many") {
  LookedFolder folder;
  folder.add("X.npy", npy("|u1", "(30, 4, 4)", drawings(30, 3)))
      .add("y.npy", npy("|u1", "(29,)", labels_in_turn(29, 3)));
  CHECK(folder.find().plan.problem ==
        "X.npy has 30 pictures and no labels: y.npy has 29 labels; there should be as many.");
}

TEST_CASE("brought arrays: CIFAR-10's batches keep their own labels, with the names beside them") {
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

TEST_CASE("brought arrays: CIFAR-100 by its fine labels or its coarse ones, each with its names") {
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

TEST_CASE("brought arrays: the label 255 stands apart, unless all below it are there") {
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

TEST_CASE("brought arrays: a class that only the test set has is left out, and said") {
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

TEST_CASE("brought arrays: all alike, all black, and nine pictures") {
  LookedFolder black = with_labels(npy("|u1", "(30, 4, 4)", Bytes(480)));
  CHECK(black.find().plan.problem == "");
  CHECK(says(black.looking.findings().plan.checks, "All pictures that were looked at are blank."));
  Bytes same;
  for (int i = 0; i < 30; ++i) same = std::move(same) + drawing(0, 0);
  LookedFolder alike = with_labels(npy("|u1", "(30, 4, 4)", same));
  CHECK(says(alike.find().plan.checks, "All pictures that were looked at are the same."));
  LookedFolder nine;
  nine.add("X.npy", npy("|u1", "(9, 4, 4)", drawings(9, 3)))
      .add("y.npy", npy("|u1", "(9,)", labels_in_turn(9, 3)));
  CHECK(nine.find().plan.problem ==
        "There are 9 pictures; a tenth is kept for testing, so ten are the least.");
}

TEST_CASE("brought arrays: light and dark exchanged between training and testing") {
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
