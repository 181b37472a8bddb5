#pragma once

#include <string>
#include <vector>

#include "data/looking/naming/table_labels.h"
#include "data/looking/picture_folders.h"

namespace receptive {

/// The ways to class the pictures, as they stand beside each other.
struct PictureWays {
  std::vector<LabelSource> sources = {};  ///< of all pictures; the most likely first
  /// The chosen one, where that is a table's.
  const TableLabels* table = nullptr;
};

/// Folders are classes unless a table names more of them. Where both say classes and disagree, that
/// is among the checks.
/// @param named must stay.
/// @param wanted the source that was chosen, if it is among them.
PictureWays ways_of(const std::vector<FolderedPicture>& all, const NamedPictures& named,
                    const std::string& wanted, FoundParts& found);

}  // namespace receptive
