#include "data/looking/table/table_texts.h"

#include <doctest/doctest.h>

#include <string>

#include "base/error.h"
#include "data/looking/table/table_look.h"

namespace receptive::table_texts_test {

namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TableFacts facts_of(std::string_view text) {
  TableLook look("t.csv");
  look.read(bytes_of(text));
  return look.end();
}

/// "0:a|b 1:c|d ": the rows as they are read again, in pieces of this size.
std::string texts_of(const TableFacts& facts, std::string_view text, std::size_t piece) {
  std::string all;
  TableTexts texts(facts, [&](std::uint64_t place, std::span<const std::string_view> fields) {
    all += std::to_string(place) + ":";
    for (const std::string_view field : fields) all += std::string(field) + "|";
    all += " ";
  });
  for (std::size_t at = 0; at < text.size(); at += piece)
    texts.read(bytes_of(text.substr(at, piece)));
  texts.end();
  return all;
}

}  // namespace

TEST_CASE("table texts: every field as it is written") {
  const std::string text =
      "id,label,note\n00012,1e5,\"a, b\"\n\n# a comment\n7.0,NA,\nx,-1,1 2 3 4\n1,2,3,4\n"
      "a,2,c\nd,3,f\ng,4,i\nj,5,l\nm,6,o\np,7,r\ns,8,u\nv,9,x\n";
  const TableFacts facts = facts_of(text);
  REQUIRE(facts.odd_rows == 1);
  const std::string right =
      "0:00012|1e5|a, b| 1:7.0|NA|| 2:x|-1|1 2 3 4| 3:a|2|c| 4:d|3|f| 5:g|4|i| 6:j|5|l| 7:m|6|o| "
      "8:p|7|r| 9:s|8|u| 10:v|9|x| ";
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1000}})
    CHECK(texts_of(facts, text, piece) == right);
}

TEST_CASE("table texts: a file that is not what it was is refused") {
  const std::string text = "id,label\na,1\nb,2\nc,3\n";
  const TableFacts facts = facts_of(text);
  CHECK_THROWS_WITH_AS(texts_of(facts, "id,label\na,1\nb,2\n", 100),
                       "t.csv: expected 3 rows, as when it was looked at, found 2", FormatError);
  CHECK_THROWS_AS(texts_of(facts, text + "d,4\n", 100), FormatError);
}

}  // namespace receptive::table_texts_test
