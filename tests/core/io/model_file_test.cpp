#include "io/model_file.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "io/weight_match.h"
#include "stored.h"
#include "support/network.h"

namespace {

using receptive::FormatError;
using receptive::Json;
using receptive::testing::file_of;
using receptive::testing::Network;

constexpr const char* layers =
    R"([{"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "dense", "units": 3}])";

Json remarks_of(const std::vector<std::uint8_t>& file) {
  return read_remarks(receptive::read_safetensors(file));
}

std::vector<float> values_of(const Network& network) {
  const auto values = network.parameters.values();
  return {values.begin(), values.end()};
}

const Json spec{{"input", {1, 6, 6}}, {"layers", Json::array()}};

}  // namespace

TEST_CASE("model files: what was written is read again, values and remarks") {
  const Network written("[1, 6, 6]", layers, 1);
  const Json remarks{{"spec", spec},
                     {"network", "small"},
                     {"classes", Json::array({"O", "X", "\xE2\x88\x9E"})},
                     {"range", Json::array({-1, 1})},
                     {"step", 20},
                     {"testAccuracy", 0.9949},
                     {"mood", "good"}};
  const auto bytes = write_model_file(remarks, written.graph, written.parameters, nullptr);
  const receptive::Safetensors file = receptive::read_safetensors(bytes);
  CHECK(read_remarks(file) == remarks);
  CHECK(receptive::parse_json(spec_of_model(read_remarks(file))) == spec);
  Network read("[1, 6, 6]", layers, 1);
  read.parameters.fill_zero();
  const receptive::WeightMatch match = match_weights(file, read.graph);
  CHECK(match.own_names);
  CHECK(match.trained.empty());
  take_weights(match.answering, read.graph, read.parameters);
  CHECK(values_of(read) == values_of(written));
}

TEST_CASE("model files: an average stands under the names, the trained weights beside it") {
  const Network average("[1, 6, 6]", layers, 1);
  const Network trained("[1, 6, 6]", layers, 1);
  for (float& value : trained.parameters.values()) value *= 2.0F;
  const auto bytes = write_model_file({}, average.graph, average.parameters, &trained.parameters);
  const receptive::Safetensors file = receptive::read_safetensors(bytes);
  CHECK(file.tensors.size() == 8);
  const receptive::WeightMatch match = match_weights(file, average.graph);
  Network read("[1, 6, 6]", layers, 1);
  take_weights(match.answering, read.graph, read.parameters);
  CHECK(values_of(read) == values_of(average));
  take_weights(match.trained, read.graph, read.parameters);
  CHECK(values_of(read) == values_of(trained));
}

TEST_CASE("model files: what the data says for itself is added, not put in place of what is said") {
  receptive::Dataset data;
  data.class_names = {"a", "b"};
  data.low = -1.0F;
  Json remarks;
  describe_data(remarks, data);
  CHECK(remarks == Json{{"classes", Json::array({"a", "b"})}, {"range", Json::array({-1, 1})}});
  Json said{{"classes", Json::array({"eins", "zwei"})}, {"range", Json::array({0, 1})}};
  const Json before = said;
  describe_data(said, data);
  CHECK(said == before);
}

// As `receptive train --save` wrote them until November 2026.
TEST_CASE("model files: seed and digit width beside the spec belong into it") {
  const auto file = file_of(std::vector<receptive::testing::Entry>{}, {{"network", "committee"},
                                                                       {"spec", R"({
         "input": [1, 6, 6], "layers": [], "fit": {"validation": 10}, "seed": 1 })"},
                                                                       {"seed", "3002"},
                                                                       {"addedDigits", "20000"},
                                                                       {"digitWidth", "12"},
                                                                       {"testAccuracy", "0.9949"}});
  CHECK(remarks_of(file) == Json{{"network", "committee"},
                                 {"spec",
                                  {{"input", {1, 6, 6}},
                                   {"layers", Json::array()},
                                   {"fit", {{"validation", 10}, {"digitWidth", 12}}},
                                   {"seed", 3002}}},
                                 {"addedDigits", 20000},
                                 {"testAccuracy", 0.9949}});
}

// As the page wrote them until then.
TEST_CASE("model files: the page's earlier remarks are read") {
  const auto file =
      file_of(std::vector<receptive::testing::Entry>{}, {{"spec", spec.dump()},
                                                         {"network", "softmax"},
                                                         {"link", "data=xo&network=softmax"},
                                                         {"step", "1240"}});
  CHECK(remarks_of(file) == Json{{"spec", spec},
                                 {"network", "softmax"},
                                 {"link", "data=xo&network=softmax"},
                                 {"step", 1240}});
}

TEST_CASE("model files: another program's file says nothing, and no spec") {
  const Json remarks =
      remarks_of(file_of(std::vector<receptive::testing::Entry>{}, {{"classes", "10"}}));
  CHECK(remarks == Json::object());
  CHECK(receptive::testing::message_of<FormatError>([&] {
          (void)spec_of_model(remarks);
        }).find("expected a 'spec' in its metadata") != std::string::npos);
}

TEST_CASE("model files: a remark that is not what it should be is refused, read or written") {
  const Network network("[1, 6, 6]", layers, 1);
  const std::pair<Json, const char*> cases[] = {
      {{{"spec", "{"}}, "spec: expected a specification as JSON"},
      {{{"spec", "[]"}}, "spec: expected a specification as JSON"},
      {{{"spec", "{}"}, {"classes", "3"}}, "classes: expected a list of names"},
      {{{"spec", "{}"}, {"classes", "[\"a\", 3]"}}, "classes: expected a list of names"},
      {{{"spec", "{}"}, {"range", "[1, 0]"}}, "range: expected two numbers"},
      {{{"spec", "{}"}, {"range", "[0, 1, 2]"}}, "range: expected two numbers"},
      {{{"spec", "{}"}, {"step", "many"}}, "step: expected a number"}};
  for (const auto& [remarks, expected] : cases) {
    const auto read = receptive::testing::message_of<FormatError>(
        [&] { (void)remarks_of(file_of(std::vector<receptive::testing::Entry>{}, remarks)); });
    CHECK(read.find(expected) != std::string::npos);
    const auto written = receptive::testing::message_of<FormatError>(
        [&] { (void)write_model_file(remarks, network.graph, network.parameters, nullptr); });
    CHECK(written == read);
  }
  // A part of the spec that is none is the spec's own business.
  const auto odd = remarks_of(file_of(std::vector<receptive::testing::Entry>{},
                                      {{"spec", R"({"fit": 3})"}, {"digitWidth", "12"}}));
  CHECK(odd.at("spec") == Json{{"fit", 3}});
}
