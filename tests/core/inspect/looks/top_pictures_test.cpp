#include "inspect/looks/top_pictures.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/error.h"
#include "core/inspect/looks/support.h"
#include "data/generators/xo_generator.h"
#include "inspect/looks/target_gradient.h"

namespace receptive::testing::top_pictures_test {

namespace {

StartedNetwork xo_network() {
  return network_of("[1, 9, 9]", R"([
      {"type": "conv2d", "filters": 3, "kernelSize": 3, "activation": "relu"},
      {"type": "maxPooling2d"}, {"type": "flatten"}, {"type": "dense", "units": 2}])");
}

/// A dense layer adds up in another order for a batch than for one picture: the last digits may
/// differ, in WebAssembly they do.
bool same(const TopPicture& one, const TopPicture& other) {
  return one.value == doctest::Approx(other.value).epsilon(1e-5) && one.example == other.example &&
         one.place == other.place;
}

}  // namespace

TEST_CASE("the top pictures are those of looking at every picture by itself") {
  const StartedNetwork network = xo_network();
  const Dataset data = make_xo({.count = 75});
  const int nodes[] = {1, 2, 4};
  REQUIRE(count_maps(network.graph(), nodes) == 3 + 3 + 2);
  constexpr std::size_t keep = 9;
  std::vector<TopPicture> table(8 * keep);
  find_top_pictures(network, data, 0, 75, nodes, keep, table);

  TargetGradient lens(network, 1);
  std::vector<std::vector<TopPicture>> all(8);
  std::vector<std::uint8_t> label(1);
  for (int example = 0; example < 75; ++example) {
    data.gather_range(example, lens.pictures(1), {.classes = label});
    lens.forward(1);
    std::size_t row = 0;
    for (const int node : nodes) {
      const ConstTensorView maps = lens.activation(node);
      for (int map = 0; map < maps.shape.c; ++map, ++row) {
        const float* plane = maps.plane(0, map);
        const float* best = std::max_element(plane, plane + maps.shape.plane_count());
        all[row].push_back({*best, example, static_cast<std::int32_t>(best - plane)});
      }
    }
  }
  for (std::size_t row = 0; row < 8; ++row) {
    std::ranges::sort(all[row], [](const TopPicture& one, const TopPicture& other) {
      return one.value > other.value || (one.value == other.value && one.example < other.example);
    });
    for (std::size_t i = 0; i < keep; ++i) {
      CAPTURE(row);
      CHECK(same(table[row * keep + i], all[row][i]));
    }
  }

  SUBCASE("in pieces of any order, and a second time, as well") {
    std::vector<TopPicture> pieces(table.size());
    for (const auto& [first, count] : {std::pair{40, 35}, {0, 1}, {1, 39}, {40, 35}}) {
      find_top_pictures(network, data, first, count, nodes, keep, pieces);
    }
    for (std::size_t i = 0; i < table.size(); ++i) CHECK(same(table[i], pieces[i]));
  }
}

TEST_CASE("of equally strong pictures the first come first, and few pictures leave places empty") {
  StartedNetwork network = xo_network();
  std::ranges::fill(network.parameters().values(), 0.0F);
  const Dataset data = make_xo({.count = 50});
  const int node = 1;
  std::vector<TopPicture> table(3 * 9);
  find_top_pictures(network, data, 30, 20, {&node, 1}, 9, table);
  find_top_pictures(network, data, 0, 30, {&node, 1}, 9, table);
  for (int i = 0; i < 9; ++i) {
    CHECK(same(table[static_cast<std::size_t>(i)], {.value = 0, .example = i, .place = 0}));
  }
  std::vector<TopPicture> few(3 * 9);
  find_top_pictures(network, data, 7, 2, {&node, 1}, 9, few);
  CHECK(few[1].example == 8);
  CHECK(few[2].example == -1);
}

TEST_CASE("top pictures refuse what does not fit") {
  const StartedNetwork network = xo_network();
  const Dataset data = make_xo({.count = 5});
  const int node = 1;
  std::vector<TopPicture> table(27);
  CHECK_THROWS_WITH_AS(find_top_pictures(network, data, 3, 3, {&node, 1}, 9, table),
                       "examples: expected a range within 0 to 4, found 3 from 3", ArgumentError);
  CHECK_THROWS_WITH_AS(find_top_pictures(network, data, 0, 5, {&node, 1}, 8, table),
                       "table: expected 3 rows of 8 pictures, found 27 pictures", ArgumentError);
  const int nowhere = 9;
  CHECK_THROWS_WITH_AS(count_maps(network.graph(), {&nowhere, 1}),
                       "layer: expected 0 to 4, found 9", ArgumentError);
  const Dataset larger = make_xo({.count = 5, .size = 12});
  CHECK_THROWS_WITH_AS(find_top_pictures(network, larger, 0, 5, {&node, 1}, 9, table),
                       "data: expected pictures of 1x9x9, found 1x12x12", ArgumentError);
}

}  // namespace receptive::testing::top_pictures_test
