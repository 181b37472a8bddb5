#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "support/bad_spec.h"
#include "support/gradient_check.h"
#include "support/network.h"

namespace receptive::group_normalization_test {

using receptive::testing::BadSpec;
using receptive::testing::BareNetwork;
using receptive::testing::check_gradients;
using receptive::testing::check_layers_refused;
using receptive::testing::GradientCase;

TEST_CASE("groupNormalization: one group of two values becomes plus and minus 1 nearly") {
  BareNetwork network("[2, 1, 1]", R"([{"type": "groupNormalization", "groups": 1}])", 1);
  network.set_picture(std::vector<float>{1, 5});
  const std::vector<float> output = network.forward();
  // Mean 3, variance 4: (1 - 3) / sqrt(4.001).
  CHECK(output[0] == doctest::Approx(-2.0 / std::sqrt(4.001)));
  CHECK(output[1] == doctest::Approx(2.0 / std::sqrt(4.001)));
}

TEST_CASE("groupNormalization: gradients agree with central differences") {
  const GradientCase cases[] = {
      {"groupNormalization of one group", "[4, 3, 3]",
       R"([{"type": "groupNormalization", "groups": 1}])", 2},
      {"groupNormalization in groups, training", "[6, 3, 2]",
       R"([{"type": "groupNormalization", "groups": 3, "epsilon": 0.1}])", 3, 3e-4, true},
      {"groupNormalization of each map, without scale", "[3, 3, 4]",
       R"([{"type": "groupNormalization", "groups": 3, "scale": false}])", 2},
      {"groupNormalization without center", "[4, 2, 3]",
       R"([{"type": "groupNormalization", "groups": 2, "center": false}])", 2},
  };
  for (const GradientCase& test : cases) check_gradients(test);
}

TEST_CASE("groupNormalization: an example does not hang on the others of its batch") {
  const std::vector<float> one = {1, 2, 3, 5, 8, 13, 21, 34};
  const std::vector<float> other = {-4, 4, 9, -9, 100, 0, 1, 2};
  const char* layers = R"([{"type": "groupNormalization", "groups": 2}])";
  BareNetwork alone("[4, 1, 2]", layers, 1);
  alone.set_picture(one);
  const std::vector<float> expected = alone.forward(/*training=*/true);
  BareNetwork both("[4, 1, 2]", layers, 2);
  std::vector<float> pictures = other;
  pictures.insert(pictures.end(), one.begin(), one.end());
  both.set_picture(pictures);
  const std::vector<float> found = both.forward(/*training=*/true);
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(found[one.size() + i] == expected[i]);
  }
}

TEST_CASE("groupNormalization: groups must divide the maps") {
  const BadSpec cases[] = {{R"({"type": "groupNormalization", "groups": 4})",
                            "groupNormalization: groups: expected a divisor of the 6 maps", "4"}};
  check_layers_refused(cases, "[6, 2, 2]");
}

}  // namespace receptive::group_normalization_test
