#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "data/looking/looked_files.h"
#include "data/looking/looking.h"
#include "data/looking/naming/naming_pass.h"

namespace receptive {

struct Looking::State {
  LookedFiles looked = {};
  std::optional<SetForm> form = {};
  /// Lengths of what may be labels, once all files are there.
  std::optional<std::set<std::uint64_t>> label_counts = {};
  std::size_t next = 0;     ///< the file to be asked for next
  std::size_t reading = 0;  ///< the one whose content comes
  bool wished = false;      ///< it may come: it was asked for, and its end was not told
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
  /// A call found no memory: what it had begun is half done.
  bool interrupted = false;

  /// Does the work of one call. Where that ends for want of memory, all later ones are refused:
  /// pieces of files cannot be taken back, and what is half read must not pass for a set.
  template <typename Work>
  auto whole(const Work& work) {
    check_whole();
    try {
      return work();
    } catch (const Error&) {
      throw;
    } catch (...) {
      interrupted = true;
      throw;
    }
  }
  void check_whole() const {
    if (!interrupted) return;
    throw ArgumentError({.where = "looking",
                         .expected = "one that had memory for all that it was given",
                         .found = "one that ran out of it; look at the files anew"});
  }

  void check_wished() const {
    if (wished) return;
    throw ArgumentError({.where = "looking",
                         .expected = "content of the file that was wished for",
                         .found = "no wish"});
  }

  /// Does a part of the present file's work; when that fails, the file is done.
  /// @returns whether more is left, as `part` does.
  template <typename Part>
  bool attempt(const Part& part) {
    if (failed) return false;
    try {
      return part();
    } catch (const FormatError& error) {
      fail(std::string(error.what()) + ".");
      return false;
    }
  }

  void fail(std::string why) {
    failed = true;
    looked.unreadable.push_back(std::move(why));
  }
};

}  // namespace receptive
