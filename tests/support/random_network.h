#pragma once

#include <cstdint>
#include <string>

namespace receptive::testing {

/// A network that nobody thought of, with a loss: layers of the catalogue behind each other and
/// side by side, with extents around the edges of lanes.
struct RandomNetwork {
  std::string json;  ///< for `parse_trainer_spec`
  int batch = 1;
  bool training = false;  ///< the mode of the pass
  int words = 0;  ///< the input is whole numbers below this, for an embedding; 0: any numbers
};

/// The same seed, the same network. One layer's type follows from the seed's place in the
/// catalogue, so that as many seeds in a row as there are types have all of them.
RandomNetwork random_network(std::uint64_t seed);

}  // namespace receptive::testing
