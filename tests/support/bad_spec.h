#pragma once

#include <doctest/doctest.h>

#include <span>
#include <string>

#include "base/error.h"
#include "train/trainer.h"

namespace receptive::testing {

/// A specification that must be refused, with a message that names the layer (or place), what was
/// expected and what was found.
struct BadSpec {
  const char* json;
  const char* named;  ///< the place that the message must begin with
  const char* found;  ///< what it must say behind "found"
};

/// What building a trainer from the specification says against it.
inline std::string refusal_of(const std::string& json) {
  try {
    const Trainer trainer(parse_trainer_spec(json));
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

/// `before` and `after` stand around each case's JSON.
inline void check_refused(std::span<const BadSpec> cases, const std::string& before,
                          const std::string& after) {
  for (const BadSpec& bad : cases) {
    const std::string message = refusal_of(before + bad.json + after);
    INFO(std::string(bad.json), " -> ", message);
    CHECK(message.starts_with(bad.named));
    const std::size_t expected = message.find("expected");
    CHECK(expected != std::string::npos);
    CHECK(message.find(bad.found, message.find("found", expected)) != std::string::npos);
  }
}

/// Layers that must be refused behind an input of `input`: "[1, 8, 8]".
inline void check_layers_refused(std::span<const BadSpec> cases, const std::string& input) {
  check_refused(cases, R"({"input": )" + input + R"(, "layers": [)", "]}");
}

}  // namespace receptive::testing
