#include "data/readers/csv_reader.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "data/readers/csv_lines.h"

using namespace receptive;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

Dataset read(std::string_view text, const CsvOptions& options = {}) {
  return read_csv(bytes_of(text), options);
}

/// The message of the FormatError that reading this throws; "" when it does not throw.
std::string refusal(std::string_view text, const CsvOptions& options = {}) {
  try {
    (void)read(text, options);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

/// `count` columns with a separator before each.
std::string columns(int count, const std::string& value = "0") {
  std::string text;
  for (int i = 0; i < count; ++i) text += "," + value;
  return text;
}

/// Two pictures of 2x2.
const std::string good = "label,pixel0,pixel1,pixel2,pixel3\n1,0,17,34,51\n0,255,254,2,1\n";
const Bytes good_pixels = {0, 17, 34, 51, 255, 254, 2, 1};

}  // namespace

TEST_CASE("CSV: a good table, with and without a line of names") {
  for (const std::string& text : {good, good.substr(good.find('\n') + 1)}) {
    const Dataset data = read(text);
    CHECK(data.size() == 2);
    CHECK(data.example == Shape{1, 1, 2, 2});
    CHECK(data.class_names == std::vector<std::string>{"0", "1"});
    CHECK(data.low == 0.0F);
    CHECK(data.high == 1.0F);
    CHECK(data.pixels == good_pixels);
    CHECK(data.labels == Bytes{1, 0});
  }
}

TEST_CASE("CSV: separators, line ends, quotes, blanks and a byte-order mark") {
  for (const std::string_view text : {
           "1;0;17;34;51\n0;255;254;2;1",
           "1\t0\t17\t34\t51\r\n0\t255\t254\t2\t1\r\n",
           "\xEF\xBB\xBF"
           "1,0,17,34,51\r\n0,255,254,2,1\r\n\r\n \n",
           "\"label\",\"a,b\",\"p\",\"q\",\"r\"\n\"1\",\"0\",17, 34 ,51\n \"0\" ,255,254,2,1\n",
           "1,0,17.0,3.4e1,510E-1\n0,+255,254.,02,1\n",
       }) {
    CAPTURE(text);
    const Dataset data = read(text);
    CHECK(data.pixels == good_pixels);
    CHECK(data.labels == Bytes{1, 0});
  }
}

TEST_CASE("CSV: the label is where the header says") {
  const Dataset last = read("a,b,c,d,Class\n0,17,34,51,1\n255,254,2,1,0\n");
  CHECK(last.pixels == good_pixels);
  CHECK(last.labels == Bytes{1, 0});
  const Dataset numbered = read("0,1,label,2,3\n0,17,1,34,51\n255,254,0,2,1\n");
  CHECK(numbered.pixels == good_pixels);
  CHECK(numbered.labels == Bytes{1, 0});
}

TEST_CASE("CSV: values up to 1 are shares of ink, others are bytes") {
  CHECK(read("0,0,0.5,1,0.2").pixels == Bytes{0, 128, 255, 51});
  CHECK(read("0,0,1,1,0").pixels == Bytes{0, 255, 255, 0});
  CHECK(read("0,0,1,2,0").pixels == Bytes{0, 1, 2, 0});
  CHECK(read("0,0,1e-3,.9960784313725490,1.0").pixels == Bytes{0, 0, 254, 255});
}

TEST_CASE("CSV: words as labels are sorted and become names") {
  const Dataset data =
      read("dog,1,2,3,4\ncat,5,6,7,8\ndog,9,9,9,9\n\"big, \"\"bad\"\"\",0,0,0,0\n");
  CHECK(data.class_names == std::vector<std::string>{"big, \"bad\"", "cat", "dog"});
  CHECK(data.labels == Bytes{2, 1, 2, 0});
  // Where both occur, numbers are words too.
  CHECK(read("9,1\nA,2\n3.0,2\n").class_names == std::vector<std::string>{"3", "9", "A"});
}

TEST_CASE("CSV: a test set takes the classes of its training set") {
  const CsvOptions named{.class_names = {"cat", "dog", "owl"}};
  CHECK(read("dog,1\ndog,2\n", named).labels == Bytes{1, 1});
  CHECK(read("2,1\n0,2\n", named).labels == Bytes{2, 0});
  CHECK(read("1,1\n1,2\n", {.class_names = {"1", "2", "A"}}).labels == Bytes{0, 0});
  CHECK(refusal("3,1\n", named) ==
        "CSV: expected labels of the training set's 3 classes, found '3'");
  CHECK(refusal("cow,1\n", named) ==
        "CSV: expected labels of the training set's 3 classes, found 'cow'");
  CHECK(refusal("cat,1\n", {.class_names = {"cat", "cat"}}) ==
        "CSV: expected class names that are all different, found 'cat' twice");
}

TEST_CASE("CSV: sizes and channels") {
  CHECK(read("0" + columns(784)).example == Shape{1, 1, 28, 28});
  CHECK(read("0" + columns(3072)).example == Shape{1, 3, 32, 32});
  CHECK(read("0" + columns(3 * 64 * 64)).example == Shape{1, 3, 64, 64});
  CHECK(read("0" + columns(6), {.height = 2, .width = 3}).example == Shape{1, 1, 2, 3});
  CHECK(read("0" + columns(18), {.height = 2, .width = 3}).example == Shape{1, 3, 2, 3});
  // Two pixels of red, green and blue each.
  const std::string colours = "0,1,2,3,4,5,6\n";
  const CsvOptions two{.channels = 3, .height = 1, .width = 2};
  CHECK(read(colours, two).pixels == Bytes{1, 2, 3, 4, 5, 6});
  const CsvOptions last{.channels = 3, .height = 1, .width = 2, .channels_last = true};
  CHECK(read(colours, last).pixels == Bytes{1, 4, 2, 5, 3, 6});
  CHECK_THROWS_AS(read(good, {.channels = 2}), ArgumentError);
  CHECK_THROWS_AS(read(good, {.height = 2}), ArgumentError);
  CHECK_THROWS_AS(read(good, {.height = 65, .width = 65}), ArgumentError);
  CHECK_THROWS_AS(read(good, {.height = -1, .width = -1}), ArgumentError);
}

TEST_CASE("CSV: every kind of broken table is refused with its line") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"", "CSV: expected a table of pictures, found an empty file"},
      {" \r\n\n", "CSV: expected a table of pictures, found an empty file"},
      {"label,p0\n", "CSV: expected pictures, found only a line of column names"},
      {"hello\nworld\n",
       "CSV line 1: expected a label and pixels, separated by commas, semicolons or tabs, found "
       "one "
       "column"},
      {"1,2,3,4,5\n1,2,3,4\n", "CSV line 2: expected 5 columns as in the first line, found 4"},
      {"1,2,3,4,5\n1,2,3,4,5,6\n", "CSV line 2: expected 5 columns as in the first line, found 6"},
      {"1,2,3,4,5\n1,2,3,4,\n",
       "CSV line 2: expected a value from 0 to 255 in column 5, found an empty field"},
      {"1,2,3,4,5\n\n1,2,3,4,5\n", "CSV line 2: expected values, found an empty line"},
      {"1,2,nan,4,5\n", "CSV line 1: expected a value from 0 to 255 in column 3, found 'nan'"},
      {"1,2,NaN,4,5\n", "CSV line 1: expected a value from 0 to 255 in column 3, found 'NaN'"},
      {"1,2,inf,4,5\n", "CSV line 1: expected a value from 0 to 255 in column 3, found 'inf'"},
      {"1,2,1e999,4,5\n", "CSV line 1: expected a value from 0 to 255 in column 3, found '1e999'"},
      {"1,2,3,4,256\n", "CSV line 1: expected a value from 0 to 255 in column 5, found '256'"},
      {"1,2,-3,4,5\n", "CSV line 1: expected a value from 0 to 255 in column 3, found '-3'"},
      {"1,2,0x3,4,5\n", "CSV line 1: expected a value from 0 to 255 in column 3, found '0x3'"},
      {"1,2,1e,4,5\n", "CSV line 1: expected a value from 0 to 255 in column 3, found '1e'"},
      {"1,2,.,4,5\n", "CSV line 1: expected a value from 0 to 255 in column 3, found '.'"},
      {"1,0.5,0,1,0\n0,1,2,1,0\n",
       "CSV line 1: expected whole numbers from 0 to 255, because there are values above 1, found "
       "'0.5' in column 2"},
      {"256,1\n",
       "CSV line 1: expected a label that is a whole number from 0 to 255, or a word, "
       "found '256'"},
      {"-1,1\n",
       "CSV line 1: expected a label that is a whole number from 0 to 255, or a word, "
       "found '-1'"},
      {"1.5,1\n",
       "CSV line 1: expected a label that is a whole number from 0 to 255, or a word, "
       "found '1.5'"},
      {"1,1\nnan,1\n", "CSV line 2: expected a label, found 'nan'"},
      {"1,1\n,1\n", "CSV line 2: expected a label, found an empty name"},
      {"1,1\n\x80,1\n", "CSV line 2: expected a label, found '?', which is not UTF-8"},
      {"1,1\na\x01,1\n", "CSV line 2: expected a label, found 'a?' with a control character"},
      {"cat,1\ncat,2\n", "CSV: expected at least 2 classes, found only 'cat'"},
      {"1,\"1\n",
       "CSV line 1: expected a quote at the end of the text that begins with one, found "
       "the line's end"},
      {"1,\"1\"2\n", "CSV line 1: expected a separator after a text in quotes, found more text"},
      {"label,class\n1,2\n",
       "CSV line 1: expected one column called label or class, found two of "
       "them"},
      {"0" + columns(783),
       "CSV: expected the pixel columns of a square picture of up to 64x64 with 1 or 3 channels, "
       "the "
       "nearest being 729 (27x27), 784 (28x28), 768 (3x16x16), 867 (3x17x17), found 783"},
      {"0" + columns(65 * 65),
       "CSV: expected the pixel columns of a square picture of up to 64x64 with 1 or 3 channels, "
       "the "
       "nearest being 4096 (64x64), 4107 (3x37x37), 4332 (3x38x38), found 4225"},
      {"0" + columns(12289),
       "CSV line 1: expected at most 12289 columns (a label and 3x64x64 pixels), found more"},
  };
  for (const Case& wrong : cases) CHECK(refusal(wrong.text) == wrong.message);
  CHECK(refusal(good, {.height = 3, .width = 3}) ==
        "CSV: expected 9 pixel columns for pictures of 1x3x3, found 4");
  CHECK(
      refusal(good, {.channels = 3}) ==
      "CSV: expected columns of a square picture of 3 channels, found 4 columns, which are 1x2x2");
}

TEST_CASE("CSV: more than 256 classes are refused") {
  std::string text;
  for (int i = 0; i < 257; ++i) text += "word" + std::to_string(i) + ",1\n";
  CHECK(refusal(text) == "CSV line 257: expected at most 256 different labels, found one more");
}

TEST_CASE("CSV: a table cut off at any byte is refused or loses only what nobody could miss") {
  for (std::size_t length = 0; length < good.size(); ++length) {
    CAPTURE(length);
    const std::string message = refusal(good.substr(0, length));
    if (message.empty()) {
      const Dataset data = read(good.substr(0, length));
      const auto whole = static_cast<std::size_t>(data.size()) * 4;
      CHECK(data.pixels.size() == whole);
      // All but the very last value are as written.
      for (std::size_t i = 0; i + 1 < whole; ++i) CHECK(data.pixels[i] == good_pixels[i]);
    } else {
      CHECK(message.starts_with("CSV"));
      CHECK(message.find(": expected ") != std::string::npos);
    }
  }
}

TEST_CASE("CSV: with bytes changed at random a table is read whole or refused") {
  // Where and how bytes are broken is no part of an experiment: any generator will do.
  std::mt19937 random(7);
  for (int round = 0; round < 5000; ++round) {
    Bytes bytes = bytes_of(good);
    for (int flips = 1 + round % 3; flips > 0; --flips) {
      bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
    }
    try {
      const Dataset data = read_csv(bytes);
      CHECK(data.pixels.size() == data.labels.size() * data.example.example_count());
      for (const std::uint8_t label : data.labels) CHECK(label < data.classes());
    } catch (const FormatError& error) {
      CHECK(std::string(error.what()).find(": expected ") != std::string::npos);
    }
  }
}

TEST_CASE("CSV: decimal numbers") {
  CHECK(parse_decimal("0").value() == 0.0);
  CHECK(parse_decimal("-0").value() == 0.0);
  CHECK(parse_decimal("0.1").value() == doctest::Approx(0.1).epsilon(1e-15));
  CHECK(parse_decimal("123456789012345678901234567890").value() ==
        doctest::Approx(1.2345678901234568e29));
  CHECK(parse_decimal("0.000000000000000000000000000000001e33").value() == doctest::Approx(1.0));
  CHECK(parse_decimal("1e-400").value() == 0.0);
  CHECK(parse_decimal("1e99999999999999999999").value() > 1e300);
  for (const std::string_view text :
       {"", "+", ".", "e1", "1e", "1e+", "1.2.3", "1 2", "1x", "--1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_decimal(text).has_value());
  }
}
