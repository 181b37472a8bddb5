#include "data/looking/table/table_look.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "core/data/looking/table/tables.h"
#include "data/looking/sampling.h"
#include "data/looking/table/lines.h"

namespace receptive::table_look_test {

using namespace receptive::tables;

namespace {

using Strings = std::vector<std::string>;

/// What every way of writing this table down must give.
const std::string expected_rows = "1 0 0.5 -3\n0 255 1000 7\n";

}  // namespace

TEST_CASE("table look: work that is left can be done in parts, or by whoever comes next") {
  std::string text = "label,a,b\n";
  for (int i = 0; i < 30'000; ++i)
    text += std::to_string(i % 3) + ",0.5," + std::to_string(i) + "\n";
  const auto bytes = [&](std::size_t from, std::size_t count) {
    return std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size())
        .subspan(from, count);
  };
  const TableFacts expected = look(text);
  REQUIRE(expected.rows == 30'000);
  // So many parts behind each piece; the last ones are done when it is over, or by the end.
  for (const int parts : {0, 1, 3, 100}) {
    CAPTURE(parts);
    TableLook reader("t.csv");
    constexpr std::size_t piece = 70'000;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      bool left = reader.read(bytes(at, std::min(piece, text.size() - at)));
      // Which delimiter there is, how wide it is, its header, and the beginning itself.
      if (at == 0) CHECK(left);
      for (int i = 0; left && i < parts; ++i) left = reader.read({});
      CHECK((parts < 100 || !left));
    }
    if (parts == 3) {
      while (reader.over()) {
      }
    }
    const TableFacts facts = reader.end();
    CHECK(facts.rows == expected.rows);
    CHECK(names_of(facts) == names_of(expected));
    CHECK(values_of(facts.columns[0]) == values_of(expected.columns[0]));
  }
  // A table that is shorter than its beginning is all left until it is over.
  TableLook small("t.csv");
  CHECK_FALSE(small.read(bytes(0, 100)));
  CHECK(small.over());
  CHECK(small.end().columns.size() == 3);
}

TEST_CASE("table look: the same table in every way that people write it") {
  for (const std::string& text : Strings{
           "label,a,b,c\n1,0,0.5,-3\n0,255,1000,7\n",
           "label,a,b,c\n1,0,0.5,-3\n0,255,1000,7",
           "label,a,b,c\r\n1,0,0.5,-3\r\n0,255,1000,7\r\n",
           "label,a,b,c\r1,0,0.5,-3\r0,255,1000,7\r",
           "\xEF\xBB\xBFlabel,a,b,c\n1,0,0.5,-3\n0,255,1000,7\n",
           "label;a;b;c\n1;0;0,5;-3\n0;255;1000;7\n",
           "label;a;b;c\n1;0;0.5;-3\n0;255;1000;7\n",
           "label\ta\tb\tc\n1\t0\t0,5\t-3\n0\t255\t1000\t7\n",
           "label|a|b|c\n1|0|.5|-3\n0|255|1e3|7.\n",
           "label a b c\n1 0 0.5 -3\n0 255 1000 7\n",
           " label   a b c \n1.0000 0 5e-1   -3 \n\t0 +255 1000 7  \n",
           "sep=;\nlabel;a;b;c\n1;0;0,5;-3\n0;255;1000;7\n",
           "\"sep=,\"\r\nlabel,a,b,c\n1,0,.5,-3\n0,255,1000,7\n",
           "\"label\",\"a\",\"b\",\"c\"\n\"1\",\"0\",\"0.5\",\"-3\"\n\"0\",\"255\",\"1000\","
           "\"7\"\n",
           "label,a,b,c\n1,0,\"0,5\",-3\n0,255,1000,7\n",
           "label, a , b,c\n 1,0, 0.5 ,-3\n\t0,255 ,1000,7\n",
           "label,a,b,c,\n1,0,0.5,-3,\n0,255,1000,7,\n",
           "label,a,b,c\n1,0,0.5,-3,\n0,255,1000,7,\n",
           "label,a,b,c\n\n1,0,0.5,-3\n,,,\n   \n0,255,1000,7\n\n,,,,,,\n",
           "# made by hand\nlabel,a,b,c\n% it's \"so\n1,0,0.5,-3\n#5,1,2,3\n0,255,1000,7\n",
           "# label,a,b,c\n1,0,0.5,-3\n0,255,1000,7\n",
           utf16("label\ta\tb\tc\r\n1\t0\t0,5\t-3\r\n0\t255\t1000\t7\r\n", true, true),
           utf16("label\ta\tb\tc\r\n1\t0\t0,5\t-3\r\n0\t255\t1000\t7\r\n", true, false),
           utf16("label,a,b,c\n1,0,0.5,-3\n0,255,1000,7\n", false, true),
           utf16("label,a,b,c\n1,0,0.5,-3\n0,255,1000,7\n", false, false),
       }) {
    CAPTURE(text);
    const TableFacts facts = look(text);
    CHECK(facts.has_header);
    CHECK(names_of(facts) == Strings{"label", "a", "b", "c"});
    CHECK(facts.rows == 2);
    CHECK(facts.odd_rows == 0);
    CHECK(all_rows(text) == expected_rows);
    CHECK(facts.columns[2].numbers.low == 0.5);
    CHECK_FALSE(facts.columns[2].numbers.whole);
    CHECK(facts.columns[3].numbers.whole);
    CHECK(values_of(facts.columns[0]) == "0*1 1*1");
  }
}

TEST_CASE("table look: pieces of any size give the same facts and rows") {
  for (const std::string& text : Strings{
           "label,a,b,c\r\n1,0,0.5,-3\r\n\r\n0,255,1000,7\r\n",
           "a;\"b \"\"c\"\"\r\nd\";e\r\"x\r\ny\";2,5;3\r\n1;0,5;3",
           "# none\nl\xC3\xA4nge,b\ngr\xFCn,1\nwei\xDF,2\n\xE2\x82\xAC,3\ngr\xFCn,4\n",
           utf16("label\ta\r\n1\t0,5\r\n2\t7\r\n", true, true),
           utf16("label\ta\r\n1\t0,5\r\n2\t7\r\n", false, false),
           std::string("\xFF\xFE=\xD8\x00\xDE,\x00"
                       "1\x00\n\x00"
                       "b\x00,\x00"
                       "2\x00",
                       18),
           "1,2,3\n4,5\n6,7,8\n9,9,9\n1,1,1\n1,1,1\n1,1,1\n1,1,1\n1,1,1\n1,1,1\n1,1,1\n",
           "\"V1\" \"V2\" \"V3\"\n\"1\" 5 0 1\n\"2\" 6 0 1\n",
           "e,p,u\n0,70 80 82 1,T\n1,\"1 2 3 4\",T\n",
       }) {
    CAPTURE(text);
    const TableFacts whole = look(text);
    const std::string facts = facts_text(whole);
    const std::string rows = all_rows(text);
    for (const std::size_t piece : {1U, 2U, 3U, 5U, 7U}) {
      CHECK(facts_text(look(text, piece)) == facts);
      CHECK(all_rows(text, piece) == rows);
    }
  }
}

TEST_CASE(
    "table look: whatever the file is, its pieces do not matter, and rows are as they were "
    "counted") {
  // What is tried is no part of an experiment: any generator will do.
  std::mt19937 random(5);
  const std::string letters = "0123456789,,,,;;\t| \"\"\n\n\n\r..-+e#%[]xN\xC3\xBC\xFC";
  int read = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto length = random() % 80; length > 0; --length)
      text += letters[random() % letters.size()];
    const std::string refused = refusal(text);
    CAPTURE(text);
    CHECK(refusal(text, 1 + random() % 9) == refused);
    if (!refused.empty()) {
      CHECK(refused.starts_with("t.csv: "));
      CHECK(refused.find("expected ") != std::string::npos);
      continue;
    }
    ++read;
    const TableFacts facts = look(text);
    CHECK(facts_text(look(text, 1)) == facts_text(facts));
    const auto rows = rows_of(facts, text, 1 + random() % 9);
    CHECK(rows.size() == facts.rows);
    for (const TableRow& row : rows) CHECK(row.numbers.size() == facts.columns.size());
  }
  CHECK(read > 300);
}

TEST_CASE("table look: the beginning from which the form is found does not depend on the pieces") {
  // Longer than the beginning, which ends in the midst of a line.
  std::string text = "label,a,b\n";
  for (int i = 0; i < 20'000; ++i) {
    text += std::to_string(i % 10) + "," + std::to_string(i) + ",\"x, " + std::to_string(i % 7) +
            "\"\n";
  }
  const std::string facts = facts_text(look(text));
  CHECK(look(text).rows == 20'000);
  for (const std::size_t piece : {1U, 1000U, 65'536U, 65'537U}) {
    CHECK(facts_text(look(text, piece)) == facts);
  }
}

TEST_CASE("table look: the decimal sign may show itself late") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "1;0;0\n";
  text += "0;0,25;1\n";
  const TableFacts facts = look(text);
  CHECK(facts.form.decimal_comma);
  CHECK(facts.columns[1].texts == 0);
  CHECK(values_of(facts.columns[1]) == "0*20000 0.25*1");
  CHECK(rows_of(facts, text).back().numbers == std::vector<float>{0, 0.25F, 1});
}

TEST_CASE("table look: what was read before the sign was known is read alike again") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "1;\"1,2,3,4\"\n";
  text += "0,5;\"1,2,3,4\"\n";
  const TableFacts facts = look(text);
  CHECK(facts.form.late_sign);
  CHECK(facts.columns[1].lists == 20'000);
  CHECK(facts.columns[1].texts == 1);
  const auto rows = rows_of(facts, text);
  CHECK(rows[0].packed == std::vector<float>{1, 2, 3, 4});
  CHECK(rows.back().texts.size() == 1);
}

TEST_CASE(
    "table look: commas that may group thousands are no decimal signs, and nothing is taken "
    "apart") {
  const std::string text = "a,\"1,234\"\nb,\"5,678\"\na,9\n";
  const TableFacts facts = look(text);
  CHECK_FALSE(facts.form.decimal_comma);
  CHECK(values_of(facts.columns[1]) == "9*1 1,234*1 5,678*1");
  CHECK(all_rows("1;1,234\n2;0,5\n") == "1 1.234\n2 0.5\n");
  CHECK(all_rows("1\t1,234\n2\t5,678\n") == "1 '1,234'\n2 '5,678'\n");
}

TEST_CASE("table look: row names, an index column, numbers as names") {
  const TableFacts written = look("\"\",\"label\",\"x\"\n\"1\",5,0\n\"2\",6,0\n\"3\",7,1\n");
  CHECK(names_of(written) == Strings{"", "label", "x"});
  CHECK(written.columns[0].counts_up);
  CHECK_FALSE(written.columns[2].counts_up);

  const TableFacts short_header = look("\"label\" \"x\"\n\"1\" 5 0\n\"2\" 6 0\n");
  CHECK(names_of(short_header) == Strings{"", "label", "x"});
  CHECK(short_header.rows == 2);
  CHECK(short_header.columns[0].counts_up);

  const TableFacts pandas = look(",0,1,2,3,target\n0,9,0,9,0,1\n1,7,0,0,7,2\n");
  CHECK(names_of(pandas) == Strings{"", "0", "1", "2", "3", "target"});
  CHECK(pandas.columns[0].counts_up);
}

TEST_CASE("table look: a left-out row leaves a gap in the row numbers") {
  std::string text = "0,5,5\n1,5,5\n2,5\n";
  for (int i = 3; i < 20; ++i) text += std::to_string(i) + ",5,5\n";
  const TableFacts facts = look(text);
  CHECK(facts.odd_rows == 1);
  CHECK(facts.first_odd_line == 3);
  CHECK(facts.rows == 19);
  CHECK(facts.columns[0].counts_up);
  CHECK_FALSE(look("0,5\n1,5\n3,5\n").columns[0].counts_up);
  CHECK_FALSE(look("4,5\n").columns[0].counts_up);
}

TEST_CASE("table look: nothing, words for nothing, and texts that look like them") {
  const TableFacts facts =
      look("a,b,c\n1,NA,x\n,NaN,\"NA\"\n3,null,\"\"\n4,inf,NA\n5,0,none\n6,-Infinity,?\n");
  CHECK(facts.columns[0].blanks == 1);
  CHECK(facts.columns[1].blanks == 3);
  CHECK(facts.columns[1].numbers.count == 1);
  CHECK(facts.columns[1].numbers.not_finite == 2);
  CHECK(facts.columns[2].blanks == 2);
  CHECK(values_of(facts.columns[2]) == "?*1 NA*1 none*1 x*1");
}

TEST_CASE("table look: pixels packed into one field") {
  const std::string text =
      "emotion,pixels,Usage\n0,70 80 82 255,Training\n2,\"1 2  3 4 \",Training\n"
      "1,\"[5, 6, 7, 8]\",PublicTest\n1,9 9 9 9 9,PublicTest\n";
  const TableFacts facts = look(text);
  CHECK(facts.form.delimiter == ',');
  const Column& pixels = facts.columns[1];
  CHECK(pixels.packed == 4);
  CHECK(pixels.lists == 4);
  CHECK(pixels.odd_lists == 1);
  CHECK(pixels.first_odd_list == 3);
  CHECK(pixels.numbers.high == 255.0);
  CHECK(pixels.values.values().empty());
  CHECK_FALSE(pixels.is_blank());
  CHECK(all_rows(text) ==
        "0 [70 80 82 255] 'Training'\n2 [1 2 3 4] 'Training'\n1 [5 6 7 8] 'PublicTest'\n"
        "1 [9 9 9 9 9] 'PublicTest'\n");
  // A date is none, and NumPy's shortened arrays are not either.
  CHECK(look("2020 01 02,1\n2020 01 03,1\n").columns[0].texts == 2);
  CHECK(look("a,[0 0 0 ... 0 0],1\nb,[0 0 0 ... 0 0],1\n").columns[1].texts == 2);
}

TEST_CASE("table look: Windows-1252 becomes UTF-8") {
  const TableFacts facts = look("label,x\ngr\xFCn,1\nwei\xDF,2\n\x80 5,3\n");
  CHECK(facts.was_latin);
  CHECK(values_of(facts.columns[0]) == "gr\xC3\xBCn*1 wei\xC3\x9F*1 \xE2\x82\xAC 5*1");
  CHECK_FALSE(look("label,x\ngr\xC3\xBCn,1\nwei\xC3\x9F,2\n").was_latin);
}

TEST_CASE("table look: samples are spread over the table and their long texts are cut") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += std::to_string(i) + ",x\n";
  const TableFacts facts = look(text);
  CHECK(facts.samples.size() >= Sampling::usual);
  CHECK(facts.samples.size() <= 2 * Sampling::usual);
  for (std::size_t i = 0; i < facts.samples.size(); ++i) {
    CHECK(facts.samples[i].place == i * 16);
    CHECK(facts.samples[i].numbers[0] == static_cast<float>(i * 16));
  }
  std::string umlauts = "x";
  for (int i = 0; i < 300; ++i) umlauts += "\xC3\xBC";
  const std::string long_text = "1," + umlauts + "\n2,b\n";
  const TableFacts cut = look(long_text);
  CHECK(cut.samples[0].texts[0].second == umlauts.substr(0, 255));
  CHECK(rows_of(cut, long_text)[0].texts[0].second == umlauts);
  CHECK(cut.columns[1].values.many());
}

TEST_CASE(
    "table look: the memory of wide tables is bounded, and their labels are known all the same") {
  // Columns of fractions, all different: 300 for each of them would take 58 MB.
  std::string text;
  for (int row = 0; row < 120; ++row) {
    text += std::to_string(row % 10);
    for (int column = 0; column < 12'288; ++column) {
      text += ",0." + std::to_string((row * 7919 + column * 104'729) % 1'000'003);
    }
    text += "\n";
  }
  const TableFacts facts = look(text);
  CHECK(facts.columns.size() == 12'289);
  CHECK(facts.rows == 120);
  CHECK_FALSE(facts.columns[0].values.many());
  CHECK(facts.columns[0].values.values().size() == 10);
  std::size_t bytes = 0;
  for (const Column& column : facts.columns) bytes += column.values.memory();
  CHECK(bytes <= 16U << 20U);
  CHECK(facts.samples.size() >= 24);
}

TEST_CASE("table look: long texts are bounded too, after the numbers, and few rows of them kept") {
  std::string text;
  for (int row = 0; row < 120; ++row) {
    text += row % 2 == 0 ? "cat" : "dog";
    for (int column = 0; column < 50; ++column)
      text += "," + std::to_string(row * 97 + column) + ".5";
    for (int column = 0; column < 400; ++column) {
      text += "," + std::string(240, 'x') + std::to_string(row * 1000 + column);
    }
    text += "\n";
  }
  const TableFacts facts = look(text);
  CHECK(values_of(facts.columns[0]) == "cat*60 dog*60");
  std::size_t texts_known = 0;
  for (std::size_t i = 1; i < facts.columns.size(); ++i) {
    const Column& column = facts.columns[i];
    if (column.texts == 0) CHECK(column.values.many());
    if (column.texts > 0 && !column.values.many()) ++texts_known;
  }
  CHECK(texts_known > 100);
  CHECK(texts_known < 300);
  CHECK(facts.samples.size() >= 24);
  CHECK(facts.samples.size() < Sampling::usual + 24);
  for (std::size_t i = 1; i < facts.samples.size(); ++i) {
    CHECK(facts.samples[i].place == i * facts.samples[1].place);
  }
}

TEST_CASE("table look: of two lists in a row the first is its picture") {
  const std::string text = "1 2 3 4,9 8 7 6,0\n5 6 7 8,5 4 3 2,1\n";
  CHECK(look(text).columns[1].packed == 4);
  CHECK(rows_of(look(text), text)[1].packed_column == 0);
  CHECK(rows_of(look(text), text)[1].packed == std::vector<float>{5, 6, 7, 8});
}

TEST_CASE("table look: what is no table is refused with its line") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::string rows = "1,2,3\n4,5,6\n";
  for (const Case& wrong : std::vector<Case>{
           {"", "t.csv: expected rows of values, found an empty file"},
           {" \n\n", "t.csv: expected rows of values, found only blank lines"},
           {"# a\n# b\n", "t.csv: expected rows of values, found only comments"},
           {"label,x\n", "t.csv: expected rows of values, found only a line of column names"},
           {rows + "7,8\n",
            "t.csv: line 3: expected 3 values with commas between as most rows have, found 2 (and "
            "so "
            "in 1 of 3 rows)"},
           {rows + "1,\"2\n3,4\n",
            "t.csv: line 3: expected a quote at the end of the text that begins with one, found "
            "the "
            "end of the file"},
           {rows + "1,\"2\"3,4\n",
            "t.csv: line 3: expected a delimiter behind a text in quotes, found more text"},
           {rows + std::string("1,\0,4\n", 6),
            "t.csv: line 3: expected text, found the control character 0x00"},
           {rows + "1,\x1b,4\n", "t.csv: line 3: expected text, found the control character 0x1b"},
           {rows + "a,\x81,4\n",
            "t.csv: expected a table as text, found a byte that is neither UTF-8 nor Windows-1252 "
            "(byte 14)"},
           {"\xFF\xFE"
            "1",
            "t.csv: expected a table as text, found the end of the file within a letter "
            "of UTF-16: is it whole? (byte 2)"},
           {std::string("\xFF\xFE\x00\xDC", 4),
            "t.csv: expected a table as text, found half a letter of UTF-16 (byte 2)"},
           {"1 2 3\n4 5 6\n7 8\n9 9 9\n7 8\n7 8\n",
            "t.csv: line 3: expected 3 values with blanks between as most rows have, found 2 (and "
            "so in 3 of 6 rows)"},
           {"sep=:\n1:2\n",
            "t.csv: line 1: expected a comma, semicolon, tab, bar or blank behind \"sep=\", found "
            "':'"},
           {"a" + std::string(20'000, ',') + "b\n",
            "t.csv: line 1: expected at most 20000 values in a row, found 20001"},
       }) {
    CHECK(refusal(wrong.text) == wrong.message);
    CHECK(refusal(wrong.text, 1) == wrong.message);
  }
}

TEST_CASE("table look: the longest line, and one that is longer") {
  const std::string field(TableLines::longest_line - 4, 'x');
  CHECK(look("1,2\n3," + field + "\n5,6\n").rows == 3);
  CHECK(refusal("1,2\n3," + field + "yyy\n5,6\n") ==
        "t.csv: line 2: expected a line of at most 8 MB, found a longer one");
  CHECK(refusal("1,2\n3,\"" + field + "yyy\n5,6\n") ==
        "t.csv: line 2: expected a quote at the end of the text that begins with one, found none "
        "in 8 MB");
}

TEST_CASE("table look: a row may have 20,000 values") {
  std::string row = "7";
  for (int i = 1; i < 20'000; ++i) row += ",1";
  const TableFacts facts = look(row + "\n" + row + "\n");
  CHECK(facts.columns.size() == 20'000);
  CHECK(facts.rows == 2);
}

TEST_CASE("table rows: a file that has changed is refused") {
  const std::string text = "1,2\n3,4\n";
  const TableFacts facts = look(text);
  const auto message = [&](const std::string& other) {
    try {
      (void)rows_of(facts, other);
    } catch (const FormatError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(message(text).empty());
  CHECK(message("1,2\n") == "t.csv: expected 2 rows, as when it was looked at, found 1");
  CHECK(message(text + "5,6\n") == "t.csv: expected 2 rows, as when it was looked at, found more");
  CHECK(message("1,2\n3,4,5\n") == "t.csv: expected 2 rows, as when it was looked at, found 1");
}

TEST_CASE("table rows: places, and rows that are left out") {
  std::string text = "# c\nlabel,x\n";
  for (int i = 0; i < 12; ++i) text += std::to_string(i) + ",5\n" + (i == 4 ? "9\n\n" : "");
  const TableFacts facts = look(text);
  CHECK(facts.odd_rows == 1);
  CHECK(facts.first_odd_line == 8);
  CHECK(facts.blank_rows == 1);
  CHECK(facts.comment_rows == 1);
  const auto rows = rows_of(facts, text);
  CHECK(rows.size() == facts.rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].place == i);
    CHECK(rows[i].numbers[0] == static_cast<float>(i));
  }
}

}  // namespace receptive::table_look_test
