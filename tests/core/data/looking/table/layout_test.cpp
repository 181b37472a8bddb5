#include "data/looking/table/layout.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "data/looking/table/delimiter.h"

namespace receptive::table_layout_test {

namespace {

using Strings = std::vector<std::string>;

TableBeginning whole(std::string_view text) {
  return {.path = "t.csv", .text = text, .whole = true};
}

TableLayout layout_of(std::string_view text) {
  TableLayoutSearch search(whole(text));
  while (search.step()) {
  }
  return search.found();
}

char delimiter_of(std::string_view text) {
  DelimiterSearch search(whole(text));
  while (search.step()) {
  }
  return search.found();
}

/// The header's names; none where there is none.
Strings header_of(std::string_view text) { return layout_of(text).header.names; }

/// "0,1,...": so many numbers.
std::string counting(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += (i > 0 ? "," : "") + std::to_string(i);
  return text;
}

}  // namespace

TEST_CASE("table layout: delimiters") {
  CHECK(delimiter_of("a,b\n1,2\n") == ',');
  CHECK(delimiter_of("1;0,5;0,7\n2;0,1;0,3\n") == ';');
  CHECK(delimiter_of("1;5\n2;7\n") == ';');
  CHECK(delimiter_of("1\t0,5\n2\t0,7\n") == '\t');
  CHECK(delimiter_of("a|b c|d, e\nf|g h|i, j\n") == '|');
  CHECK(delimiter_of("6,0000 -1,0000 0,5000\n5,0000 0,2500 0,1250\n") == ' ');
  CHECK(delimiter_of("6,0000 -1,0000\n5,0000 0,2500\n") == ' ');
  CHECK(delimiter_of("2020 01,5\n2020 02,7\n") == ',');
  CHECK(delimiter_of("6.0 -1.0 0.5\n5.0 0.2 0.1\n") == ' ');
  // What stands within texts and lists delimits nothing.
  CHECK(delimiter_of("0,70 80 82 90,Training\n1,70 80 82 90,Test\n") == ',');
  CHECK(delimiter_of("a;b,1,2\nc;d,3,4\n") == ',');
  CHECK(delimiter_of("\"a;b;c;d\",1\n\"e;f;g;h\",2\n") == ',');
  CHECK(delimiter_of("1;\"a,b,c\"\n2;\"d,e,f\"\n") == ';');
  CHECK(delimiter_of("\"a,b,c\";1\n\"d,e,f\";2\n") == ';');
  CHECK(delimiter_of("5\" nail,12,3\n6\" nail,10,4\n") == ',');
  CHECK(delimiter_of("New York\nLos Angeles\n") == ',');
  CHECK(delimiter_of("cat\ndog, small\ncow\n") == ',');
  CHECK(delimiter_of("sep=|\na,b|1\n") == '|');
  CHECK(delimiter_of("1 2 3 4\n5 6 7 8\n") == ' ');
  // The header lacks what is above the row names.
  CHECK(delimiter_of("\"a\" \"b\"\n\"1\" 5 0\n") == ' ');
}

TEST_CASE("table layout: how many columns") {
  const auto width = [](std::string_view text) { return layout_of(text).width; };
  CHECK(width("1,2,3\n4,5,6\n7,8\n") == 3);
  CHECK(width("1,2,3,\n4,5,6,\n") == 3);
  CHECK(width("1,2,\n4,5,6\n") == 3);
  CHECK(width("a,b,label\n1,2,\n3,4,\n") == 3);
  CHECK(width("7\n8\n") == 1);
  CHECK(width("Title\n\n1,2\n3,4\n5,6\n") == 2);
}

TEST_CASE("table header: texts over columns of numbers") {
  CHECK(header_of("label,x,y\n1,2,3\n") == Strings{"label", "x", "y"});
  CHECK(header_of("\"my \"\"label\"\"\",x\n1,2\n") == Strings{"my \"label\"", "x"});
  CHECK(header_of("label,x\ncat,2\n") == Strings{"label", "x"});
  CHECK(header_of("label,x\ncat,2\ndog,?\ncow,1\n") == Strings{"label", "x"});
  CHECK(header_of("emotion,pixels,Usage\n0,1 2 3 4,T\n") == Strings{"emotion", "pixels", "Usage"});
  CHECK(header_of(",label,x\n0,5,1\n1,6,1\n") == Strings{"", "label", "x"});
  CHECK(header_of("x,y,007\n1,2,3\n4,5,6\n") == Strings{"x", "y", "007"});
}

TEST_CASE("table header: a word among numbers is a label, or a mistake, and no header") {
  CHECK(header_of("zero,0,0,12\none,0,3,0\n").empty());
  CHECK(header_of("zero,0,0,12\n").empty());
  CHECK(header_of("1,2,x,4\n5,6,7,8\n").empty());
  CHECK(header_of("0,0,x,0,0\n5,6,7,8,9\n").empty());
  CHECK(header_of("cat,NA,NA\ndog,1,2\ncow,3,4\n").empty());
  CHECK(header_of("cat,1,2\ndog,3,4\n").empty());
  CHECK(header_of("5,1 2 3 4\n6,5 6 7 8\n").empty());
  CHECK(header_of("owl,1 2 3 4\ncat,5 6 7 8\ncat,5 6 7 8\n").empty());
  CHECK(header_of("A,1 2 3 4\n1,5 6 7 8\n2,5 6 7 8\n").empty());
  CHECK(header_of("1,2,3\n4,5,6\n").empty());
  CHECK(header_of("0.5,cat\n1,dog\n2,cat\n").empty());
}

TEST_CASE("table header: a row of nothing is none, whatever is below it") {
  CHECK(header_of(",,\n").empty());
  CHECK(header_of(",,\n1,2,3\n4,5,6\n").empty());
  CHECK(header_of(",\n1,2,3\n4,5,6\n").empty());
  CHECK(header_of(",\na,b,c\nd,e,f\n").empty());
}

TEST_CASE("table header: numbers that count up by column") {
  CHECK(header_of(counting(784) + ",target\n" + counting(0) +
                  [] {
                    std::string row;
                    for (int i = 0; i < 784; ++i) row += "0,";
                    return row + "5\n";
                  }())
            .size() == 785);
  CHECK(header_of("0,1,2,3\n5,0,0,9\n") == Strings{"0", "1", "2", "3"});
  CHECK(header_of("label,0,1,2\n5,0,0,9\n") == Strings{"label", "0", "1", "2"});
  // Rows that count up too are as likely as a header.
  CHECK(header_of("0,1,2,3\n4,5,6,7\n").empty());
  CHECK(header_of("1,2,3,cat\n7,0,2,dog\n").empty());
  CHECK(header_of("0,1,2,3\n").empty());
}

TEST_CASE("table header: a row of pixels that pandas took for the names") {
  std::string names = "5,0";
  std::string row = "4,0";
  for (int i = 1; i < 60; ++i) {
    names += ",0." + std::to_string(i);
    row += ",0";
  }
  CHECK(header_of(names + "\n" + row + "\n" + row + "\n").size() == 61);
  // A row of fractions is one.
  CHECK(header_of(row + "\n" + names + "\n" + row + "\n").empty());
}

TEST_CASE("table header: in a table of words") {
  CHECK(header_of("file,label\na.png,cat\nb.png,dog\nc.png,cat\nd.png,dog\n") ==
        Strings{"file", "label"});
  CHECK(header_of("a.png,cat\nb.png,dog\nc.png,cat\nd.png,dog\n").empty());
  CHECK(header_of("name\ncat\ndog\ncat\ndog\n") == Strings{"name"});
  CHECK(header_of("cat\ndog\ncat\ndog\ncow\n").empty());
}

TEST_CASE("table header: row names, titles and comments before it") {
  CHECK(header_of("\"label\" \"x\"\n\"a\" 5 0\n\"b\" 6 0\n") == Strings{"", "label", "x"});
  CHECK(header_of("\"V1\" \"V2\" \"V3\"\n\"1\" 5 0 1\n") == Strings{"", "V1", "V2", "V3"});
  CHECK(header_of("1,2\n1,2,3\n4,5,6\n").empty());
  CHECK(header_of("My table\n\nlabel,x\n1,2\n3,4\n5,6\n") == Strings{"label", "x"});
  CHECK(header_of("# one\n# label,x\n1,2\n3,4\n") == Strings{"label", "x"});
  CHECK(header_of("# label,x\n1,2\n") == Strings{"label", "x"});
  CHECK(header_of("# label x\n1 2\n3 4\n") == Strings{"label", "x"});
  CHECK(header_of("# made 2020, by hand\nlabel,x\n1,2\n") == Strings{"label", "x"});
  CHECK(header_of("# 5,6\n1,2\n3,4\n").empty());
  CHECK(layout_of("a,b\n# c\n\nlabel,x\n1,2\n3,4\n").header.line == 1);
}

}  // namespace receptive::table_layout_test
