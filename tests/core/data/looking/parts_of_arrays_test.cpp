#include <doctest/doctest.h>

#include "data/looking/array/cifar.h"
#include "looked_folder.h"
#include "made_parts.h"

namespace receptive::parts_of_arrays_test {

using namespace receptive::testing;

namespace {

using Strings = std::vector<std::string>;

LookedArray looked(const std::string& path, const Bytes& file, int item_axis = 0) {
  const auto head = std::span(file).first(std::min(file.size(), array_head_bytes));
  return {.file = 0, .facts = look_at(file, read_array_header(path, head), item_axis)};
}
/// `count` drawings of 4x4.
LookedArray pictures(const std::string& path, int count) {
  return looked(path, npy("|u1", "(" + std::to_string(count) + ", 4, 4)", drawings(count, 3)));
}
LookedArray labels(const std::string& path, int count, int from = 0) {
  return looked(path,
                npy("|u1", "(" + std::to_string(count) + ",)", labels_in_turn(count, 3, from)));
}
/// Numbers of any shape.
LookedArray numbers(const std::string& path, const std::string& shape, std::size_t count) {
  return looked(path, npy("|u1", shape, counting(count)));
}
LookedArray texts(const std::string& path, const std::vector<std::u32string>& words) {
  return looked(path, npy("<U5", "(" + std::to_string(words.size()) + ",)", utf32(words, 5)));
}

FoundParts parts_in(const std::vector<LookedArray>& arrays) {
  FoundParts found;
  find_array_parts(arrays, found);
  return found;
}

/// Which array the labels of each part are of, the likeliest: "x.npy y.npy | ...".
std::string pairs_in(const std::vector<LookedArray>& arrays) {
  std::string text;
  for (const Part& part : parts_in(arrays).parts) {
    text += (text.empty() ? "" : " | ") + part.path + " " + part.labels.front().title;
  }
  return text;
}

/// The one reason why there is no part.
std::string reason_in(const std::vector<LookedArray>& arrays) {
  const FoundParts found = parts_in(arrays);
  CHECK(found.parts.empty());
  REQUIRE(found.reasons.size() == 1);
  return found.reasons[0];
}

}  // namespace

TEST_CASE("parts of arrays: pictures, their labels and samples") {
  const FoundParts found =
      parts_in({labels("mnist/y_train.npy", 30, 1), pictures("mnist/x_train.npy", 30)});
  CHECK(found.reasons == Strings{});
  CHECK(found.notes == Strings{});
  REQUIRE(found.parts.size() == 1);
  const Part& part = found.parts[0];
  CHECK(part.kind == Part::Kind::array);
  CHECK(part.source == 1);
  CHECK(part.path == "mnist/x_train.npy");
  CHECK(part.purpose == Purpose::train);
  CHECK(part.count == 30);
  CHECK(part.values == 16);
  CHECK(part.extent.high == 255);
  CHECK(part.layouts.front().size_text() == "4x4");
  REQUIRE(part.samples.size() == 30);
  CHECK(part.samples[4].values[5] == 255);
  CHECK(part.checks == Strings{});
  REQUIRE(part.labels.size() == 1);
  const LabelSource& source = part.labels[0];
  CHECK(source.id == "array 0");
  CHECK(source.title == "mnist/y_train.npy");
  CHECK(source.by_name);
  CHECK(source.values.front().number == 1);
  CHECK(source.codes == in_turn(30, 3));
}

TEST_CASE("parts of arrays: labels go with the pictures that their names say") {
  // All of them are as many.
  CHECK(pairs_in({pictures("x_test.npy", 30), pictures("x_train.npy", 30), labels("y_test.npy", 30),
                  labels("y_train.npy", 30)}) == "x_test.npy y_test.npy | x_train.npy y_train.npy");
  CHECK(pairs_in({pictures("b_images.npy", 30), pictures("a_images.npy", 30),
                  labels("a_labels.npy", 30), labels("b_labels.npy", 30)}) ==
        "b_images.npy b_labels.npy | a_images.npy a_labels.npy");
  CHECK(pairs_in({pictures("x.npy", 30), labels("writers.npy", 30), labels("target.npy", 30)}) ==
        "x.npy target.npy");
  // Those for testing never go with those for training.
  CHECK(reason_in({pictures("x_train.npy", 30), labels("y_test.npy", 30)}) ==
        "x_train.npy has 30 pictures and no labels.");
}

TEST_CASE("parts of arrays: labels go with the pictures that they lie beside") {
  CHECK(pairs_in({pictures("b/x.npy", 30), pictures("a/x.npy", 30), labels("a/y.npy", 30),
                  labels("b/y.npy", 30)}) == "b/x.npy b/y.npy | a/x.npy a/y.npy");
  const FoundParts split =
      parts_in({pictures("mnist_test.npz/x.npy", 30), labels("mnist_test.npz/y.npy", 30),
                pictures("mnist_train.npz/x.npy", 30), labels("mnist_train.npz/y.npy", 30)});
  REQUIRE(split.parts.size() == 2);
  CHECK(split.parts[0].purpose == Purpose::test);
  CHECK(split.parts[0].labels.size() == 1);
  CHECK(split.parts[0].checks == Strings{});
  CHECK(split.parts[1].purpose == Purpose::train);
  CHECK(split.parts[1].labels[0].title == "mnist_train.npz/y.npy");
  // The file's own name says more than its folder's.
  CHECK(parts_in({pictures("test/x_train.npy", 30), labels("test/y_train.npy", 30)})
            .parts[0]
            .purpose == Purpose::train);
}

TEST_CASE("parts of arrays: NumPy's nameless arrays, one in an archive or several") {
  // Called by their archives, where one lies in each.
  CHECK(pairs_in({pictures("k-test-imgs.npz/arr_0.npy", 30),
                  labels("k-test-labels.npz/arr_0.npy", 30),
                  pictures("k-train-imgs.npz/arr_0.npy", 30),
                  labels("k-train-labels.npz/arr_0.npy", 30)}) ==
        "k-test-imgs.npz k-test-labels.npz | k-train-imgs.npz k-train-labels.npz");
  CHECK(pairs_in({pictures("2.npz/arr_0.npy", 30), labels("2.npz/arr_1.npy", 30),
                  pictures("1.npz/arr_0.npy", 30), labels("1.npz/arr_1.npy", 30)}) ==
        "2.npz/arr_0.npy 2.npz/arr_1.npy | 1.npz/arr_0.npy 1.npz/arr_1.npy");
  CHECK(parts_in({pictures("train.npz/arr_0.npy", 30), labels("train.npz/arr_1.npy", 30)})
            .parts[0]
            .purpose == Purpose::train);
  CHECK(reason_in({pictures("d.npz/arr_0.npy", 30), labels("d.npz/arr_1.npy", 29)}) ==
        "d.npz/arr_0.npy has 30 pictures and no labels: d.npz/arr_1.npy has 29 labels; there "
        "should be as many.");
  // Unpacked they have no archive.
  CHECK(pairs_in({pictures("arr_0.npy", 30), labels("arr_1.npy", 30)}) == "arr_0.npy arr_1.npy");
}

TEST_CASE("parts of arrays: two that go equally well, which the visitor chooses between") {
  const FoundParts found =
      parts_in({pictures("x.npy", 30), labels("young.npy", 30), labels("smiling.npy", 30)});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].labels.size() == 2);
  CHECK(found.parts[0].labels[0].title == "young.npy");
  CHECK(found.parts[0].checks ==
        Strings{"Both young.npy and smiling.npy have a label for each picture of x.npy, and "
                "nothing says which is meant: see Labels."});
}

TEST_CASE("parts of arrays: CIFAR-100's two labels, the fine ones first, and no doubt") {
  Bytes file;
  for (int i = 0; i < 8; ++i) {
    Bytes record(2 + 3072, static_cast<std::uint8_t>(i));
    record[0] = static_cast<std::uint8_t>(i % 2 + 7);
    record[1] = static_cast<std::uint8_t>(i % 4);
    file = std::move(file) + record;
  }
  const auto cifar = find_cifar("cifar-100-binary/train.bin", file.size());
  REQUIRE(cifar);
  std::vector<LookedArray> arrays = {{.facts = look_at(file, cifar->pictures)}};
  for (const CifarLabels& one : cifar->labels) {
    arrays.push_back({.facts = look_at(file, one.header)});
  }
  const FoundParts found = parts_in(arrays);
  REQUIRE(found.parts.size() == 1);
  const std::vector<LabelSource>& sources = found.parts[0].labels;
  REQUIRE(sources.size() == 2);
  CHECK(found.parts[0].checks == Strings{});
  CHECK(sources[0].title == "cifar-100-binary/train.bin (fine)");
  CHECK(sources[0].role == "fine");
  CHECK(sources[0].names_file == "fine_label_names.txt");
  CHECK(sources[0].values.size() == 4);
  CHECK(sources[1].title == "cifar-100-binary/train.bin (coarse)");
  CHECK(sources[1].role == "coarse");
  CHECK(sources[1].values.size() == 2);
}

TEST_CASE("parts of arrays: roles are names without what is for training or testing") {
  const auto role = [](const std::string& path) {
    return parts_in({pictures("x.npy", 30), labels(path, 30)}).parts[0].labels[0].role;
  };
  CHECK(role("y_train.npy") == role("y_test.npy"));
  CHECK(role("fine_train.npy") != role("coarse_train.npy"));
}

TEST_CASE("parts of arrays: one-hot labels are called so") {
  Bytes ones;
  for (int i = 0; i < 30; ++i) {
    for (int c = 0; c < 3; ++c) ones.push_back(i % 3 == c ? 1 : 0);
  }
  const FoundParts found =
      parts_in({pictures("x.npy", 30), looked("y.npy", npy("|u1", "(30, 3)", ones))});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].labels[0].title == "y.npy (one-hot)");
  CHECK(found.parts[0].labels[0].codes == in_turn(30, 3));
}

TEST_CASE("parts of arrays: names of classes, which are no labels") {
  FoundParts found;
  const std::vector<LookedArray> arrays = {
      pictures("s.npz/x.npy", 30), labels("s.npz/y.npy", 30),
      texts("s.npz/class_names.npy", {U"ant", U"bee", U"cow"})};
  CHECK(find_array_parts(arrays, found) == Strings{"ant", "bee", "cow"});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].labels.size() == 1);
  CHECK(found.notes == Strings{});
  FoundParts none;
  CHECK(find_array_parts(std::span(arrays).first(2), none) == Strings{});
  // As many names as pictures are names still; and no reason why there are no labels.
  CHECK(reason_in({pictures("x.npy", 30), arrays[2]}) == "x.npy has 30 pictures and no labels.");
  CHECK(reason_in({pictures("x.npy", 3), arrays[2]}) == "x.npy has 3 pictures and no labels.");
}

TEST_CASE("parts of arrays: why there are no pictures with classes") {
  CHECK(reason_in({pictures("x.npy", 1)}) == "x.npy has 1 picture and no labels.");
  CHECK(reason_in({pictures("x.npy", 30), labels("y.npy", 1)}) ==
        "x.npy has 30 pictures and no labels: y.npy has 1 label; there should be as many.");
  // The labels that were meant, not the first ones.
  CHECK(reason_in(
            {labels("y_test.npy", 9), labels("y_train.npy", 29), pictures("x_train.npy", 30)}) ==
        "x_train.npy has 30 pictures and no labels: y_train.npy has 29 labels; there should be as "
        "many.");
  std::vector<float> fractions;
  std::vector<std::int32_t> many;
  for (int i = 0; i < 400; ++i) {
    fractions.push_back(static_cast<float>(i % 2) + 0.5F);
    many.push_back(i);
  }
  const std::string end =
      "; a network here learns 2 to 256 classes, and numbers cannot be learned yet.";
  CHECK(reason_in(
            {pictures("x.npy", 400), looked("y.npy", npy("<f4", "(400,)", bytes_of(fractions)))}) ==
        "x.npy has 400 pictures and no labels: y.npy holds numbers with fractions" + end);
  CHECK(
      reason_in({pictures("x.npy", 400), looked("y.npy", npy("<i4", "(400,)", bytes_of(many)))}) ==
      "x.npy has 400 pictures and no labels: y.npy holds more different values than classes can "
      "have" +
          end);
}

TEST_CASE("parts of arrays: values that make no picture, row by row or by their sizes") {
  CHECK(reason_in({numbers("x.npy", "(3, 13)", 39), labels("y.npy", 3)}) ==
        "x.npy holds 3 rows of 13 values, which make no picture: 784 would be one of 28x28.");
  CHECK(reason_in({numbers("x.npy", "(1, 13)", 13), labels("y.npy", 1)}) ==
        "x.npy holds 1 row of 13 values, which make no picture: 784 would be one of 28x28.");
  const std::string end =
      ", which is none of pictures: their number, height and width are read, and 1 or 3 channels; "
      "up to 1024 pixels a side.";
  CHECK(reason_in({numbers("x.npy", "(3, 4, 4, 4)", 192), labels("y.npy", 3)}) ==
        "x.npy has the shape (3, 4, 4, 4)" + end);
  CHECK(reason_in({numbers("x.npy", "(3, 1025, 2)", 6150), labels("y.npy", 3)}) ==
        "x.npy has the shape (3, 1025, 2)" + end);
}

TEST_CASE("parts of arrays: what is neither pictures nor labels is left out, and named") {
  const auto notes = [](std::vector<LookedArray> arrays) {
    arrays.push_back(pictures("x.npy", 30));
    arrays.push_back(labels("y.npy", 30));
    const FoundParts found = parts_in(arrays);
    CHECK(found.parts.size() == 1);
    return found.notes;
  };
  CHECK(notes({}) == Strings{});
  CHECK(notes({numbers("w.npy", "(3, 8)", 24)}) ==
        Strings{"w.npy (3, 8) was left out: neither pictures nor labels."});
  CHECK(notes({numbers("w.npy", "(3, 8)", 24), numbers("none.npy", "(0, 4, 4)", 0)}) ==
        Strings{"w.npy (3, 8) and none.npy (0, 4, 4) were left out: neither pictures nor labels."});
}

TEST_CASE("parts of arrays: the pictures may be counted by the last size") {
  Bytes last(16 * 30);
  const Bytes all = drawings(30, 3);
  for (std::size_t n = 0; n < 30; ++n) {
    for (std::size_t p = 0; p < 16; ++p) last[p * 30 + n] = all[16 * n + p];
  }
  const FoundParts found =
      parts_in({looked("x.npy", npy("|u1", "(4, 4, 30)", last), 2), labels("y.npy", 30)});
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].count == 30);
  CHECK(found.parts[0].layouts.front().size_text() == "4x4");
  REQUIRE(found.parts[0].samples.size() == 30);
  CHECK(found.parts[0].samples[7].values[9] == 27);
}

}  // namespace receptive::parts_of_arrays_test
