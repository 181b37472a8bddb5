#include "data/readers/class_names.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "data/readers/npy_reader.h"
#include "npy_bytes.h"

using namespace receptive;
using receptive::testing::Bytes;
using receptive::testing::integers;
using receptive::testing::npy;

namespace {

std::string names_refusal(const Bytes& bytes) {
  try {
    (void)read_npy_class_names(bytes);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("class names: UTF-8 of some length without control characters") {
  CHECK(wrong_with_class_name("cat").empty());
  CHECK(wrong_with_class_name("\xC3\xBC \xE2\x82\xAC \xF0\x9F\x98\x80").empty());
  CHECK(wrong_with_class_name(std::string(256, 'a')).empty());
  CHECK(wrong_with_class_name(std::string(257, 'a')) == "a name of 257 bytes");
  // Too long a form, half a pair, beyond the last character, cut off, a lone continuation.
  for (const char* text : {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                           "\xE2\x82", "\x80", "\xFF"}) {
    CHECK(wrong_with_class_name(text).find("which is not UTF-8") != std::string::npos);
  }
  for (const char* text : {"a\nb", "\x7F", "\xC2\x85"}) {
    CHECK(wrong_with_class_name(text).find("with a control character") != std::string::npos);
  }
}

TEST_CASE("NPY: names of classes") {
  const Bytes names = npy("<U3", "(2,)", integers({'c', 'a', 't', 0xFC, 0x1F600, 0}, 4));
  CHECK(read_npy_class_names(names) == std::vector<std::string>{"cat", "\xC3\xBC\xF0\x9F\x98\x80"});
  const Bytes big = npy(">U1", "(2,)", integers({'a', 0x20AC}, 4, true));
  CHECK(read_npy_class_names(big) == std::vector<std::string>{"a", "\xE2\x82\xAC"});
  const std::string good_name =
      "NPY class names: expected class names of 1 to 256 bytes of UTF-8, found ";
  CHECK(names_refusal(npy("<U1", "(2,)", integers({'a', 0}, 4))) == good_name + "an empty name");
  CHECK(names_refusal(npy("<U1", "(2,)", integers({'a', 0xD800}, 4))) ==
        good_name +
            "'??"
            "?', which is not UTF-8");
  CHECK(names_refusal(npy("<U2", "(2,)", integers({'a', 0, 0, 'b'}, 4))) ==
        good_name + "'?b' with a control character");
  CHECK(names_refusal(npy("<U1", "(2,)", integers({'a', 0x110000}, 4))) ==
        "NPY class names: expected characters of Unicode, found a larger number");
  CHECK(names_refusal(npy("<U1", "(2,)", integers({'a', 'a'}, 4))) ==
        "NPY class names: expected class names that are all different, found 'a' twice");
  CHECK(names_refusal(npy("<U1", "(1,)", integers({'a'}, 4))) ==
        "NPY class names: expected 2 to 256 classes, found 1");
  CHECK(names_refusal(npy("<U1", "(257,)", Bytes(257 * 4, 65))) ==
        "NPY class names: expected shape (N,) of 2 to 256 names, found (257,)");
  CHECK(names_refusal(npy("|u1", "(2,)", {1, 0})) ==
        "NPY class names: expected an array of texts, found numbers");
  for (std::size_t length = 0; length < names.size(); ++length) {
    const auto end = names.begin() + static_cast<std::ptrdiff_t>(length);
    CHECK(names_refusal(Bytes(names.begin(), end)).starts_with("NPY class names: expected "));
  }
}
