#include "data/readers/idx_reader.h"

#include <doctest/doctest.h>

#include <array>
#include <initializer_list>
#include <numeric>
#include <string>
#include <vector>

#include "base/error.h"

namespace receptive::idx_reader_test {

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes header(std::uint8_t type, std::initializer_list<std::uint32_t> dims) {
  Bytes bytes = {0, 0, type, static_cast<std::uint8_t>(dims.size())};
  for (const std::uint32_t dim : dims) {
    for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(dim >> shift));
  }
  return bytes;
}

Bytes operator+(Bytes bytes, const Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
  return bytes;
}

/// `count` values 0, 1, 2, ...
Bytes values(std::size_t count) {
  Bytes bytes(count);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  return bytes;
}

/// Three pictures of 2 rows and 4 columns.
Bytes good_images() { return header(0x08, {3, 2, 4}) + values(24); }
Bytes good_labels() { return header(0x08, {3}) + Bytes{2, 0, 1}; }

/// The message of the FormatError that reading these throws; "" when it does not throw.
std::string refusal(const Bytes& images, const Bytes& labels) {
  try {
    (void)read_idx(images, labels);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("IDX: pictures and labels of a good pair") {
  const Dataset data = read_idx(good_images(), good_labels());
  CHECK(data.size() == 3);
  CHECK(data.example == Shape{1, 1, 2, 4});
  CHECK(data.class_names == std::vector<std::string>{"0", "1", "2"});
  CHECK(data.low == 0.0F);
  CHECK(data.high == 1.0F);
  CHECK(data.pixels == values(24));
  CHECK(data.labels == Bytes{2, 0, 1});
}

TEST_CASE("IDX: four dimensions have channels") {
  const Dataset data =
      read_idx(header(0x08, {2, 3, 1, 2}) + values(12), header(0x08, {2}) + Bytes{0, 1});
  CHECK(data.example == Shape{1, 3, 1, 2});
  CHECK(data.pixels == values(12));
}

TEST_CASE("IDX: how many classes there are") {
  const auto with_labels = [](const Bytes& labels, int classes) {
    return read_idx(header(0x08, {2, 1, 1}) + values(2), header(0x08, {2}) + labels, classes)
        .classes();
  };
  CHECK(with_labels({0, 9}, 0) == 10);
  CHECK(with_labels({0, 1}, 0) == 2);
  CHECK(with_labels({0, 0}, 0) == 2);
  CHECK(with_labels({0, 255}, 0) == 256);
  CHECK(with_labels({0, 3}, 10) == 10);
  CHECK_THROWS_WITH_AS(with_labels({0, 10}, 10),
                       "IDX labels: expected labels 0 to 9, found label 10 at example 1",
                       FormatError);
  CHECK_THROWS_AS(with_labels({0, 1}, 1), ArgumentError);
  CHECK_THROWS_AS(with_labels({0, 1}, 257), ArgumentError);
  CHECK_THROWS_AS(with_labels({0, 1}, -1), ArgumentError);
}

TEST_CASE("IDX: a header alone") {
  const IdxHeader images = read_idx_header(header(0x08, {60000, 28, 28}), "f");
  CHECK(images.type == IdxType::uint8);
  CHECK(images.rank == 3);
  CHECK(images.dims == std::array<std::uint32_t, 4>{60000, 28, 28, 0});
  CHECK(images.total_bytes == 47'040'016);
  CHECK(read_idx_header(header(0x08, {60000}), "f").total_bytes == 60'008);
  const std::uint32_t most = 0xFFFF'FFFFU;
  CHECK(read_idx_header(header(0x08, {most, 4}), "f").total_bytes == 4ULL * most + 12);
  CHECK(read_idx_header(header(0x0B, {5}), "f").total_bytes == 8 + 10);
  CHECK(read_idx_header(header(0x0D, {5}), "f").total_bytes == 8 + 20);
  CHECK(read_idx_header(header(0x0E, {5}), "f").total_bytes == 8 + 40);
  // The values themselves need not be there yet, nor be in the way.
  CHECK(read_idx_header(good_images(), "f").total_bytes == good_images().size());
  CHECK_THROWS_WITH_AS(
      read_idx_header(header(0x08, {most, most, most}), "some.idx"),
      "some.idx: expected a size that fits into 64 bits, found 4294967295x4294967295x4294967295",
      FormatError);
  // The values fit into 64 bits (2^64 - 2^32 bytes), and with them the header.
  CHECK(read_idx_header(header(0x08, {0x8000'0000U, 2, most}), "f").total_bytes ==
        0xFFFF'FFFF'0000'0000ULL + 16);
}

TEST_CASE("IDX: every kind of wrong file is refused with what was expected and found") {
  const Bytes images = good_images();
  const Bytes labels = good_labels();
  const std::uint32_t most = 0xFFFF'FFFFU;
  struct Case {
    const char* name;
    Bytes images;
    Bytes labels;
    const char* message;
  };
  const Case cases[] = {
      {"no images", {}, labels, "IDX images: expected an IDX file, found no bytes at all"},
      {"no labels", images, {}, "IDX labels: expected an IDX file, found no bytes at all"},
      {"gzip",
       {0x1F, 0x8B, 8, 0},
       labels,
       "IDX images: expected plain IDX bytes beginning with 0 0, found gzip bytes (0x1f 0x8b): the "
       "file must be unpacked first"},
      {"gzip labels",
       images,
       {0x1F, 0x8B, 8, 0},
       "IDX labels: expected plain IDX bytes beginning with 0 0, found gzip bytes (0x1f 0x8b): the "
       "file must be unpacked first"},
      {"first magic byte", Bytes{0x89, 'P', 'N', 'G'}, labels,
       "IDX images: expected first byte 0x00 of an IDX file, found 0x89"},
      {"second magic byte", Bytes{0, 1, 8, 3}, labels,
       "IDX images: expected second byte 0x00 of an IDX file, found 0x01"},
      {"unknown type", Bytes{0, 0, 0x0A, 3}, labels,
       "IDX images: expected a type code of IDX (0x08, 0x09, 0x0b to 0x0e) as third byte, found "
       "0x0a"},
      {"int8", header(0x09, {3, 2, 4}), labels,
       "IDX images: expected values of type uint8, found type int8"},
      {"int16", header(0x0B, {3, 2, 4}), labels,
       "IDX images: expected values of type uint8, found type int16"},
      {"int32 labels", images, header(0x0C, {3}),
       "IDX labels: expected values of type uint8, found type int32"},
      {"float32", header(0x0D, {3, 2, 4}), labels,
       "IDX images: expected values of type uint8, found type float32"},
      {"float64", header(0x0E, {3, 2, 4}), labels,
       "IDX images: expected values of type uint8, found type float64"},
      {"no dimensions", header(0x08, {}), labels,
       "IDX images: expected 1 to 4 dimensions, found 0 dimensions"},
      {"five dimensions", header(0x08, {3, 1, 1, 1, 1}), labels,
       "IDX images: expected 1 to 4 dimensions, found 5 dimensions"},
      {"two dimensions", header(0x08, {3, 8}) + values(24), labels,
       "IDX images: expected 3 dimensions (examples, rows, columns) or 4 (with channels), found 2 "
       "dimensions (3x8)"},
      {"labels of two dimensions", images, header(0x08, {3, 1}) + values(3),
       "IDX labels: expected 1 dimension (examples), found 2 dimensions (3x1)"},
      {"swapped", labels, images,
       "IDX: expected images first and labels second, found the two files swapped"},
      {"images twice", images, images,
       "IDX labels: expected 1 dimension (examples), found 3 dimensions (3x2x4)"},
      {"labels twice", labels, labels,
       "IDX images: expected 3 dimensions (examples, rows, columns) or 4 (with channels), found 1 "
       "dimension (3)"},
      {"no examples", header(0x08, {0, 2, 4}), header(0x08, {0}),
       "IDX images: expected at least 1 example, found 0x2x4"},
      {"no labels in the file", images, header(0x08, {0}),
       "IDX labels: expected at least 1 example, found 0"},
      {"no rows", header(0x08, {3, 0, 4}), labels,
       "IDX images: expected dimensions of at least 1, found 3x0x4"},
      {"no columns", header(0x08, {3, 2, 0}), labels,
       "IDX images: expected dimensions of at least 1, found 3x2x0"},
      {"no channels", header(0x08, {3, 0, 2, 4}), labels,
       "IDX images: expected dimensions of at least 1, found 3x0x2x4"},
      {"fewer labels", images, header(0x08, {2}) + values(2),
       "IDX: expected as many labels as images, found 3 images and 2 labels"},
      {"more labels", images, header(0x08, {4}) + values(4),
       "IDX: expected as many labels as images, found 3 images and 4 labels"},
      {"over 64 bits", header(0x08, {most, most, most}), labels,
       "IDX images: expected a size that fits into 64 bits, found "
       "4294967295x4294967295x4294967295"},
      {"product is 2^64, 0 in 64 bits", header(0x08, {0x8000'0000U, 0x8000'0000U, 4}), labels,
       "IDX images: expected a size that fits into 64 bits, found 2147483648x2147483648x4"},
      {"product is 2^32, 0 in 32 bits", header(0x08, {0x4000'0000U, 2, 2}),
       header(0x08, {0x4000'0000U}),
       "IDX images: expected at most 2147483647 values in all, found 1073741824x2x2"},
      {"a picture too high", header(0x08, {3, 513, 4}), labels,
       "IDX images: expected pictures of 1 to 512 rows and columns, found 513x4"},
      {"a picture too wide", header(0x08, {3, 2, most}), labels,
       "IDX images: expected pictures of 1 to 512 rows and columns, found 2x4294967295"},
      {"too many channels", header(0x08, {3, 17, 2, 4}), labels,
       "IDX images: expected 1 to 16 channels, found 17"},
      {"one byte missing", header(0x08, {3, 2, 4}) + values(23), labels,
       "IDX images: expected 40 bytes for 3x2x4, found only 39 bytes: the file is cut short"},
      {"one byte too many", images + values(1), labels,
       "IDX images: expected 40 bytes for 3x2x4, found 41 bytes: 1 byte too many at the end"},
      {"one label missing", images, header(0x08, {3}) + values(2),
       "IDX labels: expected 11 bytes for 3, found only 10 bytes: the file is cut short"},
      {"labels too many", images, labels + values(5),
       "IDX labels: expected 11 bytes for 3, found 16 bytes: 5 bytes too many at the end"},
      {"claims 2 GB", header(0x08, {8191, 512, 512}), header(0x08, {8191}),
       "IDX images: expected 2147221520 bytes for 8191x512x512, found only 16 bytes: the file is "
       "cut short"},
  };
  for (const Case& wrong : cases) {
    CAPTURE(wrong.name);
    CHECK(refusal(wrong.images, wrong.labels) == wrong.message);
  }
}

TEST_CASE("IDX: every beginning of a good file is refused") {
  const Bytes images = good_images();
  const Bytes labels = good_labels();
  for (std::size_t length = 0; length < images.size(); ++length) {
    CAPTURE(length);
    const auto end = images.begin() + static_cast<std::ptrdiff_t>(length);
    const std::string message = refusal(Bytes(images.begin(), end), labels);
    CHECK(message.starts_with("IDX images: expected "));
    CHECK(message.find(", found ") != std::string::npos);
  }
  for (std::size_t length = 0; length < labels.size(); ++length) {
    CAPTURE(length);
    const auto end = labels.begin() + static_cast<std::ptrdiff_t>(length);
    const std::string message = refusal(images, Bytes(labels.begin(), end));
    CHECK(message.starts_with("IDX labels: expected "));
    CHECK(message.find(", found ") != std::string::npos);
  }
}

TEST_CASE("IDX: whatever single byte is changed, a file is read whole or refused") {
  const Bytes labels = good_labels();
  for (std::size_t at = 0; at < 16; ++at) {
    for (int value = 0; value < 256; ++value) {
      Bytes images = good_images();
      if (images[at] == value) continue;
      images[at] = static_cast<std::uint8_t>(value);
      // Every byte of this header counts: no other value describes the same 24 bytes.
      CHECK(refusal(images, labels) != "");
    }
  }
}

}  // namespace receptive::idx_reader_test
