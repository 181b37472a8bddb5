#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "io/safetensors.h"
#include "support/network.h"

namespace {

using receptive::FormatError;
using receptive::testing::Network;

constexpr const char* layers =
    R"([{"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "dense", "units": 3}])";

std::vector<std::uint8_t> file_of(const Network& network) {
  const std::vector<std::pair<std::string, std::string>> metadata{{"seed", "7"}};
  return to_safetensors(network.graph, network.parameters, metadata);
}

/// A file with this header and `values` bytes behind it.
std::vector<std::uint8_t> file_with(const std::string& header, std::size_t values) {
  std::vector<std::uint8_t> file(8 + header.size() + values);
  const std::uint64_t length = header.size();
  std::memcpy(file.data(), &length, sizeof length);
  std::memcpy(file.data() + 8, header.data(), header.size());
  return file;
}

std::vector<float> values_of(const Network& network) {
  const auto values = network.parameters.values();
  return {values.begin(), values.end()};
}

}  // namespace

TEST_CASE("safetensors: what was written is read again, metadata too") {
  const Network written("[1, 6, 6]", layers, 1);
  const auto file = file_of(written);
  Network read("[1, 6, 6]", layers, 1);
  read.parameters.fill_zero();
  read_safetensors(file, read.graph, read.parameters);
  CHECK(values_of(read) == values_of(written));
  CHECK(receptive::safetensors_metadata(file).at("seed") == "7");
}

TEST_CASE("safetensors: a file cut off at any byte is refused and changes nothing") {
  const auto file = file_of(Network("[1, 6, 6]", layers, 1));
  Network network("[1, 6, 6]", layers, 1);
  const std::vector<float> before = values_of(network);
  for (std::size_t size = 0; size < file.size(); ++size) {
    CHECK_THROWS_AS(
        read_safetensors(std::span(file).first(size), network.graph, network.parameters),
        FormatError);
  }
  CHECK(values_of(network) == before);
}

TEST_CASE("safetensors: files that are something else are refused by name") {
  const Network network("[2, 1, 1]", R"([{"type": "dense", "units": 2, "useBias": false}])", 1);
  const auto message_of = [&](const std::vector<std::uint8_t>& file) -> std::string {
    try {
      read_safetensors(file, network.graph, network.parameters);
    } catch (const FormatError& error) {
      return error.what();
    }
    return "no error";
  };
  const auto entry = [](const std::string& text) { return R"({"dense.weight": )" + text + "}"; };
  const std::pair<std::string, const char*> cases[] = {
      {"[]", "a JSON header"},
      {"{", "a JSON header"},
      {"{}", "a tensor dense.weight"},
      {entry("3"), "a tensor dense.weight"},
      {entry(R"({"dtype": "F16", "shape": [2, 2], "data_offsets": [0, 16]})"), "as F32"},
      {entry(R"({"dtype": "F32", "shape": [4], "data_offsets": [0, 16]})"), "of shape [2,2]"},
      {entry(R"({"dtype": "F32", "shape": [2, 2]})"), "between two offsets"},
      {entry(R"({"dtype": "F32", "shape": [2, 2], "data_offsets": [-1, 15]})"), "two offsets"},
      {entry(R"({"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 12]})"), "16 of the file's"},
      {entry(R"({"dtype": "F32", "shape": [2, 2], "data_offsets": [8, 24]})"), "16 of the file's"},
      {entry(R"({"dtype": "F32", "shape": [2, 2], "data_offsets": [16, 0]})"), "16 of the file's"},
      {entry(R"({"dtype": "F32", "shape": [2, 2], "data_offsets": [18446744073709551600, 0]})"),
       "16 of the file's"},
      {R"({"dense.weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}, "more": {}})",
       "1 tensors"},
  };
  for (const auto& [header, expected] : cases) {
    const std::string message = message_of(file_with(header, 16));
    INFO(header, " -> ", message);
    CHECK(message.starts_with("model file: expected "));
    CHECK(message.find(expected) != std::string::npos);
  }
  const std::vector<std::uint8_t> endless{255, 255, 255, 255, 255, 255, 255, 127, '{', '}'};
  CHECK(message_of(endless).find("a header within the file") != std::string::npos);
  CHECK_THROWS_AS((void)receptive::safetensors_metadata(file_with(R"({"__metadata__": 3})", 0)),
                  FormatError);
}

TEST_CASE("safetensors: values that nobody declared, twice declared, or not finite are refused") {
  const auto message_of = [](const std::vector<std::uint8_t>& file) -> std::string {
    const Network network("[2, 1, 1]", R"([{"type": "dense", "units": 2}])", 1);
    const std::vector<float> before = values_of(network);
    std::string message = "no error";
    try {
      read_safetensors(file, network.graph, network.parameters);
    } catch (const FormatError& error) {
      message = error.what();
      CHECK(values_of(network) == before);
    }
    return message;
  };
  const auto header = [](int weight, int bias) {
    const auto entry = [](const char* name, const char* shape, int first, int bytes) {
      return std::string("\"") + name + R"(": {"dtype": "F32", "shape": )" + shape +
             R"(, "data_offsets": [)" + std::to_string(first) + ", " +
             std::to_string(first + bytes) + "]}";
    };
    return "{" + entry("dense.weight", "[2, 2]", weight, 16) + ", " +
           entry("dense.bias", "[2]", bias, 8) + "}";
  };
  CHECK(message_of(file_with(header(0, 16), 24)) == "no error");
  CHECK(message_of(file_with(header(8, 0), 24)) == "no error");
  CHECK(message_of(file_with(header(0, 16), 25)) ==
        "model file: expected nothing behind the tensors, found 1 bytes more");
  CHECK(message_of(file_with(header(0, 8), 24)) ==
        "model file: expected one tensor after the other, found a gap or an overlap");
  CHECK(message_of(file_with(header(0, 20), 28)) ==
        "model file: expected one tensor after the other, found a gap or an overlap");
  CHECK(message_of(file_with(header(1, 17), 25)) ==
        "model file: expected one tensor after the other, found a gap or an overlap");
  std::vector<std::uint8_t> nan = file_with(header(0, 16), 24);
  for (std::size_t i = nan.size() - 4; i < nan.size(); ++i) nan[i] = 0x7F;
  nan[nan.size() - 2] = 0xC0;
  CHECK(message_of(nan) ==
        "model file: expected dense.bias of finite numbers, found nan at position 1");
  // A header of brackets alone would become gigabytes.
  std::vector<std::uint8_t> brackets = file_with(std::string(1'000'001, '['), 0);
  CHECK(message_of(brackets) ==
        "model file: expected a header of at most 1000000 bytes, found one of 1000001");
}

TEST_CASE("safetensors: values where a connection table leaves none stay 0") {
  Network network("[2, 3, 3]", R"([{"type": "conv2d", "filters": 2, "kernelSize": 3,
                                    "connections": "0 1"}])",
                  1);
  for (float& value : network.parameters.views()[0].values()) value = 1.0F;
  const auto file = file_of(network);
  read_safetensors(file, network.graph, network.parameters);
  const auto weights = network.parameters.views()[0].values();
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::size_t filter = i / 18;
    const std::size_t map = i / 9 % 2;
    CHECK(weights[i] == (filter == map ? 1.0F : 0.0F));
  }
}
