#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace receptive {

/// Objects keep the order in which they were written.
using Json = nlohmann::ordered_json;

/// The only call of the parser: each kind of text that it is given makes another one, and every
/// visitor of the page downloads them all.
/// @return a value for which `is_discarded()` when the text is not JSON.
Json parse_json(std::string_view text);

}  // namespace receptive
