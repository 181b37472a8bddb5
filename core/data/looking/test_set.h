#pragma once

#include <map>

#include "data/looking/plan.h"

namespace receptive {

// ------------------------------------------------------------------

/// What each picture is for by what files, folders and columns say.
struct Purposes {
  std::vector<std::vector<Purpose>> of = {};  ///< of each part, of each picture
  std::map<Purpose, std::uint64_t> counts = {};
  bool by_size = false;  ///< nothing says it: the smaller part was taken for testing
};

Purposes purposes_of(const std::vector<const Part*>& parts);

/// With the plan's choice of it.
/// @returns which pictures test; Purpose::train stands for a tenth of those.
Purpose choose_test(const Purposes& purposes, const Choices& wanted, Plan& plan);

}  // namespace receptive
