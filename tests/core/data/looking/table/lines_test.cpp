#include "data/looking/table/lines.h"

#include <doctest/doctest.h>

#include <string>

#include "base/error.h"

namespace receptive::lines_test {

namespace {

/// Each line with its number, in brackets.
std::string cut(std::string_view text, char delimiter, std::size_t piece) {
  TableLines lines("t.csv", delimiter);
  std::string all;
  const auto add = [&] {
    all += std::to_string(lines.number()) + "[" + std::string(lines.line()) + "]";
  };
  for (std::size_t at = 0; at < text.size(); at += piece) {
    // A copy, so that nothing can be read behind the piece but the zero at its end.
    const std::string part(text.substr(at, piece));
    lines.give(part);
    while (lines.next()) add();
  }
  if (lines.last()) add();
  return all;
}

void check(std::string_view text, const std::string& expected, char delimiter = ',') {
  CAPTURE(text);
  for (const std::size_t piece : {1U, 2U, 3U, 5U, 100U})
    CHECK(cut(text, delimiter, piece) == expected);
}

}  // namespace

TEST_CASE("table lines: LF, CRLF, CR, and none at the end") {
  check("a\nb\n", "1[a]2[b]");
  check("a\r\nb\r\n", "1[a]2[b]");
  check("a\rb\r", "1[a]2[b]");
  check("a\nb", "1[a]2[b]");
  check("a\n\n\r\r\n\rb", "1[a]2[]3[]4[]5[]6[b]");
  check("", "");
}

TEST_CASE("table lines: within quotes line ends belong to the text") {
  check("a,\"b\r\nc\",d\ne", "1[a,\"b\r\nc\",d]3[e]");
  check("\"a\n\n\"\nb", "1[\"a\n\n\"]4[b]");
  check("a, \"b\nc\"\nd", "1[a, \"b\nc\"]3[d]");
  check("\"a\"\"\n\"\"b\"\nc", "1[\"a\"\"\n\"\"b\"]3[c]");
  check("\"\"\nb", "1[\"\"]2[b]");
  check("\"\"\"\n\"\"\"\nb", "1[\"\"\"\n\"\"\"]3[b]");
}

TEST_CASE("table lines: a quote within a field or a comment is a letter") {
  check("5\" nail,12\nb", "1[5\" nail,12]2[b]");
  check("#a,\"b\nc", "1[#a,\"b]2[c]");
  check("#\"\nc", "1[#\"]2[c]");
  check("#,\"b\nc\"\nd", "1[#,\"b\nc\"]3[d]");
  check("a;\"b\nc", "1[a;\"b]2[c]");
  check("a \"b\nc\" d\ne", "1[a \"b\nc\" d]3[e]", ' ');
}

TEST_CASE("table lines: a long text across many blocks") {
  const std::string field(1000, 'x');
  check(field + "\n" + field + "\r\n" + field, "1[" + field + "]2[" + field + "]3[" + field + "]");
}

TEST_CASE("table lines: which lines are comments") {
  CHECK(is_comment("# a", ','));
  CHECK(is_comment("%5,0", ','));
  CHECK_FALSE(is_comment("#,0,0", ','));
  CHECK_FALSE(is_comment("%\t1", '\t'));
  CHECK_FALSE(is_comment("#", ','));
  CHECK_FALSE(is_comment("a#", ','));
  CHECK(is_comment("# a", ' '));
}

}  // namespace receptive::lines_test
