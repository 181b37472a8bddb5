#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/looking/array/array_look.h"
#include "data/looking/choices.h"
#include "data/looking/class_lists.h"
#include "data/looking/naming/naming_table.h"
#include "data/looking/parts.h"
#include "data/looking/table/table_look.h"

namespace receptive {

/// A file on its way through the looking: what it is, and what reads it.
struct FileState {
  std::string path = {};  ///< empty for pictures
  bool is_table = false;
  /// One for each array that lies in it.
  std::vector<ArrayHeader> arrays = {};
  /// Their places among all arrays, or the table's among all tables.
  std::vector<std::size_t> places = {};
  /// A small text as it is, as it may be a list of class names.
  bool keeps_text = false;
  std::string text = {};
};

/// Everything that was found out file by file.
struct LookedFiles {
  std::vector<FileState> files = {};
  std::vector<LookedTable> tables = {};
  std::vector<LookedArray> arrays = {};
  std::vector<LookedPicture> pictures = {};
  std::vector<ClassList> lists = {};
  /// Tables that name the pictures.
  std::vector<NamingTable> naming = {};
  /// Decoded pictures, by file.
  std::vector<std::pair<int, PictureSample>> samples = {};
  std::vector<std::string> left_out = {};    ///< "data.yaml (YAML)"
  std::vector<std::string> broken = {};      ///< sentences: pictures that cannot be shown
  std::vector<std::string> unreadable = {};  ///< sentences: tables and arrays that are none
};

/// Numbers of picture files to be looked at, at most some 60, spread evenly. Where tables give
/// pictures classes, of those: the others are left out as a rule.
std::vector<int> wanted_samples(const LookedFiles& looked);
/// The parts that a set can be made of, and what is to be said of the rest.
FoundParts find_parts(const LookedFiles& looked, const Choices& wanted,
                      std::vector<ClassList>& lists);
/// Nothing but the pictures, for one class.
FoundParts find_pictures(const LookedFiles& looked);

}  // namespace receptive
