#include "threads/governor.h"

#include <algorithm>

#include "threads/clock.h"

namespace receptive {

namespace {

/// Helpers cost others something as well: they must gain more than this.
constexpr double worth_it = 1.05;

/// A comparison is long enough to meet what else runs on the processors, whose turns take
/// milliseconds, and has some steps of each kind.
constexpr int least_compared = 6;
constexpr double least_seconds = 0.03;

/// Between comparisons pass from 16 to 256 times as many steps: what they cost stays below a
/// fiftieth, and soon far below.
constexpr int least_gap = 16;
constexpr int most_gap = 256;

/// By so much steps must have become longer, or shorter, to be compared before it is time.
constexpr double jump = 1.3;

}  // namespace

Governor::Turn::Turn(Governor& governor, Team& team)
    : governor_(&governor), team_(&team), jobs_(team.shared_jobs()), start_(governor.now_()) {
  const bool comparing = governor.waiting_ == 0;
  team.work_alone(comparing ? governor.compared_ % 2 == 0 : governor.alone_);
}

Governor::Turn::~Turn() {
  // Where a step has nothing to share, its time tells nothing.
  if (team_->shared_jobs() > jobs_) governor_->took(governor_->now_() - start_);
  team_->work_alone(governor_->alone_, governor_->helped_);
}

void Governor::took(double seconds) {
  if (waiting_ == 0) return compare(seconds);
  --waiting_;
  if (has_jumped(seconds)) wait(0);
}

void Governor::compare(double seconds) {
  (compared_ % 2 == 0 ? alone_seconds_ : together_seconds_) += seconds;
  ++compared_;
  const bool enough =
      compared_ >= least_compared && alone_seconds_ + together_seconds_ >= least_seconds;
  if (enough && compared_ % 2 == 0) decide();
}

void Governor::decide() {
  const bool alone = alone_seconds_ < worth_it * together_seconds_;
  wait(alone == alone_ ? std::clamp(2 * gap_, least_gap, most_gap) : least_gap);
  alone_ = alone;
  helped_ = helped_ || !alone;
}

bool Governor::has_jumped(double seconds) {
  ++since_;
  // A mean over as many steps as a comparison takes: long enough for the same reason.
  lately_ += (seconds - lately_) / std::min(since_, length_);
  if (since_ == length_) usual_ = lately_;
  // One comparison in so many steps at most, however unsteady the machine is.
  if (since_ < least_gap * length_) return false;
  return lately_ > jump * usual_ || jump * lately_ < usual_;
}

void Governor::wait(int gap) {
  if (compared_ > 0) length_ = compared_;
  waiting_ = gap * length_;
  gap_ = gap;
  compared_ = since_ = 0;
  alone_seconds_ = together_seconds_ = lately_ = usual_ = 0;
}

double Governor::monotonic_seconds() { return 1e-9 * static_cast<double>(monotonic_nanoseconds()); }

}  // namespace receptive
