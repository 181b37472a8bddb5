#include <doctest/doctest.h>

#include <cmath>

#include "looked_folder.h"
#include "made_parts.h"
#include "table/tables.h"

namespace receptive::parts_of_tables_test {

using namespace receptive::testing;

namespace {

using Strings = std::vector<std::string>;

LookedTable looked(const std::string& path, std::string_view text) {
  TableLook reader(path);
  tables::read_in_pieces(reader, text, 1U << 18U);
  return {.file = 0, .facts = reader.end()};
}

FoundParts parts_in(const std::vector<LookedTable>& tables, const std::string& labels = "",
                    const std::vector<ClassList>& lists = {}) {
  FoundParts found;
  find_table_parts(tables, labels, lists, found);
  return found;
}
FoundParts parts_in(const std::string& text) { return parts_in({looked("t.csv", text)}); }

/// The one reason why there is no part.
std::string reason_in(const std::string& text) {
  const FoundParts found = parts_in(text);
  CHECK(found.parts.empty());
  REQUIRE(found.reasons.size() == 1);
  return found.reasons[0];
}

/// "a0,a1,..."
std::string names(int count, const std::string& letter = "a") {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i > 0 ? "," : "") + letter + std::to_string(i);
  return text;
}

/// `count` numbers, of which no two rows have the same.
std::string numbers(int count, int row, char between = ',') {
  std::string text;
  for (int i = 0; i < count; ++i) {
    if (i > 0) text += between;
    text += std::to_string((i * 29 + row * 31) % 256);
  }
  return text;
}

/// `line` is given the numbers of a row and its number.
template <typename Line>
std::string rows(int count, int columns, const Line& line, char between = ',') {
  std::string text;
  for (int i = 0; i < count; ++i) text += line(numbers(columns, i, between), i) + "\n";
  return text;
}

std::string labelled_rows(int count, int columns, int classes = 2) {
  return rows(count, columns, [&](const std::string& pixels, int i) {
    return std::to_string(i % classes) + "," + pixels;
  });
}

}  // namespace

TEST_CASE("parts of tables: pixels, labels and samples of a table with a header") {
  const FoundParts found = parts_in("label," + names(9) + "\n" + labelled_rows(12, 9, 3));
  CHECK(found.reasons.empty());
  REQUIRE(found.parts.size() == 1);
  const Part& part = found.parts[0];
  CHECK(part.kind == Part::Kind::table);
  CHECK(part.source == 0);
  CHECK(part.count == 12);
  CHECK(part.values == 9);
  CHECK(part.columns == std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK_FALSE(part.packed);
  CHECK_FALSE(part.guessed);
  REQUIRE(part.labels.size() == 1);
  CHECK(part.labels[0].id == "column 0");
  CHECK(part.labels[0].title == "column label");
  CHECK(part.labels[0].by_name);
  CHECK(part.labels[0].codes == in_turn(12, 3));
  CHECK(part.layouts.front().size_text() == "3x3");
  REQUIRE(part.samples.size() == 12);
  CHECK(part.samples[2].place == 2);
  CHECK(part.samples[2].values[1] == 29 + 62);
  CHECK(part.extent.low == 0);
  CHECK(part.extent.count == 108);
  CHECK(part.notes == Strings{});
  CHECK(part.checks == Strings{});
}

TEST_CASE("parts of tables: which column was guessed is said once for tables of one kind") {
  const std::vector<LookedTable> tables = {looked("a.csv", labelled_rows(40, 9)),
                                           looked("b.csv", labelled_rows(20, 9)),
                                           looked("c.csv", labelled_rows(20, 16))};
  const FoundParts found = parts_in(tables);
  REQUIRE(found.parts.size() == 3);
  CHECK(found.parts[0].checks == Strings{"a.csv does not say which column holds the labels: the "
                                         "first column was taken, which has 2 different values."});
  CHECK(found.parts[1].checks == Strings{});
  CHECK(found.parts[2].checks.size() == 1);
}

TEST_CASE("parts of tables: the column that was chosen is no guess") {
  // First and last column may be labels: 2 values and 3.
  const std::string text = rows(40, 8, [](const std::string& pixels, int i) {
    return std::to_string(i % 2) + "," + pixels + "," + std::to_string(i % 3);
  });
  const FoundParts found = parts_in({looked("t.csv", text)}, "column 9");
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].checks == Strings{});
  CHECK(found.parts[0].columns.front() == 0);
  CHECK(found.parts[0].columns.size() == 9);
  REQUIRE(found.parts[0].labels.size() == 2);
  CHECK(found.parts[0].labels[0].title == "the first column");
  CHECK(found.parts[0].labels[1].title == "the last column");
  CHECK(found.parts[0].labels[1].codes == in_turn(40, 3));
  // Another one than those is none.
  CHECK(parts_in({looked("t.csv", text)}, "column 4").parts[0].checks.size() == 1);
}

TEST_CASE("parts of tables: texts in the middle of a table without a header") {
  const FoundParts found = parts_in(rows(20, 4, [](const std::string& pixels, int i) {
    return pixels + (i % 2 == 0 ? ",cat," : ",dog,") + numbers(5, i + 7);
  }));
  REQUIRE(found.parts.size() == 1);
  CHECK(found.parts[0].labels[0].title == "column 5");
  CHECK_FALSE(found.parts[0].labels[0].by_name);
  CHECK(found.parts[0].columns == std::vector<int>{0, 1, 2, 3, 5, 6, 7, 8, 9});
}

TEST_CASE("parts of tables: the split by a column, by the file's name and by its folder") {
  const FoundParts column =
      parts_in("label,usage," + names(9) + "\n" + rows(20, 9, [](const std::string& pixels, int i) {
                 return std::to_string(i % 2) + (i < 15 ? ",Training," : ",PublicTest,") + pixels;
               }));
  REQUIRE(column.parts.size() == 1);
  REQUIRE(column.parts[0].split);
  CHECK(column.parts[0].split->codes[0] != column.parts[0].split->codes[19]);
  CHECK(column.parts[0].values == 9);
  // Words that are no purposes make no split: it is the label.
  const FoundParts sets =
      parts_in("set," + names(9) + "\n" + rows(20, 9, [](const std::string& pixels, int i) {
                 return (i % 2 == 0 ? "ships," : "birds,") + pixels;
               }));
  REQUIRE(sets.parts.size() == 1);
  CHECK_FALSE(sets.parts[0].split);
  CHECK(sets.parts[0].labels[0].values[0].text == "birds");
  const std::string text = "label," + names(9) + "\n" + labelled_rows(20, 9);
  const FoundParts files =
      parts_in({looked("d/train.csv", text), looked("d/test/x.csv", text), looked("x.csv", text)});
  REQUIRE(files.parts.size() == 3);
  CHECK(files.parts[0].purpose == Purpose::train);
  CHECK(files.parts[1].purpose == Purpose::test);
  CHECK(files.parts[2].purpose == Purpose::unsaid);
}

TEST_CASE("parts of tables: what was left out, passed over or broken is said") {
  const std::string good = labelled_rows(40, 9);
  const auto said = [](const std::string& text) {
    const FoundParts found = parts_in(text);
    Strings all;
    for (const Part& part : found.parts) {
      all.insert(all.end(), part.notes.begin(), part.notes.end());
      all.insert(all.end(), part.checks.begin(), part.checks.end());
    }
    return all;
  };
  const std::string head = "label," + names(9) + "\n";
  CHECK(said(head + good) == Strings{});
  CHECK(said(head + "\n" + good) == Strings{"t.csv: 1 empty row was passed over."});
  CHECK(said(head + "\n\n" + good) == Strings{"t.csv: 2 empty rows were passed over."});
  CHECK(said(head + "#x\n#y\n" + good) == Strings{"t.csv: 2 comment rows were passed over."});
  CHECK(said(head + good + "1,2\n") ==
        Strings{"t.csv: 1 broken row was left out: it has another number of fields than the others "
                "(line 42)."});
  CHECK(said(head + good + "1,2\n3\n") ==
        Strings{"t.csv: 2 broken rows were left out: they have another number of fields than the "
                "others (line 42 is the first)."});
  CHECK(said("label,caf\xE9," + names(8) + "\n" + good) ==
        Strings{"t.csv is not written in UTF-8; it was read as Windows-1252."});
  const auto with_blanks = [](int blanks) {
    return "label," + names(9) + "\n" + rows(20, 8, [&](const std::string& pixels, int i) {
             return std::to_string(i % 2) + "," + pixels + "," +
                    (i < blanks ? "" : std::to_string(i * 9));
           });
  };
  CHECK(said(with_blanks(1)) == Strings{"t.csv: 1 pixel is missing and taken as black."});
  CHECK(said(with_blanks(2)) == Strings{"t.csv: 2 pixels are missing and taken as black."});
}

TEST_CASE("parts of tables: columns that are neither pixels nor labels are left out by name") {
  const auto notes = [](const std::string& head, const auto& line) {
    const FoundParts found = parts_in(head + names(9) + "\n" + rows(600, 9, line));
    REQUIRE(found.parts.size() == 1);
    CHECK(found.parts[0].values == 9);
    return found.parts[0].notes;
  };
  const auto label = [](int i) { return std::to_string(i % 2) + ","; };
  CHECK(notes("label,id,", [&](const std::string& pixels, int i) {
          return label(i) + std::to_string(9000 - 7 * i) + "," + pixels;
        }) == Strings{"t.csv: column id was left out."});
  CHECK(notes("label,file,id,", [&](const std::string& pixels, int i) {
          return label(i) + "picture" + std::to_string(i) + ".png," + std::to_string(9000 - 7 * i) +
                 "," + pixels;
        }) == Strings{"t.csv: column id and column file were left out."});
  // A blank column is nothing.
  CHECK(notes("label,nothing,", [&](const std::string& pixels, int i) {
          return label(i) + "," + pixels;
        }) == Strings{});
}

TEST_CASE("parts of tables: a missing pixel is black, whatever black is") {
  const FoundParts found = parts_in(
      "label," + names(9) + "\n" + rows(20, 8, [](const std::string& pixels, int i) {
        return std::to_string(i % 2) + "," + pixels + "," + (i == 3 ? "NA" : std::to_string(i));
      }));
  REQUIRE(found.parts.size() == 1);
  std::vector<float> values = found.parts[0].samples[3].values;
  CHECK(std::isnan(values[8]));
  scale_values(values, {-1.0, 1.0});
  CHECK(values[8] == 0.0F);
}

TEST_CASE("parts of tables: pixels in one field, and rows whose list is another") {
  const auto text = [](int odd) {
    return "emotion,pixels\n" + rows(
                                    20, 9,
                                    [&](const std::string& pixels, int i) {
                                      return std::to_string(i % 2) + "," +
                                             (i > 0 && i <= odd ? "1 2 3 4" : pixels);
                                    },
                                    ' ');
  };
  const FoundParts whole = parts_in(text(0));
  REQUIRE(whole.parts.size() == 1);
  const Part& part = whole.parts[0];
  CHECK(part.packed);
  CHECK(part.columns == std::vector<int>{1});
  CHECK(part.values == 9);
  CHECK(part.samples.size() == 20);
  CHECK(part.checks == Strings{});
  const FoundParts one = parts_in(text(1));
  CHECK(one.parts[0].checks == Strings{"t.csv: 1 row has no list of 9 pixels as the first one "
                                       "has, and cannot be shown."});
  CHECK(one.parts[0].samples.size() == 19);
  CHECK(one.parts[0].samples[1].place == 2);
  CHECK(parts_in(text(2)).parts[0].checks ==
        Strings{"t.csv: 2 rows have no list of 9 pixels as the first one has, and cannot be "
                "shown."});
  const TableRow row{.packed = std::vector<float>(9), .packed_column = 1};
  CHECK(is_whole(row, part));
  CHECK_FALSE(is_whole({.packed = std::vector<float>(8), .packed_column = 1}, part));
  CHECK_FALSE(is_whole({.packed = std::vector<float>(9), .packed_column = 0}, part));
}

TEST_CASE("parts of tables: why there are no pictures with classes") {
  CHECK(reason_in(names(9) + "\n" + rows(20, 9, [](const std::string& pixels, int) {
                    return pixels;
                  })) == "t.csv has no labels: 9 columns of pixels.");
  CHECK(reason_in("pixels,more\n" + rows(
                                        20, 9,
                                        [](const std::string& pixels, int i) {
                                          return pixels + "," + std::to_string(i) + ".5";
                                        },
                                        ' ')) == "t.csv has no labels: lists of 9 pixels.");
  CHECK(reason_in("label," + names(5) + "\n" + labelled_rows(20, 5)) ==
        "t.csv has 5 columns of numbers beside its labels, which make no picture: 784 would be one "
        "of 28x28.");
  CHECK(reason_in("label,a\n" + labelled_rows(20, 1)) ==
        "t.csv has 1 column of numbers beside its labels, which makes no picture: 784 would be one "
        "of 28x28.");
  CHECK(reason_in(names(5) + "\n" +
                  rows(20, 5,
                       [](const std::string&, int i) {
                         return std::to_string(i * i) + ".5,1,2,3," + std::to_string(i * i) + ".5";
                       })) ==
        "t.csv has 5 columns of numbers, which make no picture: 784 would be one of 28x28.");
  CHECK(reason_in("id,label," + names(5) + "\n" +
                  rows(20, 5,
                       [](const std::string& pixels, int i) {
                         return std::to_string(i) + "," + std::to_string(i % 2) + "," + pixels;
                       })) ==
        "t.csv has 5 columns of numbers beside its labels, which make no picture: 784 would be one "
        "of 28x28. Left out: column id.");
  CHECK(reason_in("label,pixels\n" + rows(
                                         20, 5,
                                         [](const std::string& pixels, int i) {
                                           return std::to_string(i % 2) + "," + pixels;
                                         },
                                         ' ')) ==
        "t.csv has lists of 5 numbers beside its labels, which make no picture: 784 would be one "
        "of 28x28.");
  CHECK(reason_in("label,name\n0,cat\n1,dog\n0,cat\n") == "t.csv has no columns of pixels.");
}

TEST_CASE("parts of tables: labels that are no classes are refused in words") {
  const auto labels = [](const auto& label) {
    return reason_in(
        "target," + names(9) + "\n" +
        rows(600, 9, [&](const std::string& pixels, int i) { return label(i) + "," + pixels; }));
  };
  const std::string end =
      "; a network here learns 2 to 256 classes, and numbers cannot be learned yet.";
  CHECK(labels([](int i) { return std::to_string(i % 3) + ".5"; }) ==
        "t.csv: column target holds numbers with fractions" + end);
  CHECK(labels([](int i) { return std::to_string(7 * i); }) ==
        "t.csv: column target holds more different values than classes can have" + end);
  CHECK(labels([](int i) { return std::to_string(i * 5 % 257); }) ==
        "t.csv: column target holds 257 different values" + end);
  CHECK(labels([](int) { return std::string("4"); }) ==
        "t.csv: column target holds one value only" + end);
}

TEST_CASE("parts of tables: what is no label, no split and no row number") {
  // A column "set" of numbers is no split; a label that counts up is a row number.
  const FoundParts numbered =
      parts_in("label,set," + names(9) + "\n" + rows(20, 9, [](const std::string& pixels, int i) {
                 return std::to_string(i % 2) + ",7," + pixels;
               }));
  CHECK(numbered.reasons == Strings{"t.csv has 10 columns of numbers beside its labels, which "
                                    "make no picture: 784 would be one of 28x28."});
  const FoundParts counting = parts_in(
      "number,species," + names(9) + "\n" + rows(20, 9, [](const std::string& pixels, int i) {
        return std::to_string(i) + (i % 2 == 0 ? ",ant," : ",bee,") + pixels;
      }));
  REQUIRE(counting.parts.size() == 1);
  CHECK(counting.parts[0].labels[0].title == "column species");
  CHECK(counting.parts[0].notes == Strings{"t.csv: column number was left out."});
  // With a gap in it, it is none: it is the first that is called a label.
  const FoundParts gap = parts_in(
      "number,species," + names(9) + "\n" + rows(20, 9, [](const std::string& pixels, int i) {
        return (i == 7 ? "" : std::to_string(i)) + (i % 2 == 0 ? ",ant," : ",bee,") + pixels;
      }));
  REQUIRE(gap.parts.size() == 1);
  CHECK(gap.parts[0].labels[0].title == "column number");
  CHECK(gap.parts[0].labels[0].codes[7] == -1);
  // Of two columns of lists the first is the picture.
  const FoundParts lists = parts_in(
      "label,pixels,more\n" + rows(
                                  20, 9,
                                  [](const std::string& pixels, int i) {
                                    return std::to_string(i % 2) + "," + pixels + "," + pixels;
                                  },
                                  ' '));
  REQUIRE(lists.parts.size() == 1);
  CHECK(lists.parts[0].columns == std::vector<int>{1});
}

TEST_CASE("parts of tables: a guess must hold for the smaller tables as well") {
  // In the second table the column is a row number, in the third it has too many values, in the
  // fourth one value, which tests may have.
  const auto first_is = [](int count, const auto& first) {
    return rows(count, 9,
                [&](const std::string& pixels, int i) { return first(i) + "," + pixels; });
  };
  const FoundParts found = parts_in({
      looked("a.csv", labelled_rows(700, 9)),
      looked("b.csv", first_is(20, [](int i) { return std::to_string(i); })),
      looked("c.csv", first_is(600, [](int i) { return std::to_string(i * 7919 % 10007); })),
      looked("d.csv", first_is(20, [](int) { return std::string("1"); })),
  });
  REQUIRE(found.parts.size() == 2);
  CHECK(found.parts[0].path == "a.csv");
  CHECK(found.parts[1].path == "d.csv");
  CHECK(found.parts[1].labels[0].values.size() == 1);
  CHECK(found.reasons ==
        Strings{"b.csv has no labels: 9 columns of pixels.",
                "c.csv has 10 columns of numbers, which make no picture: 784 would be one of "
                "28x28."});
}

TEST_CASE("parts of tables: a list of names is called so") {
  const LookedTable names_only = looked("names.csv", "0,cat\n1,dog\n2,cow\n");
  CHECK(parts_in({names_only}, "", {{.path = "names.csv"}}).reasons ==
        Strings{"names.csv is a list of names."});
  CHECK(parts_in({names_only}, "", {{.path = "others.csv"}}).reasons !=
        Strings{"names.csv is a list of names."});
}

TEST_CASE("parts of tables: no labels are guessed where a row of pixels is whole without") {
  // 64 columns are 8x8 and 63 are nothing: no column is left over.
  CHECK(reason_in(rows(30, 64, [](const std::string& pixels, int) { return pixels; })) ==
        "t.csv has no labels: 64 columns of pixels.");
  // A second table with as many columns whose first column cannot be labels.
  const std::string fractions = rows(20, 9, [](const std::string& pixels, int i) {
    return std::to_string(i * i) + ".5," + pixels;
  });
  const FoundParts found =
      parts_in({looked("a.csv", labelled_rows(40, 9)), looked("b.csv", fractions)});
  CHECK(found.parts.size() == 1);
  CHECK(found.reasons ==
        Strings{"b.csv has 10 columns of numbers, which make no picture: 784 would be one of "
                "28x28."});
}

}  // namespace receptive::parts_of_tables_test
