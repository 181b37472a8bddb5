#include "inspect/structure/summary.h"

#include <nlohmann/json.hpp>

#include "core/worked_examples/networks.h"
#include "core/worked_examples/support.h"

namespace receptive::testing::summary_test {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::string& input, const std::string& layers) {
  return Json::parse(layers_json(graph_of(input, layers)));
}

}  // namespace

TEST_CASE("the summary as JSON tells shapes, parameters, settings, costs and fields") {
  const Json layers =
      json_of("[1, 9, 9]", R"([{"type": "conv2d", "filters": 3, "kernelSize": 3, "strides": 2}])");
  REQUIRE(layers.size() == 1);
  const Json& conv = layers[0];
  CHECK(conv["name"] == "conv2d");
  CHECK(conv["type"] == "conv2d");
  CHECK(conv["inputs"] == Json{"input"});
  CHECK(conv["outputShape"] == Json{3, 4, 4});
  CHECK(conv["parameterCount"] == 30);
  CHECK(conv["parameters"].dump() ==
        R"([{"name":"conv2d.weight","shape":[3,1,3,3]},{"name":"conv2d.bias","shape":[3]}])");
  CHECK(conv["settings"]["kernelSize"] == Json{3, 3});
  CHECK(conv["settings"]["padding"] == "valid");
  CHECK(conv["connections"] == 48 * 10);
  CHECK(conv["multiplyAdds"] == 48 * 9);
  CHECK(conv["activationBytes"] == 48 * 4);
  CHECK(conv["receptiveField"] == Json{3, 3});
  CHECK(conv["stride"] == Json{2, 2});
  CHECK(conv["offset"] == Json{1, 1});
  CHECK_FALSE(conv.contains("note"));
  CHECK_FALSE(conv.contains("weightsOf"));
}

TEST_CASE("the JSON tells those who draw a layer what it is to its maps") {
  struct Facts {
    const char* layer;
    const char* role;
    bool silent = false;
    bool paintable = false;
    const char* fate = nullptr;
  };
  const Facts all[] = {
      {R"({"type": "conv2d", "filters": 4, "kernelSize": 1})", "weighs", false, true},
      {R"({"type": "conv2dTranspose", "filters": 4, "kernelSize": 2})", "weighs"},
      {R"({"type": "locallyConnected2d", "filters": 4, "kernelSize": 2})", "weighs"},
      {R"({"type": "dense", "units": 2})", "weighs", false, true},
      {R"({"type": "radialBasis", "units": 2})", "mixes"},
      {R"({"type": "softmax"})", "mixes"},
      {R"({"type": "relu"})", "keepsMaps", false, false, "dies"},
      {R"({"type": "tanh"})", "keepsMaps", false, false, "saturates"},
      {R"({"type": "elu"})", "keepsMaps"},
      {R"({"type": "batchNormalization"})", "keepsMaps"},
      {R"({"type": "localContrastNormalization", "kernelSize": 3})", "keepsMaps"},
      {R"({"type": "subsampling2d"})", "keepsMaps"},
      {R"({"type": "dropout"})", "keepsMaps", true},
      {R"({"type": "flatten"})", "rearranges", true},
      {R"({"type": "zeroPadding2d"})", "rearranges"},
  };
  for (const Facts& facts : all) {
    CAPTURE(facts.layer);
    const Json layer = json_of("[3, 4, 4]", std::string("[") + facts.layer + "]")[0];
    CHECK(layer["role"] == facts.role);
    CHECK(layer["silent"] == facts.silent);
    CHECK(layer["paintable"] == facts.paintable);
    CHECK(layer.value("fate", "") == (facts.fate == nullptr ? "" : facts.fate));
    const std::string role = facts.role;
    const bool apart = role == "keepsMaps" || role == "rearranges";
    CHECK(layer.contains("mapOffsets") == apart);
    if (apart) CHECK(layer["mapOffsets"] == Json{0});
  }
}

TEST_CASE("the JSON tells where joined maps begin") {
  const Json layers = json_of("[3, 4, 4]", R"([{"type": "conv2d", "filters": 5, "kernelSize": 1},
                       {"type": "concatenate", "name": "joined", "inputs": ["conv2d", "input"]},
                       {"type": "add", "inputs": ["joined", "joined"]}])");
  CHECK(layers[1]["mapOffsets"] == Json{0, 5});
  CHECK(layers[1]["silent"] == false);
  CHECK(layers[2]["mapOffsets"] == Json{0, 0});
}

TEST_CASE("a layer with the weights of another says whose, and has no parameters of its own") {
  const Json layers = json_of(
      "[2, 4, 4]",
      R"([{"type": "conv2d", "name": "first", "filters": 2, "kernelSize": 3, "padding": "same"},
          {"type": "conv2d", "name": "second", "filters": 2, "kernelSize": 3, "padding": "same",
           "weightsOf": "first"}])");
  CHECK(layers[0]["parameterCount"] == 38);
  CHECK(layers[1]["parameterCount"] == 0);
  CHECK(layers[1]["parameters"].empty());
  CHECK(layers[1]["weightsOf"] == "first");
  CHECK(layers[1]["connections"] == layers[0]["connections"]);
}

TEST_CASE("the JSON carries the note of windows that do not fit") {
  const Json layers =
      json_of("[1, 9, 10]", R"([{"type": "conv2d", "filters": 1, "kernelSize": 3, "strides": 2}])");
  CHECK(layers[0]["note"] ==
        "windows leave 1 column unread: (10 - 3 + 0) / 2 + 1 = 4.5; use padding [0, 0, 0, 1] or "
        "strides 1");
}

TEST_CASE("reshaping costs no memory") {
  const Summary net("[2, 4, 4]", R"([{"type": "relu"}, {"type": "flatten"}])");
  CHECK(net.of("relu").activation_bytes == 32 * 4);
  CHECK(net.of("flatten").activation_bytes == 0);
}

TEST_CASE("frozen parameters and statistics are not counted as trained") {
  const Summary net("[2, 4, 4]",
                    R"([{"type": "conv2d", "filters": 3, "kernelSize": 3, "trainable": false},
                        {"type": "batchNormalization"}])");
  CHECK(net.of("conv2d").parameters == 57);
  CHECK(net.of("conv2d").trained == 0);
  CHECK(net.of("batchNormalization").parameters == 12);
  CHECK(net.of("batchNormalization").trained == 6);
}

TEST_CASE("the summary as text is an aligned table with totals and notes") {
  CHECK(
      summary_text(graph_of("[1, 10, 10]",
                            R"([{"type": "conv2d", "filters": 2, "kernelSize": 3, "strides": 2,
                                   "activation": "relu"},
                                  {"type": "dense", "units": 3}])")) ==
      R"(layer        type     output  parameters  connections  multiply-adds  bytes  field  stride  offset
input                1x10x10           0            0              0    400    1x1     1x1    0, 0
conv2d       conv2d    2x4x4          20          320            288    128    3x3     2x2    1, 1
conv2d_relu  relu      2x4x4           0            0              0    128    3x3     2x2    1, 1
dense        dense     3x1x1          99           99             96     12    9x9     2x2    4, 4
total                                119          419            384    668
conv2d: windows leave 1 row and 1 column unread: (10 - 3 + 0) / 2 + 1 = 4.5; use padding [0, 1, 0, 1] or strides 1)");
}

TEST_CASE("the text says what is not trained, and groups digits") {
  const std::string text = summary_text(graph_of("[3, 224, 224]", vgg16()));
  CHECK(text.find("138,357,544") != std::string::npos);
  CHECK(text.find("15,470,264,320") != std::string::npos);
  CHECK(text.find("are not") == std::string::npos);
  const std::string frozen =
      summary_text(graph_of("[1, 4, 4]", R"([{"type": "dense", "units": 2, "trainable": false},
                                {"type": "dense", "units": 3}])"));
  CHECK(frozen.find("9 of the parameters are trained, 34 are not") != std::string::npos);
}

TEST_CASE("notes tell rows from columns, and pooling of ceilMode") {
  const auto note = [](const std::string& input, const std::string& layer) {
    return Summary(input, "[" + layer + "]").layers()[0].note;
  };
  CHECK(note("[1, 7, 8]", R"({"type": "maxPooling2d"})") ==
        "windows leave 1 row unread: (7 - 2 + 0) / 2 + 1 = 3.5; use padding [0, 1, 0, 0] or "
        "ceilMode true");
  CHECK(note("[1, 7, 8]", R"({"type": "maxPooling2d", "ceilMode": true})") == "");
  CHECK(note("[1, 8, 12]", R"({"type": "conv2d", "filters": 1, "kernelSize": [3, 4],
                               "strides": [5, 5], "padding": [1, 0, 0, 0]})") ==
        "windows leave 3 columns unread: (12 - 4 + 0) / 5 + 1 = 2.6; use padding [1, 0, 0, 2] or "
        "strides 1");
  // A window that never moves was asked to.
  CHECK(note("[1, 1, 4]", R"({"type": "conv2d", "filters": 1, "kernelSize": [1, 3],
                              "strides": [1, 3]})") ==
        "windows leave 1 column unread: (4 - 3 + 0) / 3 + 1 = 1.333; use padding [0, 0, 0, 2] or "
        "strides 1");
  // Windows that stand apart leave as much between them.
  CHECK(note("[1, 8, 8]", R"({"type": "conv2d", "filters": 1, "kernelSize": 1, "strides": 2})") ==
        "");
  // Only padding is left unread.
  CHECK(note("[1, 4, 4]", R"({"type": "conv2d", "filters": 1, "kernelSize": 3, "strides": 2,
                              "padding": 1})") == "");
}

}  // namespace receptive::testing::summary_test
