#pragma once

#include <cstdint>

#include "threads/team.h"

namespace receptive {

/// Finds out whether a team's helpers are worth having just now. Beside other work on the same
/// processors steps by several threads can take longer than steps by one: each waits for whichever
/// of them has been put aside. So now and then some steps are taken alone and some together, in
/// turn, and those that follow in the faster way. No result depends on it.
class Governor {
 public:
  /// In seconds, of a clock that never goes back.
  using Clock = double (*)();

  explicit Governor(Clock now = &monotonic_seconds) : now_(now) {}

  /// The time of one step: its way is chosen at the beginning, and judged at the end.
  class Turn {
   public:
    Turn(Governor& governor, Team& team);
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();

   private:
    Governor* governor_;
    Team* team_;
    std::uint64_t jobs_;
    double start_;
  };

 private:
  static double monotonic_seconds();

  void took(double seconds);
  void compare(double seconds);
  void decide();
  /// Whether steps have come to take so much longer or shorter that what was decided may be wrong.
  bool has_jumped(double seconds);
  /// Between this and the next comparison, in steps of a comparison; 0: at once.
  void wait(int gap);

  Clock now_;
  bool alone_ = false;
  /// In some comparison.
  bool helped_ = false;
  /// Steps until the next comparison; in one: none.
  int waiting_ = 16;
  /// That many times as many steps as a comparison takes are between two.
  int gap_ = 0;
  /// Steps of the last comparison, and of the present one.
  int length_ = 6;
  int compared_ = 0;
  double alone_seconds_ = 0;
  double together_seconds_ = 0;
  /// Seconds of a step: lately, as a fading mean, and soon after the last comparison.
  double lately_ = 0;
  double usual_ = 0;
  /// Steps since then.
  int since_ = 0;
};

}  // namespace receptive
