#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "data/looking/looked_files.h"
#include "data/looking/looking.h"
#include "data/looking/naming/naming_pass.h"

namespace receptive {

struct Looking::State {
  LookedFiles looked = {};
  std::optional<SetForm> form = {};
  std::size_t next = 0;     ///< the file to be asked for next
  std::size_t reading = 0;  ///< the one whose content comes
  bool failed = false;
  std::optional<TableLook> table = {};
  std::vector<ArrayLook> arrays = {};
  /// The second pass over tables, and how many files there were at its beginning.
  std::optional<NamingPass> naming = {};
  std::size_t named_files = 0;
  bool is_naming = false;  ///< what comes is for it

  FoundParts found = {};
  std::vector<ClassList> lists = {};
  Findings findings = {};

  void fail(std::string why) {
    failed = true;
    looked.unreadable.push_back(std::move(why));
  }
};

}  // namespace receptive
