#include <string>

#include "../support/json_agreement.h"
#include "input.h"

using namespace receptive;

/// Any text: our reader takes what nlohmann-json takes, with the same values, and writes what it
/// reads back. Two things are ours alone: how deep a text may be, and that a zero byte is no end of
/// the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  int depth = 0;
  for (const char letter : text) depth += letter == '[' || letter == '{' ? 1 : 0;
  if (depth > deepest_json || text.find('\0') != std::string::npos) {
    const Json json = parse_json(text);
    fuzz::require(json.is_discarded() || parse_json(json.dump()) == json);
    return 0;
  }
  fuzz::require(testing::agrees(text).empty());
  return 0;
}
