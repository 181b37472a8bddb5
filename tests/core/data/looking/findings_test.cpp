#include "data/looking/findings.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/json.h"
#include "looked_folder.h"
#include "made_parts.h"

namespace receptive::findings_test {

using namespace receptive::testing;

namespace {

using Strings = std::vector<std::string>;

const std::vector<ClassList> no_lists;

/// Drawings with these labels, in a table or in files.
Part drawn(const std::vector<std::int32_t>& codes, Purpose purpose, bool files = false) {
  std::vector<PictureSample> samples;
  std::vector<std::vector<float>> rows;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Bytes bytes = drawing(codes[i], static_cast<int>(i));
    rows.emplace_back(bytes.begin(), bytes.end());
    samples.push_back({.width = 4, .height = 4, .bytes = bytes});
  }
  Part part = files ? files_part(samples) : values_part(rows, flat_layouts(16, {}));
  part.purpose = purpose;
  part.labels.push_back(numbered({0, 1, 2, 3, 4, 5}, codes));
  return part;
}

/// "0 1 2 t3": the classes of the pictures that are shown, t for testing.
std::string shown_of(const Findings& findings) {
  std::string text;
  for (const FoundPicture& picture : findings.pictures) {
    text += (text.empty() ? "" : " ") + std::string(picture.split == Split::test ? "t" : "") +
            std::to_string(picture.label);
  }
  return text;
}
std::string shown_in(const std::vector<std::int32_t>& train, const std::vector<std::int32_t>& test,
                     bool files = false) {
  FoundParts found{.parts = {drawn(train, Purpose::train, files)}};
  if (!test.empty()) found.parts.push_back(drawn(test, Purpose::test, files));
  return shown_of(make_findings(found, no_lists, {}));
}

}  // namespace

TEST_CASE("findings: three pictures for training and one for testing, of as many classes") {
  CHECK(shown_in({0, 0, 1, 1, 2, 3, 4}, {0, 1, 2, 3, 4}) == "0 1 2 t3");
  CHECK(shown_in({0, 0, 1, 1, 2, 3, 4}, {0, 1, 2, 3, 4}, true) == "0 1 2 t3");
  // Two classes: one for testing all the same.
  CHECK(shown_in({0, 0, 0, 1, 1, 1}, {0, 1}) == "0 1 0 t0");
  CHECK(shown_in({0, 1}, {1, 1, 0, 0}) == "0 1 t1 t1");
}

TEST_CASE("findings: pictures that are left out are not shown, and fewer than four are all") {
  const std::vector<std::int32_t> codes = {0, -1, 1, 0, 1, 0, 1, 0, 1, 0, 1};
  const FoundParts found{.parts = {drawn(codes, Purpose::unsaid)}};
  const Findings findings = make_findings(found, no_lists, {});
  REQUIRE(findings.pictures.size() == 4);
  for (const FoundPicture& picture : findings.pictures) CHECK(number_of(picture.pixels) != 1);
  CHECK(shown_in({0, 1}, {1}) == "0 1 t1");
  // More of the test set where the training set has few.
  CHECK(shown_in({0, 1}, {0, 1, 0, 1}) == "0 1 t0 t1");
}

TEST_CASE("findings: pictures are as they would be taken, of tables and of files") {
  for (const bool files : {false, true}) {
    const FoundParts found{.parts = {drawn(in_turn(20, 2), Purpose::train, files),
                                     drawn(in_turn(4, 2), Purpose::test, files)}};
    const Findings findings = make_findings(found, no_lists, {});
    REQUIRE(findings.pictures.size() == 4);
    CHECK(findings.pictures[0].pixels == drawing(0, 0));
    CHECK(findings.pictures[1].pixels == drawing(1, 1));
    Bytes over = drawing(0, 0);
    for (std::uint8_t& byte : over) byte = static_cast<std::uint8_t>(255 - byte);
    CHECK(make_findings(found, no_lists, {.chosen = {{"ink", "dark"}}}).pictures[0].pixels == over);
  }
}

TEST_CASE("findings: nothing, and a problem with pictures beside it") {
  const Findings none = make_findings({}, no_lists, {});
  CHECK(none.plan.problem == "There are no pictures in the files.");
  CHECK(none.pictures.empty());
  const FoundParts one{.parts = {drawn(in_turn(20, 1), Purpose::unsaid)}};
  const Findings findings = make_findings(one, no_lists, {});
  CHECK(findings.plan.problem.starts_with("All pictures are of one class (0)"));
  CHECK(findings.pictures.size() == 4);
}

TEST_CASE("findings: for one class of a set, in its form") {
  const FoundParts found{.parts = {drawn(in_turn(3, 1), Purpose::train, true)}};
  const SetForm form{.channels = 1, .height = 8, .width = 8, .dark = false, .class_name = "cat"};
  const Findings findings = make_findings(found, form, {});
  CHECK(findings.plan.problem == "");
  CHECK(findings.plan.classes[0].name == "cat");
  CHECK(findings.plan.classes[0].train == 3);
  CHECK(shown_of(findings) == "0 0 0");
  CHECK(findings.pictures[0].pixels.size() == 64);
}

TEST_CASE("findings: as JSON, with choices in the order in which they are asked") {
  Part part = drawn(in_turn(40, 2), Purpose::unsaid);
  part.set = "digits";
  part.notes = {"A note."};
  part.checks = {"A check."};
  LabelSource other = part.labels[0];
  other.id = "column 9";
  part.labels.push_back(other);
  const FoundParts found{.parts = {part}};
  const Findings findings = make_findings(found, no_lists, {});
  const Json all = parse_json(findings_json(findings));
  CHECK(all["title"].get<std::string>() == "digits");
  CHECK(all["channels"].get<int>() == 1);
  CHECK(all["height"].get<int>() == 4);
  CHECK(all["width"].get<int>() == 4);
  CHECK(all["trainCount"].get<int>() == 36);
  CHECK(all["testCount"].get<int>() == 4);
  CHECK(all["classes"][1]["name"].get<std::string>() == "1");
  CHECK(all["classes"][1]["train"].get<int>() == 18);
  CHECK(all["classes"][1]["test"].get<int>() == 2);
  CHECK(all["checks"].get<Strings>()[0] == "A check.");
  CHECK(all["notes"].get<Strings>()[0] == "A note.");
  CHECK(all["paper"][0].get<int>() == 0);
  CHECK(all["ink"][0].get<int>() == 255);
  CHECK(all["pictures"][3]["split"].get<std::string>() == "test");
  CHECK(all["pictures"][3]["label"].get<int>() == findings.pictures[3].label);
  CHECK_FALSE(all.contains("problem"));
  Strings names;
  for (const Json& choice : all["choices"]) names.push_back(choice["name"].get<std::string>());
  // No "set" and no "test", as there is only one of them.
  CHECK(names == Strings{"labels", "size", "turn", "ink", "values"});
  CHECK(all["choices"][0]["value"].get<std::string>() == "column 0");
  CHECK(all["choices"][0]["options"][1]["value"].get<std::string>() == "column 9");
  CHECK(all["choices"][0]["options"][1]["title"].get<std::string>() == "column label, 6 values");
  const Json wrong = parse_json(findings_json(make_findings({}, no_lists, {})));
  CHECK(wrong["problem"].get<std::string>() == "There are no pictures in the files.");
  CHECK(wrong["pictures"].size() == 0);
}

TEST_CASE("findings: choices come in as JSON, anything else is refused") {
  const Choices choices = read_choices(R"({"ink": "dark", "classNames": ["a", "b"]})");
  CHECK(choices.chosen.size() == 1);
  CHECK(choices.chosen.at("ink") == "dark");
  CHECK(choices.class_names == Strings{"a", "b"});
  CHECK(read_choices("{}").chosen.empty());
  CHECK_THROWS_AS(read_choices("[1]"), FormatError);
  CHECK_THROWS_AS(read_choices("{"), Error);
  CHECK_THROWS_AS(read_choices(R"({"labels": 3})"), Error);
  CHECK_THROWS_AS(read_choices(R"({"classNames": "a"})"), Error);
  CHECK_THROWS_AS(read_choices(R"({"classNames": [1]})"), Error);
}

}  // namespace receptive::findings_test
