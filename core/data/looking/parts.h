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
  bool names_pictures = false;  ///< its rows are labels for pictures that lie beside it
};

struct LookedArray {
  int file = 0;
  ArrayFacts facts = {};
};

struct LookedPicture {
  int file = 0;
  PictureFacts facts = {};
};

/// @param labels the column that was chosen ("column 0"), where it is one of those that may hold
/// them; empty: the most likely.
/// @param lists of names, which are tables of words as well.
void find_table_parts(std::span<const LookedTable> tables, const std::string& labels,
                      std::span<const ClassList> lists, FoundParts& found);

/// Whether a row has the list that is its picture, of a part whose pixels are packed.
bool is_whole(const TableRow& row, const Part& part);

/// @returns class names, where an array holds them.
std::vector<std::string> find_array_parts(std::span<const LookedArray> arrays, FoundParts& found);

/// All of them as they come, whatever folders they lie in.
Part all_pictures(std::span<const LookedPicture> pictures);

struct NamedPictures;

/// Pictures in folders that are named by class, with a class in tables beside them, or with the
/// class in the file's name.
/// @param labels what was chosen of these, where there are several; empty: the most likely.
void find_picture_parts(std::span<const LookedPicture> pictures, const NamedPictures& named,
                        const std::string& labels, FoundParts& found);

}  // namespace receptive
