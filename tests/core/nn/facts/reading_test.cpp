// What layers say that they read; that it is what they compute is checked by the tests of
// inspect/explain, which write every value out by it.

#include "nn/facts/reading.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/worked_examples/support.h"
#include "nn/layers.h"

namespace receptive::testing::facts_reading_test {

namespace {

Reading reading_of(const std::string& input, const std::string& layer) {
  return graph_of(input, "[" + layer + "]").reading_of(0);
}

}  // namespace

TEST_CASE("which layers weigh all that they read") {
  CHECK(reading_of("[2, 3, 3]", R"({"type": "dense", "units": 4})").weighs_all());
  CHECK(reading_of("[2, 3, 3]", R"({"type": "radialBasis", "units": 4})").weighs_all());
  // One window over everything still is a window.
  CHECK_FALSE(
      reading_of("[2, 3, 3]", R"({"type": "conv2d", "filters": 4, "kernelSize": 3})").weighs_all());
  CHECK_FALSE(reading_of("[2, 3, 3]", R"({"type": "softmax"})").weighs_all());
  CHECK_FALSE(reading_of("[2, 3, 3]", R"({"type": "flatten"})").weighs_all());
}

TEST_CASE("which layers have a filter in one piece for each map") {
  const char* with[] = {R"({"type": "conv2d", "filters": 4, "kernelSize": 3})",
                        R"({"type": "conv2d", "filters": 4, "kernelSize": 1, "groups": 2})",
                        R"({"type": "depthwiseConv2d", "kernelSize": 2})",
                        R"({"type": "dense", "units": 4})"};
  for (const std::string layer : with) {
    CAPTURE(layer);
    CHECK(reading_of("[2, 3, 3]", layer).has_filters());
  }
  const char* without[] = {R"({"type": "conv2dTranspose", "filters": 4, "kernelSize": 3})",
                           R"({"type": "locallyConnected2d", "filters": 4, "kernelSize": 2})",
                           R"({"type": "subsampling2d"})", R"({"type": "maxPooling2d"})",
                           R"({"type": "flatten"})"};
  for (const std::string layer : without) {
    CAPTURE(layer);
    CHECK_FALSE(reading_of("[2, 3, 3]", layer).has_filters());
  }
}

TEST_CASE("which layers take an activation, and which are taken apart") {
  for (const std::string& type : layer_types()) {
    const std::set<std::string> takes = {"conv1d", "conv2d",          "conv2dTranspose",
                                         "dense",  "depthwiseConv2d", "locallyConnected2d"};
    const LayerKind& kind = *find_layer_kind(type);
    CHECK((find_argument(kind.declaration, "activation") != nullptr) == takes.contains(type));
    CHECK(kind.expand == nullptr);
  }
  CHECK(find_layer_kind("recurrentConv2d")->expand != nullptr);
}

}  // namespace receptive::testing::facts_reading_test
