#pragma once

#include <new>

namespace receptive::testing {

// Every way to the heap in this program goes through the operators in heap.cpp, which count, and
// refuse what a test wants refused.

/// Allocations so far, of all threads.
long allocations();

/// While this lives, the n-th allocation from now on is refused: it throws std::bad_alloc. Those
/// before and after it are granted.
class RefusedAllocation {
 public:
  /// @param nth from 1.
  explicit RefusedAllocation(long nth);
  RefusedAllocation(const RefusedAllocation&) = delete;
  RefusedAllocation& operator=(const RefusedAllocation&) = delete;
  ~RefusedAllocation();

  /// Whether so many were asked for.
  [[nodiscard]] bool happened() const;
};

/// Which allocation to refuse after the n-th: each of the first 200, then a spread.
inline long next_refused(long n) { return n < 200 ? n + 1 : n + n / 16; }

/// What became of one try.
enum class Tried {
  refused,    ///< no memory: std::bad_alloc came out
  swallowed,  ///< an allocation was refused and nobody was told
  done,       ///< it asked for fewer allocations
};

/// Does `work` with its n-th allocation refused. What `work` throws else passes through.
template <typename Work>
Tried try_without(long nth, const Work& work) {
  const RefusedAllocation refused(nth);
  try {
    work();
  } catch (const std::bad_alloc&) {
    return Tried::refused;
  }
  return refused.happened() ? Tried::swallowed : Tried::done;
}

}  // namespace receptive::testing
