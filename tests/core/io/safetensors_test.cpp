#include "io/safetensors.h"

#include <doctest/doctest.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

using receptive::Json;

TEST_CASE("a safetensors file holds every tensor by name, shape and value") {
  const std::vector<float> weight{1, 2, 3, 4, 5, 6};
  const std::vector<float> bias{7};
  const receptive::NamedValues tensors[] = {
      {.name = "c.weight", .shape = Json::array({2, 3}), .values = weight},
      {.name = "none", .shape = Json::array({0}), .values = {}},
      {.name = "c.bias", .shape = Json::array({1}), .values = bias}};
  const auto file = receptive::write_safetensors({{"preset", "test"}}, tensors);

  std::uint64_t length = 0;
  std::memcpy(&length, file.data(), 8);
  REQUIRE(length % 8 == 0);
  const auto header = nlohmann::json::parse(
      std::string(file.begin() + 8, file.begin() + 8 + static_cast<long>(length)));
  CHECK(header["__metadata__"]["preset"] == "test");
  CHECK(header["c.weight"]["shape"] == nlohmann::json({2, 3}));
  CHECK(header["c.weight"]["data_offsets"] == nlohmann::json({0, 24}));
  CHECK(header["c.bias"]["dtype"] == "F32");
  CHECK(header["c.bias"]["data_offsets"] == nlohmann::json({24, 28}));
  REQUIRE(file.size() == 8 + length + 28);
  CHECK(std::memcmp(file.data() + 8 + length, weight.data(), 24) == 0);
  CHECK(std::memcmp(file.data() + 8 + length + 24, bias.data(), 4) == 0);
}
