#include "io/weight_match.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "stored.h"
#include "support/network.h"

namespace receptive::weight_match_test {

namespace {

using receptive::FormatError;
using receptive::Json;
using receptive::testing::BareNetwork;
using receptive::testing::Entry;
using receptive::testing::file_of;

/// 1x6x6 -> 2 filters of 3x3 -> 3 units: parameters [2,1,3,3], [2], [3,32], [3].
const BareNetwork& small() {
  static const BareNetwork network(
      "[1, 6, 6]",
      R"([{"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "dense", "units": 3}])", 1);
  return network;
}

/// Two convolutions and two normalizations whose parameters have the same shapes.
const BareNetwork& twins() {
  static const BareNetwork network("[2, 6, 6]", R"([
      {"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": "same", "name": "one"},
      {"type": "batchNormalization", "name": "norm"},
      {"type": "conv2d", "filters": 2, "kernelSize": 3, "padding": "same", "name": "two"},
      {"type": "dense", "units": 3, "name": "last"}])",
                                   1);
  return network;
}

/// "tensor > parameter, ..."
std::string matched(const BareNetwork& network, const std::vector<Entry>& entries,
                    const Json& metadata = Json::object()) {
  const auto bytes = file_of(entries, metadata);
  const receptive::Safetensors file(bytes);
  const receptive::WeightMatch match = match_weights(file, network.graph);
  std::string text;
  for (const auto& name : parameter_names(network.graph)) {
    text += std::string(match.answering[static_cast<std::size_t>(name.index)]->name) + " > " +
            name.text + ", ";
  }
  for (const auto* tensor : match.left_out) text += "without " + std::string(tensor->name) + ", ";
  return (match.own_names ? "own: " : "") + text;
}

std::string refusal_of(const BareNetwork& network, const std::vector<Entry>& entries,
                       const Json& metadata = Json::object()) {
  return receptive::testing::message_of<FormatError>(
      [&] { (void)matched(network, entries, metadata); });
}

void check_refused(const std::string& message, std::initializer_list<const char*> pieces) {
  INFO(message);
  CHECK(message.starts_with("model file: expected "));
  for (const char* piece : pieces) {
    INFO(piece);
    CHECK(message.find(piece) != std::string::npos);
  }
}

const std::vector<Entry> own = {{"conv2d.weight", {2, 1, 3, 3}},
                                {"conv2d.bias", {2}},
                                {"dense.weight", {3, 32}},
                                {"dense.bias", {3}}};

std::vector<Entry> with(std::vector<Entry> entries, const Entry& more) {
  entries.push_back(more);
  return entries;
}

constexpr const char* own_match =
    "own: conv2d.weight > conv2d.weight, conv2d.bias > conv2d.bias, dense.weight > dense.weight, "
    "dense.bias > dense.bias, ";

}  // namespace

TEST_CASE("weights: a file with the network's names is matched by them, in any order") {
  CHECK(matched(small(), own) == own_match);
  std::vector<Entry> turned(own.rbegin(), own.rend());
  CHECK(matched(small(), turned) == own_match);
}

TEST_CASE("weights: counters and empty tensors hold no weights: they are left out and named") {
  CHECK(matched(small(), with(own, {"conv2d.num_batches_tracked", {}, "I64"})) ==
        std::string(own_match) + "without conv2d.num_batches_tracked, ");
  CHECK(matched(small(), with(own, {"scaled_fp8", {0}})) ==
        std::string(own_match) + "without scaled_fp8, ");
}

TEST_CASE("weights: a tensor too many, one too few or one of another shape is refused by name") {
  check_refused(refusal_of(small(), with(own, {"more.weight", {4}})),
                {"network's 4 tensors (conv2d.weight [2,1,3,3]", "found 5", "more.weight [4])"});
  check_refused(refusal_of(small(), {own.begin(), own.end() - 1}), {"found 3", "dense.bias [3]"});
  check_refused(refusal_of(small(), {}), {"found 0 that"});
  std::vector<Entry> other = own;
  other[2].shape = {3, 33};
  CHECK(refusal_of(small(), other) ==
        "model file: expected dense.weight of shape [3,32], found [3,33]");
  other[2] = {"dense.weight", {3, 32}, "F8_E4M3"};
  CHECK(refusal_of(small(), other) ==
        "model file: expected dense.weight as F32, F16, BF16 or F64, found F8_E4M3");
  other[2].type = "I8";  // a quantized weight is none
  check_refused(refusal_of(small(), other), {"found 3"});
}

TEST_CASE("weights: layers of other names are known by shapes that no other has") {
  const char* sequential =
      "0.weight > conv2d.weight, 0.bias > conv2d.bias, 10.weight > dense.weight, 10.bias > "
      "dense.bias, ";
  CHECK(matched(small(), {{"10.bias", {3}},
                          {"10.weight", {3, 32}},
                          {"0.bias", {2}},
                          {"0.weight", {2, 1, 3, 3}}}) == sequential);
  CHECK(matched(small(), {{"b2", {3}}, {"w2", {3, 32}}, {"b1", {2}}, {"w1", {2, 1, 3, 3}}}) ==
        "w1 > conv2d.weight, b1 > conv2d.bias, w2 > dense.weight, b2 > dense.bias, ");
  // Where only some have the network's names, none is taken by its name.
  CHECK(matched(small(), {{"dense.weight", {2, 1, 3, 3}},
                          {"dense.bias", {2}},
                          {"head.weight", {3, 32}},
                          {"head.bias", {3}}}) ==
        "dense.weight > conv2d.weight, dense.bias > conv2d.bias, head.weight > dense.weight, "
        "head.bias > dense.bias, ");
}

TEST_CASE("weights: PyTorch's names of a normalization; equal shapes are told apart by numbers") {
  const auto file = [](const std::string& first, const std::string& second) {
    return std::vector<Entry>{{second + ".weight", {2, 2, 3, 3}},
                              {second + ".bias", {2}},
                              {"fc.weight", {3, 72}},
                              {"fc.bias", {3}},
                              {"bn.bias", {2}},
                              {"bn.weight", {2}},
                              {"bn.running_mean", {2}},
                              {"bn.running_var", {2}},
                              {"bn.num_batches_tracked", {}, "I64"},
                              {first + ".weight", {2, 2, 3, 3}},
                              {first + ".bias", {2}}};
  };
  const auto expected = [](const std::string& first, const std::string& second) {
    return first + ".weight > one.weight, " + first + ".bias > one.bias, " +
           "bn.weight > norm.gamma, bn.bias > norm.beta, bn.running_mean > norm.movingMean, "
           "bn.running_var > norm.movingVariance, " +
           second + ".weight > two.weight, " + second + ".bias > two.bias, " +
           "fc.weight > last.weight, fc.bias > last.bias, without bn.num_batches_tracked, ";
  };
  for (const auto& [first, second] :
       {std::pair{"conv1", "conv2"}, {"features.3", "features.10"}, {"b1.conv2", "b2.conv1"}}) {
    CHECK(matched(twins(), file(first, second)) == expected(first, second));
  }
  // A permutation of equal shapes is a doubt.
  for (const auto& [first, second] : {std::pair{"left", "right"},
                                      {"conv", "conv2"},
                                      {"a1", "a01"},
                                      {"conv1", "conv2x"},
                                      {"conv1x", "conv2"}}) {
    check_refused(refusal_of(twins(), file(first, second)),
                  {"one.weight [2,2,3,3]", "cannot be told apart", "fc.weight [3,72]"});
  }
}

TEST_CASE("weights: two tensors in the same role are refused") {
  check_refused(refusal_of(twins(), {{"a.weight", {2, 2, 3, 3}},
                                     {"a.gamma", {2, 2, 3, 3}},
                                     {"b.weight", {2, 2, 3, 3}},
                                     {"b.gamma", {2, 2, 3, 3}},
                                     {"c.weight", {3, 72}},
                                     {"c.bias", {3}},
                                     {"d.1", {2}},
                                     {"d.2", {2}},
                                     {"d.3", {2}},
                                     {"d.4", {2}}}),
                {"cannot be told apart"});
}

TEST_CASE("weights: layouts of MLX and Keras are refused by name") {
  check_refused(refusal_of(small(), own, {{"format", "mlx"}}), {"the format mlx in MLX's layout"});
  check_refused(refusal_of(small(), own, {{"format", "tf"}}), {"Keras and TensorFlow"});
  CHECK(matched(small(), own, {{"format", "pt"}}) == own_match);
  check_refused(
      refusal_of(
          small(),
          {{"c.weight", {2, 3, 3, 1}}, {"c.bias", {2}}, {"l.weight", {3, 32}}, {"l.bias", {3}}}),
      {"c.weight in MLX's layout (filters, height, width, channels)"});
  check_refused(
      refusal_of(
          small(),
          {{"c.weight", {3, 3, 1, 2}}, {"c.bias", {2}}, {"l.weight", {32, 3}}, {"l.bias", {3}}}),
      {"c.weight in the layout of Keras and TensorFlow"});
  check_refused(
      refusal_of(
          small(),
          {{"c.weight", {2, 1, 3, 3}}, {"c.bias", {2}}, {"l.weight", {32, 3}}, {"l.bias", {3}}}),
      {"l.weight in the layout of Keras"});
  check_refused(refusal_of(small(), {{"conv2d/kernel:0", {3, 3, 1, 2}}}),
                {"conv2d/kernel:0 in the layout of Keras"});
}

TEST_CASE("weights: long lists are cut") {
  std::vector<Entry> many;
  for (int i = 0; i < 100; ++i) many.push_back({"t" + std::to_string(i), {1}});
  check_refused(refusal_of(small(), many), {"found 100", "t39 [1] ...)"});
}

TEST_CASE("weights: values are widened into their places; a connection that is none stays 0") {
  const BareNetwork network("[2, 3, 3]", R"([{"type": "conv2d", "filters": 2, "kernelSize": 3,
                                          "connections": "0 1"}])",
                            1);
  const auto bytes = file_of({{"conv2d.weight", {2, 2, 3, 3}}, {"conv2d.bias", {2}}});
  const receptive::Safetensors file(bytes);
  const receptive::WeightMatch match = match_weights(file, network.graph);
  take_weights(match.answering, network.graph, network.parameters);
  const auto weights = network.parameters.views()[0].values();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const bool connected = i / 18 == i / 9 % 2;
    CHECK(weights[i] == (connected ? static_cast<float>(i + 1) : 0.0F));
  }
  CHECK(network.parameters.views()[1].values()[1] == 38.0F);
}

}  // namespace receptive::weight_match_test
