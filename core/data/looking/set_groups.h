#pragma once

#include "data/looking/plan.h"

namespace receptive {

/// Parts that may be one set: of one kind and one name. A part that only tests belongs to the
/// others of its kind ("data_batch" and "test_batch").
struct SetGroup {
  Part::Kind kind = Part::Kind::table;
  std::string set = {};
  std::vector<const Part*> parts = {};

  /// Pictures of all parts.
  [[nodiscard]] std::uint64_t count() const;
};

/// Which of the sets in the files is meant, with the plan's choice of it and a word where there are
/// several. There is at least one part.
SetGroup choose_group(const FoundParts& found, const Choices& wanted, Plan& plan);

}  // namespace receptive
