#include "data/looking/array/cifar.h"

#include <doctest/doctest.h>

#include <vector>

#include "array_bytes.h"

namespace receptive::cifar_test {

using namespace receptive::testing;

namespace {

/// Pictures all of one value, 10, 11, ..., with these bytes before each.
Bytes records(const std::vector<Bytes>& labels) {
  Bytes file;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    file = std::move(file) + labels[i] + Bytes(3072, static_cast<std::uint8_t>(10 + i));
  }
  return file;
}

}  // namespace

TEST_CASE("CIFAR: CIFAR-10's binary version is two arrays over one file") {
  Bytes file = records({{3}, {9}, {3}, {0}});
  // The first picture's green and last values.
  file[1 + 1024] = 77;
  file[3072] = 78;
  const auto cifar = find_cifar("a.tar/cifar-10-batches-bin/data_batch_1.bin", file.size());
  REQUIRE(cifar);
  CHECK(cifar->pictures.shape_text() == "(4, 3, 32, 32)");
  CHECK(cifar->pictures.file_bytes() == file.size());
  REQUIRE(cifar->labels.size() == 1);
  CHECK(cifar->labels[0].names_file == "batches.meta.txt");
  for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, file.size()}) {
    const ArrayFacts labels = look_at(file, cifar->labels[0].header, 0, piece);
    CHECK(labels.may_be_labels);
    CHECK(labels.items == 4);
    CHECK(labels.codes == std::vector<std::int32_t>{1, 2, 1, 0});
    CHECK(labels.numbers.high == 9.0);
    const ArrayFacts pictures = look_at(file, cifar->pictures, 0, piece);
    CHECK(pictures.items == 4);
    CHECK(pictures.item_values == 3072);
    CHECK(pictures.numbers.low == 10.0);
    CHECK(pictures.numbers.high == 78.0);
    const auto items = items_of(file, pictures, piece);
    REQUIRE(items.size() == 4);
    CHECK(items[0][1023] == 10.0F);
    CHECK(items[0][1024] == 77.0F);
    CHECK(items[0][3071] == 78.0F);
    CHECK(items[3] == std::vector<float>(3072, 13.0F));
    CHECK(pictures.samples.size() == 4);
    CHECK(pictures.samples[3].values == items[3]);
  }
}

TEST_CASE("CIFAR: CIFAR-100 has a fine and a coarse label") {
  const Bytes file = records({{1, 50}, {0, 99}});
  const auto cifar = find_cifar("cifar-100-binary/train.bin", file.size());
  REQUIRE(cifar);
  REQUIRE(cifar->labels.size() == 2);
  const ArrayFacts fine = look_at(file, cifar->labels[0].header);
  CHECK(fine.numbers.low == 50.0);
  CHECK(fine.numbers.high == 99.0);
  CHECK(cifar->labels[0].names_file == "fine_label_names.txt");
  const ArrayFacts coarse = look_at(file, cifar->labels[1].header);
  CHECK(coarse.codes == std::vector<std::int32_t>{1, 0});
  CHECK(look_at(file, cifar->pictures).numbers.low == 10.0);
}

TEST_CASE("CIFAR: labels that it does not have tell of another file") {
  const auto refused = [](const char* path, const Bytes& labels, std::size_t which) {
    const Bytes file = records({labels});
    const auto cifar = find_cifar(path, file.size());
    REQUIRE(cifar);
    return refusal_of([&] { (void)look_at(file, cifar->labels[which].header); });
  };
  CHECK(refused("data_batch_1.bin", {9}, 0).empty());
  CHECK(refused("data_batch_1.bin", {10}, 0) ==
        "data_batch_1.bin: expected labels from 0 to 9, as files of this name and length have, "
        "found 10");
  CHECK(refused("test.bin", {19, 99}, 0).empty());
  CHECK(refused("test.bin", {19, 99}, 1).empty());
  CHECK_FALSE(refused("test.bin", {0, 100}, 0).empty());
  CHECK_FALSE(refused("test.bin", {20, 0}, 1).empty());
}

TEST_CASE("CIFAR: names and lengths that are of it, and others") {
  const auto found = [](const char* path, std::uint64_t bytes) {
    return find_cifar(path, bytes).has_value();
  };
  for (const char* path : {"data_batch_5.bin", "x/test_batch.bin", "X\\Data_Batch_12.BIN"}) {
    CHECK(found(path, 3073));
    CHECK(found(path, 30'730'000));
    CHECK_FALSE(found(path, 3074));
    CHECK_FALSE(found(path, 30'730'001));
    CHECK_FALSE(found(path, 0));
  }
  CHECK(found("test.bin", 30'740'000));
  CHECK_FALSE(found("test.bin", 30'730'000));
  for (const char* path : {"data_batch_.bin", "data_batch_1", "data_batch_x.bin", "batch.bin",
                           "data_batch_1.bin/x", "my_train.bin", ""}) {
    CHECK_FALSE(found(path, 3073));
    CHECK_FALSE(found(path, 3074));
  }
}

TEST_CASE("CIFAR: a file that is not as long as it was") {
  const Bytes file = records({{1}, {2}});
  const auto cifar = find_cifar("test_batch.bin", file.size());
  REQUIRE(cifar);
  Bytes shorter = file;
  shorter.resize(3073);
  CHECK(refusal_of([&] { (void)look_at(shorter, cifar->labels[0].header); }) ==
        "test_batch.bin: expected 6146 bytes for (2,) of uint8, found only 3073: the file is cut "
        "short");
  // Only what lies behind the values is missing.
  shorter = file;
  shorter.pop_back();
  CHECK_FALSE(refusal_of([&] { (void)look_at(shorter, cifar->labels[0].header); }).empty());
}

}  // namespace receptive::cifar_test
