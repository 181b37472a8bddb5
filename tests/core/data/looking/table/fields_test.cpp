#include "data/looking/table/fields.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

namespace receptive::fields_test {

namespace {

using Kind = TableFields::Kind;

/// Numbers as they are, texts in quotes, lists in brackets, - for empty, ? for missing.
std::string cut(TableFields& fields, const std::string& line) {
  if (!fields.cut(line)) return "broken";
  std::string all;
  auto other = fields.others().begin();
  for (std::size_t i = 0; i < fields.numbers().size(); ++i) {
    if (i > 0) all += ' ';
    if (other == fields.others().end() || other->column != i) {
      all += std::to_string(fields.numbers()[i]).substr(0, 4);
      continue;
    }
    CHECK(std::isnan(fields.numbers()[i]));
    if (other->kind == Kind::empty) all += "-";
    if (other->kind == Kind::missing) all += "?";
    if (other->kind == Kind::text) all += "'" + std::string(other->text) + "'";
    if (other->kind == Kind::list) all += "[" + std::to_string(fields.list_of(*other).size()) + "]";
    ++other;
  }
  CHECK(other == fields.others().end());
  return all;
}

std::string cut(const std::string& line, char delimiter = ',',
                DecimalSign sign = DecimalSign::point) {
  TableFields fields(delimiter, sign, 8);
  return cut(fields, line);
}

}  // namespace

TEST_CASE("table fields: numbers, texts, and nothing") {
  CHECK(cut("1,2.5,a b,,NA") == "1.00 2.50 'a b' - ?");
  CHECK(cut("123456789,1") == "1234 1.00");
  CHECK(cut("4294967296,99999999999") == "4294 9999");
  CHECK(cut(" 1 ,\t2\t, x ") == "1.00 2.00 'x'");
  CHECK(cut("1,") == "1.00 -");
  CHECK(cut(",") == "- -");
  CHECK(cut("") == "-");
  CHECK(cut("1|2,5|x", '|', DecimalSign::comma) == "1.00 2.50 'x'");
  CHECK(cut("1;2.5", ';', DecimalSign::comma) == "1.00 '2.5'");
}

TEST_CASE("table fields: any number of blanks") {
  CHECK(cut("  6.0000 -1.0000\t 0.5   x ", ' ') == "6.00 -1.0 0.50 'x'");
  CHECK(cut("\"a b\"  \"c\" 1", ' ') == "'a b' 'c' 1.00");
}

TEST_CASE("table fields: quotes") {
  CHECK(cut(R"("1","a,b","say ""x"" and ""y""","")") == R"(1.00 'a,b' 'say "x" and "y"' -)");
  CHECK(cut(R"("""a""", """", "NA")") == R"('"a"' '"' 'NA')");
  CHECK(cut(R"(5" nail,"b" ,c)") == R"('5" nail' 'b' 'c')");
  CHECK(cut(R"("a"b,c)") == "broken");
  CHECK(cut(R"("a)") == "broken");
}

TEST_CASE("table fields: lists") {
  CHECK(cut("70 80 82 1,1") == "[4] 1.00");
  CHECK(cut("70 80 82,1") == "'70 80 82' 1.00");
  CHECK(cut(R"("1, 2,3,4","[1. 2. 3. 4.]",(1 2 3 4))") == "[4] [4] [4]");
  CHECK(cut("1,2,3,4;5 6 7 8", ';', DecimalSign::point) == "'1,2,3,4' [4]");
  CHECK(cut("0,5 0,7 1 1;\"1,2,3,4\"", ';', DecimalSign::comma) == "[4] '1,2,3,4'");
  CHECK(cut("\"1 2, 3 4\",\"1,,2,3,4\",[1;2;3; 4 ]") == "'1 2, 3 4' '1,,2,3,4' [4]");
  TableFields late(';', DecimalSign::first, 2);
  CHECK(cut(late, "\"0,5 0,7 1 2\";0,5") == "[4] 0.50");
  CHECK(late.sign() == DecimalSign::comma);
  CHECK(cut("1 2 3 x,[1 2 3 4") == "'1 2 3 x' '[1 2 3 4'");
  std::string longest = "1";
  for (std::size_t i = 1; i < TableFields::most_listed; ++i) longest += " 1";
  CHECK(cut(longest + ",5") == "[65536] 5.00");
  CHECK(cut(longest + " 1,5") == "'" + longest + " 1' 5.00");
}

TEST_CASE("table fields: fields beyond those that are read are counted") {
  TableFields fields(',', DecimalSign::point, 2);
  CHECK(cut(fields, "1,a,3,b,\"\"") == "1.00 'a'");
  CHECK(fields.count() == 5);
  CHECK(fields.last_is_empty());
  fields.drop_last();
  CHECK(fields.count() == 4);
  CHECK(cut(fields, "1,") == "1.00 -");
  fields.drop_last();
  CHECK(fields.numbers().size() == 1);
  CHECK(fields.others().empty());
}

TEST_CASE("table fields: a row of nothing") {
  TableFields fields(',', DecimalSign::point, 4);
  for (const std::string line : {"", "  ", ",,,", " , \t,\"\"", ",,,,,,,"}) {
    CHECK(fields.cut(line));
    CHECK(fields.is_blank());
  }
  for (const std::string line : {"NA,,", ",,,,,x", "0"}) {
    CHECK(fields.cut(line));
    CHECK_FALSE(fields.is_blank());
  }
}

TEST_CASE("table fields: the first decimal sign decides") {
  TableFields comma(';', DecimalSign::first, 4);
  CHECK(cut(comma, "1;0,5;2.5") == "1.00 0.50 '2.5'");
  CHECK(comma.sign() == DecimalSign::comma);
  TableFields point(';', DecimalSign::first, 4);
  CHECK(cut(point, "1;2.5;0,5") == "1.00 2.50 '0,5'");
  CHECK(point.sign() == DecimalSign::point);
  TableFields both(';', DecimalSign::both, 4);
  CHECK(cut(both, "1;2.5;0,5;1,5") == "1.00 2.50 0.50 1.50");
  CHECK(both.points() == 1);
  CHECK(both.commas() == 2);
  CHECK(cut("1,2 3 4 5,NA", ',', DecimalSign::none) == "'1' '2 3 4 5' 'NA'");
}

}  // namespace receptive::fields_test
