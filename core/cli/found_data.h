#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cli/files.h"
#include "cli/npz.h"
#include "cli/options.h"
#include "data/looking/looking.h"

namespace receptive::cli {

/// What the caller wants otherwise than it was found: `--labels`, `--turn`, ...
using Wanted = std::map<std::string, std::string, std::less<>>;

/// Takes them from the options.
Wanted take_choices(Options& options);

/// Files on the disk that were looked at as the page looks at files: IDX, tables, NPY and NPZ, each
/// gzipped or not. Pictures and archives are refused by name: the page opens them.
class FoundData {
 public:
  /// @param path a file, or a folder with whatever is in it.
  /// @param wanted by the options' values, or by words of their titles.
  /// @throws Error where there is nothing to be read, or no such choice.
  FoundData(const std::filesystem::path& path, const Wanted& wanted);

  [[nodiscard]] const Findings& findings() const { return looking_.findings(); }
  /// A line each: what was found, what is to be checked and what was left out.
  [[nodiscard]] std::vector<std::string> sentences() const;

  /// Whether the files say which pictures are for testing; a tenth is held out where they do not.
  [[nodiscard]] bool has_test_set() const;

  /// @throws FormatError with the findings' problem.
  DataPair take();

 private:
  std::vector<NamedFile> files_;
  Looking looking_;
};

}  // namespace receptive::cli
