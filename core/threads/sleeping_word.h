#pragma once

#include <atomic>
#include <cstdint>

#include "threads/clock.h"

namespace receptive {

/// A number that threads wait on: it is looked at for a moment, as the next layer's job comes
/// within microseconds, then the thread sleeps and gives its processor to whoever else is there. On
/// a busy machine that may be the very thread that is waited for.
class SleepingWord {
 public:
  [[nodiscard]] std::uint32_t load() const { return word_.load(std::memory_order_acquire); }

  /// For whoever has not woken anybody yet: see `wake`.
  void store(std::uint32_t value) { word_.store(value); }
  /// @returns what it is now.
  std::uint32_t add_one() { return word_.fetch_add(1) + 1; }

  /// Wakes those who sleep. Costs nothing when nobody does.
  void wake();

  /// Returns once `ready(load())`. Whoever changes the word so that it is calls `wake`.
  template <typename Ready>
  void await(const Ready& ready) {
    if (look(ready)) return;
    sleepers_.fetch_add(1);
    // Both sides are sequentially consistent: whoever falls asleep sees the new value, or is seen.
    for (std::uint32_t value = word_.load(); !ready(value); value = word_.load()) sleep(value);
    sleepers_.fetch_sub(1);
  }

 private:
  /// Looks for `patience` by the clock, which in a browser costs as much as hundreds of looks: so
  /// not before those after which most jobs are there.
  template <typename Ready>
  bool look(const Ready& ready) const {
    constexpr int looks_at_once = 1000;
    // A browser's clock may stand still for milliseconds, to tell nobody too much.
    constexpr int most_rounds = 40;
    std::int64_t end = 0;
    for (int round = 0; round < most_rounds; ++round) {
      for (int look = 0; look < looks_at_once; ++look) {
        if (ready(load())) return true;
        pause();
      }
      const std::int64_t now = monotonic_nanoseconds();
      if (end == 0) end = now + patience;
      if (now >= end) return false;
    }
    return false;
  }

  /// Until it is woken, or at once when the word has another value.
  void sleep(std::uint32_t value);
  static void pause();

  static constexpr std::int64_t patience = 100'000;

  std::atomic<std::uint32_t> word_{0};
  std::atomic<std::uint32_t> sleepers_{0};
};

}  // namespace receptive
