#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace receptive::cli {

/// The words behind a command: `--name value`, or `--name` alone for a switch. What was not taken
/// is a mistake of the caller, and `expect_all_taken` says so.
class Options {
 public:
  /// @param switches names that stand alone.
  /// @throws Error for a word that is no option, a missing value or a name given twice.
  Options(std::span<char*> words, const std::vector<std::string>& switches);

  std::optional<std::string> text(const std::string& name);
  std::string required(const std::string& name, const std::string& expected);
  bool flag(const std::string& name);
  /// A whole number of at least `low`.
  std::optional<std::uint64_t> whole(const std::string& name, std::uint64_t low);
  std::optional<int> count(const std::string& name, int low);

  void expect_all_taken() const;

 private:
  std::map<std::string, std::string> values_;
};

/// `--threads`, by default one for each core.
int take_threads(Options& options);

}  // namespace receptive::cli
