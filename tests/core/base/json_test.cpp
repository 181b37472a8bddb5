#include "base/json.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "core/base/json_texts.h"
#include "support/json_agreement.h"

namespace receptive::json_test {

using testing::agrees;

TEST_CASE("json: texts at the edges of the grammar are taken and refused as nlohmann-json does") {
  const std::vector<std::string> texts{
      // structure
      "",
      " ",
      "null",
      " null ",
      "nul",
      "nulll",
      "Null",
      "true",
      "tru",
      "false",
      "[]",
      "[ ]",
      "[",
      "]",
      "[1,]",
      "[,1]",
      "[1 2]",
      "[1,,2]",
      "[1]]",
      "{}",
      "{ }",
      "{",
      "}",
      R"({"a":1})",
      R"({"a":1,})",
      R"({"a"})",
      R"({"a":})",
      R"({:1})",
      R"({a:1})",
      R"({'a':1})",
      R"({"a":1 "b":2})",
      R"({"a":1,"a":2,"b":3})",
      R"({"":0})",
      R"([[],{},[{}]])",
      "[1}",
      R"({"a":[})",
      "1 2",
      "[] []",
      "\t[\n1\r, 2 ]",
      "[\f1]",
      "[\v1]",
      "\xef\xbb\xbf[1]",
      "\xef\xbb[1]",
      "[1]\xef\xbb\xbf",
      "// x\n1",
      "/**/1",
      "[1]//",
      "NaN",
      "Infinity",
      "-Infinity",
      "undefined",
      // numbers
      "0",
      "-0",
      "-",
      "+1",
      "00",
      "01",
      "-01",
      "1.",
      ".5",
      "1.5",
      "-1.5",
      "1e",
      "1e+",
      "1e5",
      "1E+5",
      "1e-5",
      "1e05",
      "1.e5",
      "1.0e5",
      "0e0",
      "0.0",
      "-0.0",
      "0x10",
      "1e400",
      "-1e400",
      "1e-400",
      "1e99999999999999999999",
      "1e-99999999999999999999",
      "0e99999999999999",
      "1_000",
      "1 .5",
      "18446744073709551615",
      "18446744073709551616",
      "-9223372036854775808",
      "-9223372036854775809",
      "9007199254740993",
      "123456789012345678901234567890",
      "0.1",
      "0.30000000000000004",
      "5e-324",
      "2e-324",
      "3e-324",
      "1.7976931348623157e308",
      "1.7976931348623159e308",
      "2.2250738585072011e-308",
      "9007199254740993.0",
      "1e23",
      "8.41e21",
      "100000000000000000000000",
      "1e1",
      "1e15",
      "1e16",
      // texts
      R"("")",
      R"("a)",
      R"(a")",
      R"("\"")",
      R"("\\")",
      R"("\/")",
      R"("\b\f\n\r\t")",
      R"("\a")",
      R"("\x41")",
      R"("\u0041")",
      R"("\u004")",
      R"("\u00g1")",
      R"("\U0041")",
      R"("\u00E9")",
      R"("\u20ac")",
      R"("\ud83d\ude00")",
      R"("\uD83D\uDE00")",
      R"("\ud83d")",
      R"("\ud83dx")",
      R"("\ud83d\n")",
      R"("\ude00")",
      R"("\ud83d\ud83d")",
      R"("\ud83d\u0041")",
      R"("\u0000")",
      R"("\udfff\ud800")",
      R"("\)",
      R"("\u)",
      R"("\ud83d\)",
      "\"\x01\"",
      "\"\x1f\"",
      "\"\x7f\"",
      "\"\n\"",
      "\"\t\"",
      // bytes
      "\"\xc3\xa9\"",
      "\"\xe2\x82\xac\"",
      "\"\xf0\x9f\x98\x80\"",
      "\"\x80\"",
      "\"\xc3\"",
      "\"\xc3\x28\"",
      "\"\xc0\x80\"",
      "\"\xc1\xbf\"",
      "\"\xe0\x80\x80\"",
      "\"\xe0\x9f\xbf\"",
      "\"\xe0\xa0\x80\"",
      "\"\xed\x9f\xbf\"",
      "\"\xed\xa0\x80\"",
      "\"\xed\xbf\xbf\"",
      "\"\xee\x80\x80\"",
      "\"\xf0\x80\x80\x80\"",
      "\"\xf0\x8f\xbf\xbf\"",
      "\"\xf4\x8f\xbf\xbf\"",
      "\"\xf4\x90\x80\x80\"",
      "\"\xf5\x80\x80\x80\"",
      "\"\xff\"",
      "\"\xfe\"",
      "\"\xf0\x9f\x98\"",
      "\"\xf0\x9f\"",
      "\xc3\xa9",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(agrees(text) == "");
  }
}

TEST_CASE("json: thousands of random texts, good ones and such with a mistake") {
  Random random(41);
  int good = 0;
  for (int i = 0; i < 6'000; ++i) {
    std::string text = testing::random_json_text(random, 4);
    const std::uint32_t mistakes = random.below(3);
    for (std::uint32_t k = 0; k < mistakes; ++k) testing::spoil(text, random);
    CAPTURE(text);
    REQUIRE(agrees(text) == "");
    if (!parse_json(text).is_discarded()) ++good;
  }
  CHECK(good > 2'000);
  CHECK(good < 5'500);
}

TEST_CASE("json: brackets within brackets end in a refusal, not in the stack") {
  const auto nested = [](int depth) {
    const auto length = static_cast<std::size_t>(depth);
    return std::string(length, '[') + std::string(length, ']');
  };
  CHECK(!parse_json(nested(deepest_json)).is_discarded());
  CHECK(parse_json(nested(deepest_json + 1)).is_discarded());
  CHECK(parse_json(nested(20'000)).is_discarded());
  CHECK(parse_json(std::string(1'000'000, '[')).is_discarded());
  std::string objects;
  for (int i = 0; i < 20'000; ++i) objects += R"({"a":)";
  CHECK(parse_json(objects).is_discarded());
}

TEST_CASE("json: values made in code") {
  const Json json{{"name", "c1"},
                  {"size", {28, 28}},
                  {"pairs", {{"a", 1}, {"b", 2}}},
                  {"lists", Json::array({Json::array({"a", 1}), Json::array()})},
                  {"none", nullptr},
                  {"yes", true},
                  {"rate", 0.1F},
                  {"names", std::vector<std::string>{"x", "y"}},
                  {"nothing", Json::object()}};
  CHECK(json.dump() ==
        R"({"name":"c1","size":[28,28],"pairs":{"a":1,"b":2},"lists":[["a",1],[]],"none":null,)"
        R"("yes":true,"rate":0.10000000149011612,"names":["x","y"],"nothing":{}})");
  CHECK(parse_json(json.dump()) == json);
  CHECK(json.at("size").at(1).get<int>() == 28);
  CHECK(json.at("names").get<std::vector<std::string>>() == std::vector<std::string>{"x", "y"});
  CHECK(json.value("absent", Json("other")) == "other");
  CHECK(json.find("absent") == json.end());
  Json copy = json;
  copy["name"] = "c2";
  copy.update({{"rate", 1}, {"more", 2}});
  CHECK(copy != json);
  CHECK(copy.size() == json.size() + 1);
  CHECK(copy["rate"] == 1.0);
  CHECK(json.at("name") == "c1");
}

TEST_CASE("json: what a value is not, it refuses with an error of the core") {
  const Json json{{"text", "a"}, {"list", {1, 2}}};
  CHECK_THROWS_AS((void)json.at("text").get<double>(), ArgumentError);
  CHECK_THROWS_AS((void)json.at("list").get<std::string>(), ArgumentError);
  CHECK_THROWS_AS((void)json.at("absent"), ArgumentError);
  CHECK_THROWS_AS((void)json.at("list").at(2), ArgumentError);
  CHECK_THROWS_WITH((void)json.at("text").get<bool>(),
                    "JSON: expected true or false, found a value of type string");
  CHECK(Json(1e300).get<int>() == std::numeric_limits<int>::max());
  CHECK(Json(-1).get<std::uint64_t>() == 0);
}

TEST_CASE("json: texts are written as UTF-8 whatever their bytes, or in ASCII") {
  CHECK(Json("a\xff\xc3z").dump() == "\"a\xef\xbf\xbd\xef\xbf\xbdz\"");
  CHECK(Json("\xed\xa0\x80").dump(true) == R"("\ufffd\ufffd\ufffd")");
  CHECK(Json("\xc3\xa9\xf0\x9f\x98\x80\x7f").dump(true) == "\"\\u00e9\\ud83d\\ude00\x7f\"");
  CHECK(Json("\x01\"\\/\b\f\n\r\t").dump() == R"("\u0001\"\\/\b\f\n\r\t")");
  CHECK(Json(std::numeric_limits<double>::infinity()).dump() == "null");
}

}  // namespace receptive::json_test
