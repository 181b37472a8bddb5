#include "data/looking/sampling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace receptive::sampling_test {

TEST_CASE("sampling: evenly spread, whatever the length") {
  for (const std::uint64_t length : {1U, 48U, 95U, 96U, 97U, 1000U, 5000U}) {
    CAPTURE(length);
    Sampling sampling;
    std::vector<std::uint64_t> kept;
    for (std::uint64_t place = 0; place < length; ++place) {
      if (!sampling.wants(place)) continue;
      kept.push_back(place);
      if (kept.size() < 2 * Sampling::usual) continue;
      sampling.thin_out();
      std::erase_if(kept, [&](std::uint64_t one) { return !sampling.wants(one); });
    }
    CHECK(kept.size() >= std::min<std::uint64_t>(length, Sampling::usual));
    CHECK(kept.size() < 2 * Sampling::usual);
    for (std::size_t i = 1; i < kept.size(); ++i) CHECK(kept[i] - kept[i - 1] == kept[1]);
  }
}

}  // namespace receptive::sampling_test
