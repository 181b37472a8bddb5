#pragma once

#include <string>

#include "base/random.h"

namespace receptive::testing {

/// A JSON text with lists and objects up to `depth` within each other, numbers of every form and
/// texts with every escape.
std::string random_json_text(Random& random, int depth);

/// Leaves out, doubles or changes a byte.
void spoil(std::string& text, Random& random);

}  // namespace receptive::testing
