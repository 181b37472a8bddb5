#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>

namespace receptive::bench {

/// Times calls and keeps the best of each measurement. The rounds are the caller's: whoever walks
/// through all measurements several times lets a noisy moment spoil one round of some of them.
class Stopwatch {
 public:
  /// @param seconds that one measurement takes in one round.
  explicit Stopwatch(double seconds) : seconds_(seconds) {}

  /// @param index of the case.
  /// @param by whose kernel: "avx2", "OpenBLAS", ...
  /// @param pass "forward", "backward data", "backward weights"
  void time(int index, const std::string& by, const std::string& pass,
            const std::function<void()>& call);

  /// A line of JSON for each measurement: {"case", "by", "pass", "seconds"}, for one call.
  void print() const;

 private:
  double seconds_;
  std::map<std::tuple<int, std::string, std::string>, double> best_;
};

/// Seconds of one call, the best of several runs of calls within about `seconds`.
double best_seconds(double seconds, const std::function<void()>& call);

}  // namespace receptive::bench
