#pragma once

#include <span>
#include <string>
#include <vector>

#include "data/looking/class_lists.h"
#include "data/looking/part.h"
#include "data/looking/table/table_facts.h"

namespace receptive {

/// What was found in files, for the parts of a set: pictures, and what was left out and why.
struct FoundParts {
  std::vector<Part> parts = {};
  /// Sentences: what was left out.
  std::vector<std::string> notes = {};
  /// Why a file that may have been meant has no pictures with classes, in sentences.
  std::vector<std::string> reasons = {};
  /// What is unsure of all of them.
  std::vector<std::string> checks = {};
  std::string problem = {};  ///< why none of it can be taken
};

struct LookedTable {
  int file = 0;
  TableFacts facts = {};
};

struct LookedArray {
  int file = 0;
  ArrayFacts facts = {};
};

struct LookedPicture {
  int file = 0;
  PictureFacts facts = {};
};

/// @param lists tables that are lists of names: they are told where they are used.
/// @param label_column the id of the column that is chosen where no header names one ("column 64");
/// empty: the likeliest. What is left are the pixels.
void find_table_parts(std::span<const LookedTable> tables, const std::vector<ClassList>& lists,
                      const std::string& label_column, FoundParts& found);

/// @returns class names, where an array holds them.
std::vector<std::string> find_array_parts(std::span<const LookedArray> arrays, FoundParts& found);

/// All of them as they come, whatever folders they lie in.
Part all_pictures(std::span<const LookedPicture> pictures);

/// Pictures in folders that are named by class, or with the class in the file's name.
void find_picture_parts(std::span<const LookedPicture> pictures, FoundParts& found);

}  // namespace receptive
