#include "io/safetensors.h"

#include <doctest/doctest.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "support/network.h"

TEST_CASE("a safetensors file holds every parameter by name, shape and value") {
  const receptive::testing::Network network(
      "[1, 6, 6]",
      R"([{"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "dense", "units": 3}])", 1);
  const std::vector<std::pair<std::string, std::string>> metadata{{"preset", "test"}};
  const auto file = receptive::to_safetensors(network.graph, network.parameters, metadata);

  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), 8);
  REQUIRE(length % 8 == 0);
  const auto header = nlohmann::json::parse(
      std::string(file.begin() + 8, file.begin() + 8 + static_cast<long>(length)));
  CHECK(header["__metadata__"]["preset"] == "test");
  CHECK(header["conv2d.weight"]["shape"] == nlohmann::json({2, 1, 3, 3}));
  CHECK(header["dense.weight"]["shape"] == nlohmann::json({3, 32}));
  CHECK(header["dense.bias"]["dtype"] == "F32");
  std::size_t index = 0;
  std::size_t end = 0;
  for (const auto& name : parameter_names(network.graph)) {
    const auto offsets = header[name.text]["data_offsets"].get<std::vector<std::size_t>>();
    const auto& view = network.parameters.views()[index++];
    CHECK(offsets[0] == end);
    end = offsets[1];
    REQUIRE(end - offsets[0] == view.count() * sizeof(float));
    CHECK(std::memcmp(file.data() + 8 + length + offsets[0], view.data, end - offsets[0]) == 0);
  }
  CHECK(file.size() == 8 + length + end);
}
