#include "data/looking/class_lists.h"

#include <doctest/doctest.h>

namespace receptive::class_lists_test {

namespace {

using NameList = std::vector<std::string>;

std::vector<LabelValue> numbered_labels(int first, int end) {
  std::vector<LabelValue> values;
  for (int i = first; i < end; ++i) values.push_back({.number = static_cast<double>(i)});
  return values;
}

NameList names_from(const std::string& text, const std::vector<LabelValue>& values) {
  const auto list = read_class_list("names.txt", text);
  return list ? names_by(*list, values) : NameList{"no list"};
}

}  // namespace

TEST_CASE("class lists: a name a line, in whatever line ends") {
  CHECK(names_from("cat\ndog\r\ncow\r", numbered_labels(0, 3)) == NameList{"cat", "dog", "cow"});
  CHECK(names_from("\xEF\xBB\xBFT-shirt/top\n\n# comment\nTrouser\n", numbered_labels(0, 2)) ==
        NameList{"T-shirt/top", "Trouser"});
  CHECK(names_from("\"ant\"\n  bee \n", numbered_labels(0, 2)) == NameList{"ant", "bee"});
}

TEST_CASE("class lists: labels from 1 begin with the first name where there are as many") {
  CHECK(names_from("a\nb\nc\n", numbered_labels(1, 4)) == NameList{"a", "b", "c"});
  // Some that do not occur.
  CHECK(names_from("a\nb\nc\n", numbered_labels(1, 3)) == NameList{"b", "c"});
  CHECK(names_from("a\nb\nc\n", numbered_labels(2, 5)) == NameList{});
}

TEST_CASE("class lists: EMNIST's codes, KMNIST's characters, numbers with names") {
  CHECK(names_from("1 65 97\n2 66 98\n", numbered_labels(1, 3)) == NameList{"A", "B"});
  CHECK(names_from("0 48\n1 49\n", numbered_labels(0, 2)) == NameList{"0", "1"});
  CHECK(names_from("index,codepoint,char\n0,U+304A,\xE3\x81\x8A\n1,U+304D,\xE3\x81\x8D\n",
                   numbered_labels(0, 2)) == NameList{"\xE3\x81\x8A", "\xE3\x81\x8D"});
  CHECK(names_from("3 golden retriever\n7: cat\n", {{.number = 3}, {.number = 7}}) ==
        NameList{"golden retriever", "cat"});
}

TEST_CASE("class lists: a table of numbers is none") {
  CHECK_FALSE(read_class_list("t.csv", "3,65,0,0,12\n4,66,0,0,12\n"));
  CHECK_FALSE(read_class_list("t.csv", "label,a,b,c\n3,65,0,0\n4,66,0,0\n"));
  // Codes that are no letters.
  CHECK_FALSE(read_class_list("t.csv", "1 0\n2 0\n"));
}

TEST_CASE("class lists: nothing, the same name twice, or more than classes can have") {
  CHECK_FALSE(read_class_list("n.txt", ""));
  CHECK_FALSE(read_class_list("n.txt", "# only a comment\n"));
  CHECK_FALSE(read_class_list("n.txt", "cat\ncat\n"));
  std::string many;
  for (int i = 0; i < 257; ++i) many += "n" + std::to_string(i) + "\n";
  CHECK_FALSE(read_class_list("n.txt", many));
  CHECK(names_from("5 cat\n6 cat\n", {{.number = 5}, {.number = 6}}) == NameList{});
}

TEST_CASE("class lists: numbers twice or beyond, names that are missing, and lines of nothing") {
  // The second 3 makes it no list by number; as names the lines are different.
  CHECK(names_from("3 cat\n3 dog\n", numbered_labels(0, 2)) == NameList{"3 cat", "3 dog"});
  CHECK(names_from("0 cat\n1 dog\n", numbered_labels(0, 3)) == NameList{});
  CHECK(names_from("cat\ndog\n", {{.number = -1}, {.number = 0}}) == NameList{});
  CHECK_FALSE(read_class_list("t.csv", "1 127\n2 65\n"));
  CHECK(names_from("0,U+304A is,o\n1,U+304D is,ki\n", numbered_labels(0, 2)) ==
        NameList{"U+304A is,o", "U+304D is,ki"});
  // Marks alone are fields of nothing.
  CHECK_FALSE(read_class_list("t.csv", ",;\n,;:\n"));
  CHECK_FALSE(read_class_list("n.txt", "cat\n\x01\n"));
}

TEST_CASE("class lists: texts need no names") {
  const auto list = read_class_list("n.txt", "cat\ndog\n");
  REQUIRE(list);
  CHECK(names_by(*list, {{.text = "a"}, {.text = "b"}}) == NameList{});
  CHECK(names_by(*list, {{.number = 0}, {.text = "b"}}) == NameList{});
  CHECK(names_by(*list, {}) == NameList{});
}

}  // namespace receptive::class_lists_test
