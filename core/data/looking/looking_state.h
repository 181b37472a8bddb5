#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "data/looking/looked_files.h"
#include "data/looking/looking.h"

namespace receptive {

struct Looking::State {
  LookedFiles looked = {};
  std::optional<SetForm> form = {};
  std::size_t next = 0;     ///< the file to be asked for next
  std::size_t reading = 0;  ///< the one whose content comes
  bool failed = false;
  std::optional<TableLook> table = {};
  std::vector<ArrayLook> arrays = {};

  FoundParts found = {};
  std::vector<ClassList> lists = {};
  Findings findings = {};

  void fail(std::string why) {
    failed = true;
    looked.unreadable.push_back(std::move(why));
  }
};

}  // namespace receptive
