#include "inspect/looks/occlusion.h"

#include <doctest/doctest.h>

#include <vector>

#include "base/error.h"
#include "core/inspect/looks/support.h"

namespace receptive::testing::occlusion_test {

namespace {

/// The drop of every class for a square whose middle is at this pixel, one picture at a time.
std::vector<float> drop_at(Network& network, const std::vector<float>& picture, int size,
                           float paper, int row, int column) {
  const Shape shape = network.graph().input();
  std::vector<float> covered = picture;
  for (int c = 0; c < shape.c; ++c) {
    for (int h = 0; h < shape.h; ++h) {
      for (int w = 0; w < shape.w; ++w) {
        const bool inside = h >= row - (size - 1) / 2 && h < row - (size - 1) / 2 + size &&
                            w >= column - (size - 1) / 2 && w < column - (size - 1) / 2 + size;
        if (inside) covered[static_cast<std::size_t>((c * shape.h + h) * shape.w + w)] = paper;
      }
    }
  }
  std::vector<float> before(3);
  std::vector<float> after(3);
  network.predict({picture.data(), shape}, {before.data(), {1, 3, 1, 1}});
  network.predict({covered.data(), shape}, {after.data(), {1, 3, 1, 1}});
  for (std::size_t k = 0; k < 3; ++k) before[k] -= after[k];
  return before;
}

}  // namespace

TEST_CASE("occlusion drops are those of pictures covered one by one") {
  StartedNetwork network = branched_network();
  const Shape shape = network.graph().input();
  const std::vector<float> picture = some_values(shape.count());
  for (const OcclusionSquare& square : {OcclusionSquare{.size = 3, .paper = -1},
                                        {.size = 2, .paper = 0.5F},
                                        {.size = 5, .stride = 2, .paper = 0},
                                        {.size = 40}}) {
    CAPTURE(square.size);
    const Shape places = occlusion_places(shape, square);
    const int total = places.h * places.w;
    CHECK(places.h == (square.stride == 2 ? 3 : 6));
    // In two pieces, the second longer than a batch of the core's where there are enough.
    for (const auto& [first, count] : {std::pair{0, 1}, std::pair{1, total - 1}}) {
      std::vector<float> drops(static_cast<std::size_t>(3 * count));
      occlusion_drops(network, {picture.data(), shape}, square, first,
                      {drops.data(), {1, 1, 3, count}});
      for (int i = 0; i < count; ++i) {
        const int row = (first + i) / places.w * square.stride;
        const int column = (first + i) % places.w * square.stride;
        const auto expected = drop_at(network, picture, square.size, square.paper, row, column);
        for (int k = 0; k < 3; ++k) {
          CHECK(drops[static_cast<std::size_t>(k * count + i)] ==
                doctest::Approx(expected[static_cast<std::size_t>(k)]).epsilon(1e-3).scale(0.01));
        }
      }
    }
  }
}

TEST_CASE("occlusion refuses squares and places that are none") {
  const StartedNetwork network = branched_network();
  const std::vector<float> picture(60);
  const ConstTensorView view{picture.data(), network.graph().input()};
  std::vector<float> drops(12);
  const TensorView some{drops.data(), {1, 1, 3, 4}};
  CHECK_THROWS_WITH_AS(occlusion_drops(network, view, {.size = 0}, 0, some),
                       "square: expected a size and a stride of at least 1, found 0 and 1",
                       ArgumentError);
  CHECK_THROWS_WITH_AS(occlusion_drops(network, view, {}, 27, some),
                       "places: expected a range within 0 to 29, found 4 from 27", ArgumentError);
}

}  // namespace receptive::testing::occlusion_test
