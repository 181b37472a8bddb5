#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/looking/appearance.h"
#include "data/looking/plan.h"

namespace receptive {

/// One of the pictures as it would be taken.
struct FoundPicture {
  std::int32_t label = 0;
  Split split = Split::train;
  std::vector<std::uint8_t> pixels = {};  ///< channel-major bytes of the set's size
};

/// What was found in files, with the choices as they stand: what a visitor is shown, and what the
/// taking goes by.
struct Findings {
  Plan plan = {};
  Appearance appearance = {};
  /// Up to four, of as many classes as there are.
  std::vector<FoundPicture> pictures = {};
};

Findings make_findings(const FoundParts& found, const std::vector<ClassList>& lists,
                       const Choices& wanted);
/// For one class of a set that is there.
Findings make_findings(const FoundParts& found, const SetForm& form, const Choices& wanted);

/// As web/protocol/looking.ts has it, without the pictures' pixels.
std::string findings_json(const Findings& findings);

/// {"labels": "column 0", ..., "classNames": ["a", "b"]}
/// @throws Error for anything else.
Choices read_choices(const std::string& json);

}  // namespace receptive
