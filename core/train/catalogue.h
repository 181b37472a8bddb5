#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/declaration.h"

namespace receptive {

/// What one part of a specification can say.
struct CatalogueSection {
  std::string_view name;  ///< "optimizers"
  /// Of a part of a recipe its key in a specification, with which messages begin: "optimizer".
  std::string_view key;
  /// Whether one of `entries` is chosen by its type; otherwise there is one entry and no type.
  bool has_types = true;
  std::vector<const Declaration*> entries;
};

/// All that can be declared, joined from the floors that read it: layers, losses, optimizers,
/// schedules, averagings, and the parts without types.
std::vector<CatalogueSection> catalogue();

}  // namespace receptive
