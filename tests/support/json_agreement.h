#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "base/json.h"

namespace receptive::testing {

using JsonPeer = nlohmann::ordered_json;

/// What the values differ in, or "".
inline std::string differs(const Json& ours, const JsonPeer& theirs) {
  if (std::string(ours.type_name()) != theirs.type_name()) {
    return std::string(ours.type_name()) + " instead of " + theirs.type_name();
  }
  if (theirs.is_number()) {
    const bool alike =
        ours.is_number_unsigned() == theirs.is_number_unsigned() &&
        ours.get<double>() == theirs.get<double>() &&
        (!theirs.is_number_integer() || ours.get<std::int64_t>() == theirs.get<std::int64_t>() ||
         ours.get<std::uint64_t>() == theirs.get<std::uint64_t>());
    return alike ? "" : ours.dump() + " instead of " + theirs.dump();
  }
  if (theirs.is_string()) {
    return ours.get<std::string>() == theirs.get<std::string>() ? "" : "another text";
  }
  if (theirs.is_boolean()) {
    return ours.get<bool>() == theirs.get<bool>() ? "" : "the other truth";
  }
  if (!theirs.is_structured()) return "";
  if (ours.size() != theirs.size()) return "another number of parts";
  std::size_t i = 0;
  for (const auto& [name, value] : theirs.items()) {
    const auto& mine = ours.items()[i++];
    if (theirs.is_object() && mine.name != name) return "the name " + mine.name;
    const std::string difference = differs(mine.value, value);
    if (!difference.empty()) return difference;
  }
  return "";
}

/// Reads `text` with our reader and with nlohmann-json, and compares whether they take it, all
/// values, and what both write.
/// @return "" or what differs.
inline std::string agrees(const std::string& text) {
  const Json ours = parse_json(text);
  const JsonPeer theirs = JsonPeer::parse(text, nullptr, /*allow_exceptions=*/false);
  if (ours.is_discarded() != theirs.is_discarded()) {
    return theirs.is_discarded() ? "taken by us alone" : "refused by us alone";
  }
  if (theirs.is_discarded()) return "";
  const std::string difference = differs(ours, theirs);
  if (!difference.empty()) return difference;
  // Both write the same text, or (nlohmann-json's is not always the shortest) one of the same
  // value.
  const std::string written = ours.dump();
  if (written == theirs.dump()) return "";
  const JsonPeer again = JsonPeer::parse(written, nullptr, false);
  return !again.is_discarded() && again == theirs ? "" : "written as " + written;
}

}  // namespace receptive::testing
