#include "data/looking/table/decoder.h"

#include <doctest/doctest.h>

#include <string>

#include "core/data/looking/table/tables.h"

namespace receptive::decoder_test {

namespace {

using Encoding = TableForm::Encoding;

std::string decoded(std::string_view bytes, std::size_t piece, Encoding encoding,
                    bool latin = false) {
  TableDecoder decoder("t.csv");
  std::string text;
  const auto* at = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (std::size_t i = 0; i < bytes.size(); i += piece) {
    text += decoder.read({at + i, std::min(piece, bytes.size() - i)});
  }
  text += decoder.end();
  CHECK(decoder.encoding() == encoding);
  CHECK(decoder.was_latin() == latin);
  return text;
}

Encoding encoding_of(std::string_view bytes) {
  return find_encoding({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace

TEST_CASE("table decoder: encodings, with and without a byte-order mark") {
  const std::string text = "a,b\n1,2\n";
  for (const bool little : {true, false}) {
    const Encoding encoding = little ? Encoding::utf16_little : Encoding::utf16_big;
    CHECK(encoding_of(tables::utf16(text, little, true)) == encoding);
    CHECK(encoding_of(tables::utf16(text, little, false)) == encoding);
  }
  CHECK(encoding_of(text) == Encoding::utf8);
  CHECK(encoding_of("") == Encoding::utf8);
  CHECK(encoding_of("\xEF\xBB\xBF"
                    "a") == Encoding::utf8);
  CHECK(encoding_of(std::string(64, '\0')) == Encoding::utf8);
}

TEST_CASE("table decoder: letters of every length, cut anywhere") {
  // a, u umlaut, euro, a grin; then long enough to be past the head, and all of it again.
  const std::string letters = "a\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80";
  const std::string utf8 = letters + std::string(1100, 'x') + letters;
  const std::string utf16_letters("a\0\xFC\0\xAC\x20\x3D\xD8\x00\xDE", 10);
  std::string utf16 = "\xFF\xFE" + utf16_letters;
  for (int i = 0; i < 1100; ++i) utf16 += std::string("x\0", 2);
  utf16 += utf16_letters;
  for (const std::size_t piece : {1U, 2U, 3U, 4U, 7U, 1000U, 4000U}) {
    CHECK(decoded(utf8, piece, Encoding::utf8) == utf8);
    CHECK(decoded("\xEF\xBB\xBF" + utf8, piece, Encoding::utf8) == utf8);
    CHECK(decoded(utf16, piece, Encoding::utf16_little) == utf8);
  }
}

TEST_CASE("table decoder: what is no UTF-8 is Windows-1252") {
  for (const std::size_t piece : {1U, 2U, 100U}) {
    CHECK(decoded("gr\xFCn \x80 \x9F", piece, Encoding::utf8, true) ==
          "gr\xC3\xBCn \xE2\x82\xAC \xC5\xB8");
    // A letter that the end of the file cuts off.
    CHECK(decoded("a\xE2\x82", piece, Encoding::utf8, true) == "a\xC3\xA2\xE2\x80\x9A");
  }
}

}  // namespace receptive::decoder_test
