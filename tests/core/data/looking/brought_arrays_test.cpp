// IDX, NumPy and CIFAR files as people bring them, through the whole of the looking and the taking.
#include <doctest/doctest.h>

#include <limits>

#include "looked_folder.h"

namespace receptive::brought_arrays_test {

using namespace receptive::testing;

namespace {

/// X as it is given, with thirty labels 0, 1, 2, ... of three classes.
LookedFolder with_labels(Bytes pictures) {
  LookedFolder folder;
  folder.add("X.npy", std::move(pictures)).add("y.npy", npy("|u1", "(30,)", labels_in_turn(30, 3)));
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

}  // namespace receptive::brought_arrays_test
