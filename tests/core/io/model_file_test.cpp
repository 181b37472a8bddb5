#include "io/model_file.h"

#include <doctest/doctest.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.h"
#include "io/weight_match.h"
#include "stored.h"
#include "support/network.h"

namespace receptive::model_file_test {

namespace {

using receptive::FormatError;
using receptive::Json;
using receptive::testing::BareNetwork;
using receptive::testing::file_of;

constexpr const char* layers =
    R"([{"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "dense", "units": 3}])";

Json remarks_of(const std::vector<std::uint8_t>& file) {
  return read_remarks(receptive::Safetensors(file));
}

std::vector<float> values_of(const BareNetwork& network) {
  const auto values = network.parameters.values();
  return {values.begin(), values.end()};
}

const Json spec{{"input", {1, 6, 6}}, {"layers", Json::array()}};

}  // namespace

TEST_CASE("model files: what was written is read again, values and remarks") {
  const BareNetwork written("[1, 6, 6]", layers, 1);
  const Json remarks{{"spec", spec},
                     {"network", "small"},
                     {"classes", Json::array({"O", "X", "\xE2\x88\x9E"})},
                     {"range", Json::array({-1, 1})},
                     {"step", 20},
                     {"testAccuracy", 0.9949},
                     {"mood", "good"}};
  const auto bytes = write_model_file(remarks, written.graph, written.parameters, nullptr);
  const receptive::Safetensors file(bytes);
  CHECK(read_remarks(file) == remarks);
  BareNetwork read("[1, 6, 6]", layers, 1);
  read.parameters.fill_zero();
  const receptive::WeightMatch match = match_weights(file, read.graph);
  CHECK(match.own_names);
  CHECK(match.trained.empty());
  take_weights(match.answering, read.graph, read.parameters);
  CHECK(values_of(read) == values_of(written));
}

TEST_CASE("model files: the form is that of safetensors, as another parser reads it") {
  const BareNetwork network("[1, 6, 6]", layers, 1);
  const auto file =
      write_model_file({{"network", "small"}}, network.graph, network.parameters, nullptr);
  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), 8);
  REQUIRE(length % 8 == 0);
  const auto header = nlohmann::json::parse(
      std::string(file.begin() + 8, file.begin() + 8 + static_cast<long>(length)));
  CHECK(header["__metadata__"] == nlohmann::json{{"network", "small"}});
  CHECK(header["conv2d.weight"]["shape"] == nlohmann::json({2, 1, 3, 3}));
  CHECK(header["dense.weight"]["shape"] == nlohmann::json({3, 32}));
  CHECK(header["dense.bias"]["dtype"] == "F32");
  std::size_t end = 0;
  for (const auto& name : parameter_names(network.graph)) {
    const auto offsets = header[name.text]["data_offsets"].get<std::vector<std::size_t>>();
    const auto& view = network.parameters.views()[static_cast<std::size_t>(name.index)];
    CHECK(offsets[0] == end);
    end = offsets[1];
    REQUIRE(end - offsets[0] == view.count() * sizeof(float));
    CHECK(std::memcmp(file.data() + 8 + length + offsets[0], view.data, end - offsets[0]) == 0);
  }
  CHECK(file.size() == 8 + length + end);
}

TEST_CASE("model files: an average stands under the names, the trained weights beside it") {
  const BareNetwork average("[1, 6, 6]", layers, 1);
  const BareNetwork trained("[1, 6, 6]", layers, 1);
  for (float& value : trained.parameters.values()) value *= 2.0F;
  const auto bytes = write_model_file({}, average.graph, average.parameters, &trained.parameters);
  const receptive::Safetensors file(bytes);
  CHECK(file.tensors().size() == 8);
  const receptive::WeightMatch match = match_weights(file, average.graph);
  BareNetwork read("[1, 6, 6]", layers, 1);
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

TEST_CASE("model files: another program's file says nothing") {
  CHECK(remarks_of(file_of(std::vector<receptive::testing::Entry>{}, {{"classes", "10"}})) ==
        Json::object());
}

TEST_CASE("model files: a remark that is not what it should be is refused, read or written") {
  const BareNetwork network("[1, 6, 6]", layers, 1);
  const std::pair<Json, const char*> cases[] = {
      {{{"spec", "{"}}, "expected its remark spec to be a specification as JSON"},
      {{{"spec", "[]"}}, "expected its remark spec to be a specification as JSON"},
      {{{"spec", "{}"}, {"classes", "3"}}, "expected its remark classes to be a list of names"},
      {{{"spec", "{}"}, {"classes", "[\"a\", 3]"}},
       "expected its remark classes to be a list of names"},
      {{{"spec", "{}"}, {"range", "[1, 0]"}}, "expected its remark range to be two numbers"},
      {{{"spec", "{}"}, {"range", "[0, 1, 2]"}}, "expected its remark range to be two numbers"},
      {{{"spec", "{}"}, {"step", "many"}}, "expected its remark step to be a number"}};
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

}  // namespace receptive::model_file_test
