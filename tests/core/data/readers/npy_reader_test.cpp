#include "data/readers/npy_reader.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "npy_bytes.h"

using namespace receptive;
using receptive::testing::Bytes;
using receptive::testing::integers;
using receptive::testing::npy;
using receptive::testing::npy_with;

namespace {

/// 0, 1, 2, ...
Bytes counting(std::size_t count) {
  Bytes bytes(count);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  return bytes;
}

Bytes floats(const std::vector<float>& values, bool big = false) {
  std::vector<std::int64_t> bits;
  for (const float value : values) bits.push_back(std::bit_cast<std::int32_t>(value));
  return integers(bits, 4, big);
}

Bytes doubles(const std::vector<double>& values, bool big = false) {
  std::vector<std::int64_t> bits;
  for (const double value : values) bits.push_back(std::bit_cast<std::int64_t>(value));
  return integers(bits, 8, big);
}

/// Two pictures of 2x2.
Bytes good_images() { return npy("|u1", "(2, 2, 2)", counting(8)); }
Bytes good_labels() { return npy("|u1", "(2,)", {1, 0}); }

/// Of four pixels, 1x1x2x2 of them.
Bytes pixels_of(const std::string& descr, const Bytes& values) {
  return read_npy(npy(descr, "(1, 2, 2)", values), npy("|u1", "(1,)", {0})).pixels;
}

std::string refusal(const Bytes& images, const Bytes& labels) {
  try {
    (void)read_npy(images, labels);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

const float not_a_number = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("NPY: pictures and labels") {
  const Dataset data = read_npy(good_images(), good_labels());
  CHECK(data.size() == 2);
  CHECK(data.example == Shape{1, 1, 2, 2});
  CHECK(data.class_names == std::vector<std::string>{"0", "1"});
  CHECK(data.pixels == counting(8));
  CHECK(data.labels == Bytes{1, 0});
  CHECK(read_npy(good_images(), good_labels(), 10).classes() == 10);
  CHECK(read_npy(good_images(), good_labels(), 0, {"a", "b", "c"}).class_names ==
        std::vector<std::string>{"a", "b", "c"});
  CHECK_THROWS_AS(read_npy(good_images(), good_labels(), 1), ArgumentError);
  CHECK_THROWS_AS(read_npy(good_images(), good_labels(), 257), ArgumentError);
}

TEST_CASE("NPY: every type of number in both byte orders") {
  const Bytes expected = {0, 1, 100, 127};
  const std::vector<std::int64_t> whole = {0, 1, 100, 127};
  CHECK(pixels_of("|u1", expected) == expected);
  CHECK(pixels_of("|i1", expected) == expected);
  for (const unsigned size : {2U, 4U, 8U}) {
    const std::string width = std::to_string(size);
    for (const char kind : {'i', 'u'}) {
      CHECK(pixels_of(std::string("<") + kind + width, integers(whole, size)) == expected);
      CHECK(pixels_of(std::string(">") + kind + width, integers(whole, size, true)) == expected);
    }
  }
  CHECK(pixels_of("|b1", {0, 1, 1, 0}) == Bytes{0, 255, 255, 0});
  CHECK(pixels_of("<f4", floats({0, 1, 100, 127})) == expected);
  CHECK(pixels_of(">f4", floats({0, 1, 100, 127}, true)) == expected);
  CHECK(pixels_of("<f8", doubles({0, 1, 100, 127})) == expected);
  CHECK(pixels_of(">f8", doubles({0, 1, 100, 127}, true)) == expected);
  CHECK(pixels_of("<f4", floats({0, 0.5F, 1, 0.2F})) == Bytes{0, 128, 255, 51});
  // Bytes are as they are, even where all are small.
  CHECK(pixels_of("|u1", {0, 1, 1, 0}) == Bytes{0, 1, 1, 0});
}

TEST_CASE("NPY: shapes") {
  const auto shape_of = [](const std::string& shape, std::size_t count) {
    return read_npy(npy("|u1", shape, counting(count)), npy("|u1", "(1,)", {0})).example;
  };
  CHECK(shape_of("(1, 2, 3)", 6) == Shape{1, 1, 2, 3});
  CHECK(shape_of("(1, 784)", 784) == Shape{1, 1, 28, 28});
  CHECK(shape_of("(1, 3072)", 3072) == Shape{1, 3, 32, 32});
  CHECK(shape_of("(1, 2, 4, 1)", 8) == Shape{1, 1, 2, 4});
  CHECK(shape_of("(1, 2, 4, 3)", 24) == Shape{1, 3, 2, 4});
  CHECK(shape_of("(1, 3, 2, 4)", 24) == Shape{1, 3, 2, 4});
  CHECK(shape_of("(1, 3, 2, 3)", 18) == Shape{1, 3, 3, 2});
  CHECK(shape_of("(1, 64, 64, 3)", 12288) == Shape{1, 3, 64, 64});
  const Dataset colours =
      read_npy(npy("|u1", "(2, 1, 2, 3)", counting(12)), npy("<i8", "(2, 1)", integers({4, 2}, 8)));
  CHECK(colours.pixels == Bytes{0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11});
  CHECK(colours.labels == Bytes{4, 2});
  CHECK(colours.classes() == 5);
}

TEST_CASE("NPY: versions of the format and other ways to write the dictionary") {
  const std::string dictionary = "{\"shape\": (2, 2, 2,), 'descr':'|u1','fortran_order' :False}\n";
  for (const int version : {1, 2, 3}) {
    CHECK(read_npy(npy_with(dictionary, counting(8), version), good_labels()).size() == 2);
  }
}

TEST_CASE("NPY: every kind of wrong file is refused with what was expected and found") {
  const Bytes images = good_images();
  const Bytes labels = good_labels();
  const Bytes eight = counting(8);
  const std::string most = "18446744073709551615";
  const std::string types =
      "values of type bool, int8 to int64, uint8 to uint64, float32, float64 or text, found ";
  const std::string shapes =
      "shape (N, H, W), (N, H, W, C), (N, C, H, W) or (N, pixels) with up to 64 rows and columns "
      "and 1 or 3 channels, found ";
  const auto swapped_order = [](const std::string& order) {
    return npy_with("{'descr': '|u1', 'fortran_order': " + order + ", 'shape': (2, 2, 2)}",
                    counting(8));
  };
  struct Case {
    Bytes images;
    std::string message;
  };
  const std::vector<Case> cases = {
      {{}, "a NumPy file, found no bytes at all"},
      {{'P', 'K', 3, 4}, "a NumPy file, which begins with 0x93 NUMPY, found another beginning"},
      {npy_with("{}", {}, 4), "version 1.0, 2.0 or 3.0 of the NumPy format, found 4.0"},
      {npy("|S3", "(2, 2, 2)", eight), types + "'|S3'"},
      {npy("<f2", "(2, 2, 2)", eight), types + "'<f2'"},
      {npy("<c8", "(2, 2, 2)", eight), types + "'<c8'"},
      {npy("|O", "(2, 2, 2)", eight), types + "'|O'"},
      {npy("<u3", "(2, 2, 2)", eight), types + "'<u3'"},
      {npy("|u4", "(2, 2, 2)", eight), types + "'|u4'"},
      {npy("<U2", "(1,)", eight), "numbers, found an array of texts"},
      {npy_with("{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (2,)}", eight),
       "values of one type, found records of several"},
      {swapped_order("True"),
       "an array in C order (numpy.ascontiguousarray makes one), found one in Fortran order"},
      {swapped_order("0"), "a NumPy header with True or False, found '0, 'shape': (2, 2, 2)}'"},
      {npy_with("{'descr': '|u1', 'shape': (2, 2, 2)}", eight),
       "descr, fortran_order and shape in the NumPy header, found not all of them"},
      {npy_with("{'descr': '|u1', 'descr': '|u1'}", eight),
       "descr, fortran_order and shape, once each, in the NumPy header, found also 'descr'"},
      {npy_with("{'descr': '|u1'", eight), "a NumPy header with '}', found the header's end"},
      {npy("|u1", "(2, 2, 2), 'x': 1", eight),
       "descr, fortran_order and shape, once each, in the NumPy header, found also 'x'"},
      {npy("|u1", "()", {1}), "1 to 4 dimensions, found none"},
      {npy("|u1", "(8)", eight), "a NumPy header with a shape such as (5,), found ', }   ?'"},
      {npy("|u1", "(1, 1, 2, 2, 2)", eight), "1 to 4 dimensions, found more than 4"},
      {npy("|u1", "(2, -2, 2)", eight),
       "a NumPy header with a whole number, found '-2, 2), }   ?'"},
      {npy("|u1", "(0, 2, 2)", {}), "at least 1 value, found an array of shape (0, 2, 2)"},
      {npy("|u1", "(2, 2, 2)", counting(7)),
       "84 bytes for shape (2, 2, 2), found only 83: the file is cut short"},
      {npy("|u1", "(2, 2, 2)", counting(9)),
       "84 bytes for shape (2, 2, 2), found 85: there is more behind the end"},
      {npy("|u1", "(99999999999999999999999, 2, 2)", eight),
       "sizes that fit into 64 bits, found a larger one"},
      {npy("|u1", "(" + most + ", 2, 2)", eight),
       "a size that fits into 64 bits, found shape (" + most + ", 2, 2)"},
      {npy("|u1", "(4294967296, 4294967296, 1)", eight),
       "a size that fits into 64 bits, found shape (4294967296, 4294967296, 1)"},
      {npy("<f8", "(536870912, 64, 64)", eight),
       "17592186044502 bytes for shape (536870912, 64, 64), found only 94: the file is cut short"},
      {npy("|u1", "(1, 65, 1)", counting(65)), shapes + "(1, 65, 1)"},
      {npy("|u1", "(1, 2, 2, 2)", eight), shapes + "(1, 2, 2, 2)"},
      {npy("|u1", "(8,)", eight), shapes + "(8,)"},
      {npy("|u1", "(2, 5)", counting(10)),
       "the pixels of a square picture of up to 64x64 with 1 or 3 channels, the nearest being 4 "
       "(2x2), 9 (3x3), 3 (3x1x1), 12 (3x2x2), found 5"},
      {npy("|i1", "(2, 2, 2)", {1, 2, 3, 4, 255, 6, 7, 8}),
       "values from 0 to 255, found -1 in example 1"},
      {npy("<i2", "(2, 1, 1)", integers({0, 256}, 2)),
       "values from 0 to 255, found 256 in example 1"},
      {npy("|b1", "(2, 1, 1)", {0, 2}), "values from 0 to 1, found 2 in example 1"},
      {npy("<f4", "(2, 1, 1)", floats({0, not_a_number})),
       "values from 0 to 255, found NaN in example 1"},
      {npy("<f4", "(2, 1, 1)", floats({0, HUGE_VALF})),
       "values from 0 to 255, found inf in example 1"},
      {npy("<f4", "(2, 1, 1)", floats({0, -0.5F})),
       "values from 0 to 255, found -0.500000 in example 1"},
      {npy("<f4", "(2, 1, 1)", floats({0.5F, 2})),
       "whole numbers from 0 to 255, because there are values above 1, found 0.500000 in example "
       "0"},
  };
  for (const Case& wrong : cases) {
    // One-dimensional images are said to be wrong before their number is compared.
    const bool flat = wrong.message == shapes + "(8,)";
    const Bytes& few =
        wrong.message.starts_with(shapes) && !flat ? npy("|u1", "(1,)", {0}) : labels;
    const Bytes eight_labels = npy("|u1", "(8,)", eight);
    CHECK(refusal(wrong.images, flat ? eight_labels : few) ==
          "NPY images: expected " + wrong.message);
  }
  CHECK(refusal(labels, images) ==
        "NPY: expected images first and labels second, found the two arrays swapped");
  CHECK(refusal(images, images) ==
        "NPY labels: expected shape (N,): a number for each picture, found (2, 2, 2)");
  CHECK(refusal(images, npy("|u1", "(2, 10)", counting(20))) ==
        "NPY labels: expected shape (N,): a number for each picture, found (2, 10)");
  CHECK(refusal(images, npy("|u1", "(3,)", counting(3))) ==
        "NPY: expected as many labels as images, found 2 images and 3 labels");
  CHECK(refusal(images, npy("<i2", "(2,)", integers({0, 256}, 2))) ==
        "NPY labels: expected whole numbers from 0 to 255, found 256 at example 1");
  CHECK(refusal(images, npy("|i1", "(2,)", {0, 255})) ==
        "NPY labels: expected whole numbers from 0 to 255, found -1 at example 1");
  CHECK(refusal(images, npy("<f4", "(2,)", floats({0, not_a_number}))) ==
        "NPY labels: expected whole numbers from 0 to 255, found NaN at example 1");
  CHECK(refusal(images, npy("<f4", "(2,)", floats({0, 1.5F}))) ==
        "NPY labels: expected whole numbers from 0 to 255, found 1.500000 at example 1");
  CHECK_THROWS_WITH_AS(read_npy(images, npy("|u1", "(2,)", {0, 2}), 2),
                       "NPY labels: expected whole numbers from 0 to 1, found 2 at example 1",
                       FormatError);
}

TEST_CASE("NPY: every beginning of a good file is refused") {
  const Bytes images = good_images();
  const Bytes labels = good_labels();
  const auto beginning = [](const Bytes& bytes, std::size_t length) {
    return Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
  };
  for (std::size_t length = 0; length < images.size(); ++length) {
    CHECK(refusal(beginning(images, length), labels).starts_with("NPY images: expected "));
  }
  for (std::size_t length = 0; length < labels.size(); ++length) {
    CHECK(refusal(images, beginning(labels, length)).starts_with("NPY labels: expected "));
  }
}

TEST_CASE("NPY: with bytes changed at random a file is read whole or refused") {
  // Where and how bytes are broken is no part of an experiment: any generator will do.
  std::mt19937 random(7);
  const Bytes good = npy("<f4", "(2, 2, 2)", floats({0, 1, 0.5F, 0, 1, 0.25F, 0, 0}));
  for (int round = 0; round < 5000; ++round) {
    Bytes bytes = good;
    for (int flips = 1 + round % 3; flips > 0; --flips) {
      bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    }
    try {
      const Dataset data = read_npy(bytes, good_labels());
      CHECK(data.pixels.size() == data.labels.size() * data.example.example_count());
    } catch (const FormatError& error) {
      CHECK(std::string(error.what()).find(": expected ") != std::string::npos);
    }
  }
}
