#pragma once

#include <mutex>
#include <string>

#include "base/json.h"

namespace receptive::cli {

/// What the command says on standard output: lines for people, or with --json one JSON object a
/// line. Several threads may speak; a line is never broken.
class Report {
 public:
  explicit Report(bool json) : json_(json) {}

  /// The same event in both forms; `event` says what it is ("epoch", "result").
  void say(const std::string& line, const std::string& event, const Json& fields);
  /// A line that is overwritten by the next one; only on a terminal, and not as JSON.
  void progress(const std::string& line);

 private:
  void clear_progress();

  bool json_;
  bool progress_shown_ = false;
  std::mutex mutex_;
};

/// Like printf into a string of up to 500 characters.
[[gnu::format(printf, 1, 2)]] std::string format(const char* pattern, ...);

}  // namespace receptive::cli
