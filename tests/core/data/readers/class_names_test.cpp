#include "data/readers/class_names.h"

#include <doctest/doctest.h>

#include <string>

namespace receptive::class_names_test {

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

}  // namespace receptive::class_names_test
