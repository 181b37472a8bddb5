#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "io/safetensors.h"
#include "stored.h"

namespace receptive::safetensors_test {

namespace {

using receptive::FormatError;
using receptive::Safetensors;
using receptive::testing::file_of;
using Bytes = std::vector<std::uint8_t>;

std::string refusal_of(const Bytes& file) {
  return receptive::testing::message_of<FormatError>([&] { const Safetensors read(file); });
}

const std::vector<receptive::testing::Entry> two = {{"a", {2, 3}}, {"b", {4}}};

}  // namespace

TEST_CASE("safetensors: tensors come in the order of the header, remarks beside them") {
  const Bytes file = file_of(two, {{"format", "pt"}});
  const Safetensors read(file);
  CHECK(read.metadata().at("format") == "pt");
  REQUIRE(read.tensors().size() == 2);
  CHECK(read.tensors()[0].name == "a");
  CHECK(read.tensors()[0].shape == "[2,3]");
  CHECK(read.tensors()[0].type == "F32");
  CHECK(read.tensors()[0].bytes.size() == 24);
  CHECK(read.tensors()[1].bytes.data() == file.data() + file.size() - 16);
}

TEST_CASE("safetensors: tensors may lie in another order, be empty or single numbers") {
  const Bytes file = file_of(
      R"({"b": {"dtype": "I64", "shape": [], "data_offsets": [4, 12]},
          "a": {"dtype": "F16", "shape": [2], "data_offsets": [0, 4]},
          "none": {"dtype": "F32", "shape": [0, 7], "data_offsets": [4, 4]}})",
      Bytes(12));
  const Safetensors read(file);
  CHECK(read.metadata().empty());
  CHECK(read.tensors()[0].bytes.size() == 8);
  CHECK(read.tensors()[2].bytes.empty());
}

TEST_CASE("safetensors: a file cut off at any byte is refused") {
  const Bytes file = file_of(two);
  for (std::size_t size = 0; size < file.size(); ++size) {
    CHECK_THROWS_AS(Safetensors(std::span(file).first(size)), FormatError);
  }
}

TEST_CASE("safetensors: what is not as it claims to be is refused by name") {
  const auto entry = [](const std::string& text) { return R"({"w": )" + text + "}"; };
  const std::pair<std::string, const char*> cases[] = {
      {"[]", "a JSON header"},
      {"{", "a JSON header"},
      {R"({"__metadata__": 3})", "an object of texts, found 3"},
      {R"({"__metadata__": {"step": 3}})", "an object of texts, found 3"},
      {entry("3"), "w as a tensor, found 3"},
      {entry(R"({"shape": [4], "data_offsets": [0, 16]})"), "with a dtype"},
      {entry(R"({"dtype": "F32", "shape": 4, "data_offsets": [0, 16]})"), "with a shape"},
      {entry(R"({"dtype": "F32", "shape": [-4], "data_offsets": [0, 16]})"), "with a shape"},
      {entry(R"({"dtype": "F32", "shape": [4]})"), "between two offsets"},
      {entry(R"({"dtype": "F32", "shape": [4], "data_offsets": [-1, 15]})"), "two offsets"},
      {entry(R"({"dtype": "F32", "shape": [4], "data_offsets": [0, 1, 16]})"), "two offsets"},
      {entry(R"({"dtype": "F32", "shape": [4], "data_offsets": [8, 24]})"),
       "within the file's values"},
      {entry(R"({"dtype": "F32", "shape": [4], "data_offsets": [16, 0]})"),
       "within the file's values"},
      {entry(R"({"dtype": "F32", "shape": [4], "data_offsets": [18446744073709551600, 0]})"),
       "within the file's values"},
      {entry(R"({"dtype": "F32", "shape": [4], "data_offsets": [0, 12]})"),
       "w in as many bytes as F32 [4] takes, found 12"},
      {entry(R"({"dtype": "F16", "shape": [4], "data_offsets": [0, 16]})"), "as many bytes"},
      {entry(R"({"dtype": "F32", "shape": [4294967296, 4294967297], "data_offsets": [0, 16]})"),
       "as many bytes"},
      {entry(R"({"dtype": "F32", "shape": [4611686018427387905], "data_offsets": [0, 4]})"),
       "as many bytes"}};
  for (const auto& [header, expected] : cases) {
    const std::string message = refusal_of(file_of(header, Bytes(16)));
    INFO(header, " -> ", message);
    CHECK(message.starts_with("model file: expected "));
    CHECK(message.find(expected) != std::string::npos);
  }
  const Bytes endless{255, 255, 255, 255, 255, 255, 255, 127, '{', '}'};
  CHECK(refusal_of(endless).find("a header within the file") != std::string::npos);
  // A header of brackets alone would become gigabytes.
  CHECK(refusal_of(file_of(std::string(1'000'001, '['), {})) ==
        "model file: expected a header of at most 1000000 bytes, found one of 1000001");
}

TEST_CASE("safetensors: every byte belongs to one tensor") {
  const auto refusal = [](int first, int second, std::size_t bytes) {
    const auto entry = [](const char* name, int from, int size) {
      return std::string("\"") + name + R"(": {"dtype": "U8", "shape": [)" + std::to_string(size) +
             R"(], "data_offsets": [)" + std::to_string(from) + ", " + std::to_string(from + size) +
             "]}";
    };
    return refusal_of(file_of("{" + entry("one", first, 16) + ", " + entry("two", second, 8) + "}",
                              Bytes(bytes)));
  };
  constexpr const char* torn =
      "model file: expected one tensor after the other, found a gap or an overlap";
  CHECK(refusal(0, 16, 24) == "no error");
  CHECK(refusal(8, 0, 24) == "no error");
  CHECK(refusal(0, 16, 25) ==
        "model file: expected nothing behind the tensors, found 1 bytes more");
  CHECK(refusal(0, 8, 24) == torn);
  CHECK(refusal(0, 20, 28) == torn);
  CHECK(refusal(1, 17, 25) == torn);
}

TEST_CASE("safetensors: other files are called by name") {
  const auto bytes_of = [](std::string_view text) { return Bytes(text.begin(), text.end()); };
  const std::pair<std::string, const char*> cases[] = {
      {"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 188776\n", "Git LFS"},
      {std::string("PK\3\4") + std::string(60, '\0'), "ZIP archive"},
      {"\x89HDF\r\n\x1a\n and more", "HDF5"},
      {"\x80\2\x8a\nl\xfc\x9c", "pickle"},
      {"<!DOCTYPE html><html></html>", "a web page"}};
  for (const auto& [text, name] : cases) {
    const std::string message = refusal_of(bytes_of(text));
    INFO(message);
    CHECK(message.starts_with("model file: expected a safetensors file, found a"));
    CHECK(message.find(name) != std::string::npos);
  }
}

TEST_CASE("safetensors: a copy in text mode is known by its line ends") {
  const auto as_text = [](const Bytes& file) {
    Bytes copy;
    for (const std::uint8_t byte : file) {
      if (byte == '\n') copy.push_back('\r');
      copy.push_back(byte);
    }
    return copy;
  };
  Bytes file = file_of(two);
  CHECK(as_text(file) == file);  // nothing to damage
  file[file.size() - 3] = '\n';
  CHECK(refusal_of(file) == "no error");
  CHECK(refusal_of(as_text(file)).find("a copy in text mode") != std::string::npos);
  // The header's length may be hit, too.
  const std::string padded = "{}" + std::string(8, ' ');
  REQUIRE(padded.size() == '\n');
  CHECK(refusal_of(as_text(file_of(padded, {}))).find("a copy in text mode") != std::string::npos);
  // Damage of another kind is not called so.
  Bytes longer = as_text(file);
  longer.push_back(0);
  CHECK(refusal_of(longer).find("text mode") == std::string::npos);
}

}  // namespace receptive::safetensors_test
