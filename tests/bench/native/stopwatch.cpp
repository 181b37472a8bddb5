#include "stopwatch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "base/json.h"

namespace receptive::bench {

namespace {

/// Long enough for browsers' clocks, which tell 5 to 100 microseconds.
constexpr double shortest_run = 0.002;

double now() {
  const auto time = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(time).count();
}

}  // namespace

double best_seconds(double seconds, const std::function<void()>& call) {
  double best = 1e9;
  double spent = 0;
  int calls = 1;
  while (spent < seconds) {
    const double start = now();
    for (int i = 0; i < calls; ++i) call();
    const double run = now() - start;
    spent += run;
    // Runs that the clock cannot tell only say how many calls a run needs.
    if (run >= shortest_run) {
      best = std::min(best, run / calls);
    } else {
      calls *= 2;
    }
  }
  return best;
}

void Stopwatch::time(int index, const std::string& by, const std::string& pass,
                     const std::function<void()>& call) {
  const auto [entry, is_new] = best_.try_emplace({index, by, pass}, 1e9);
  // The first calls of a function in WebAssembly run what its quick compiler made.
  if (is_new) best_seconds(seconds_, call);
  entry->second = std::min(entry->second, best_seconds(seconds_, call));
}

void Stopwatch::print() const {
  for (const auto& [key, seconds] : best_) {
    const auto& [index, by, pass] = key;
    const Json line = {{"case", index}, {"by", by}, {"pass", pass}, {"seconds", seconds}};
    std::puts(line.dump().c_str());
  }
}

}  // namespace receptive::bench
