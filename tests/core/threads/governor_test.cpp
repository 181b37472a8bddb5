#include "threads/governor.h"

#include <doctest/doctest.h>

#include <functional>

namespace receptive::governor_test {

namespace {

using receptive::Governor;
using receptive::Team;

double now = 0;

/// What a step takes, alone or by all.
using Seconds = std::function<double(bool alone)>;

/// @returns the share of the steps that were taken alone.
double alone_share(Governor& governor, Team& team, int steps, const Seconds& seconds,
                   bool shares = true) {
  int alone = 0;
  for (int step = 0; step < steps; ++step) {
    const Governor::Turn turn(governor, team);
    if (shares) team.run(4, [](int, int) {});
    const bool is_alone = team.threads_in_use() == 1;
    alone += is_alone ? 1 : 0;
    now += seconds(is_alone);
  }
  return static_cast<double>(alone) / steps;
}

double clock_of_the_test() { return now; }

/// Builds without threads have none.
bool has_helper(const Team& team) {
  if (team.threads() > 1) return true;
  MESSAGE("skipped: no threads can be made here");
  return false;
}

const Seconds helped = [](bool alone) { return alone ? 0.002 : 0.0011; };
const Seconds hindered = [](bool alone) { return alone ? 0.002 : 0.006; };

}  // namespace

TEST_CASE("helpers that help are used, and comparing costs little") {
  Team team(2);
  if (!has_helper(team)) return;
  Governor governor(clock_of_the_test);
  const double start = now;
  CHECK(alone_share(governor, team, 20000, helped) < 0.02);
  CHECK(team.threads_in_use() == 2);
  CHECK(now - start < 1.01 * 20000 * helped(false));
}

TEST_CASE("helpers that hinder are left alone, and asked for again when they help") {
  Team team(2);
  if (!has_helper(team)) return;
  Governor governor(clock_of_the_test);
  alone_share(governor, team, 200, hindered);
  CHECK(team.threads_in_use() == 1);
  CHECK(alone_share(governor, team, 20000, hindered) > 0.98);
  // Nothing is faster by one thread than before, but it is by two: only a comparison can tell.
  alone_share(governor, team, 6000, helped);
  CHECK(team.threads_in_use() == 2);
}

TEST_CASE("a machine that becomes busy is noticed long before the next comparison is due") {
  Team team(2);
  if (!has_helper(team)) return;
  Governor governor(clock_of_the_test);
  alone_share(governor, team, 20000, helped);
  REQUIRE(team.threads_in_use() == 2);
  CHECK(!team.is_busy());
  alone_share(governor, team, 80, hindered);
  CHECK(team.threads_in_use() == 1);
  CHECK(team.is_busy());
}

TEST_CASE("where helpers gain less than they cost, one works") {
  Team team(2);
  if (!has_helper(team)) return;
  Governor governor(clock_of_the_test);
  alone_share(governor, team, 100, [](bool alone) { return alone ? 0.00204 : 0.002; });
  CHECK(team.threads_in_use() == 1);
  CHECK(!team.is_busy());
}

TEST_CASE("an unsteady machine is not compared all the time") {
  Team team(2);
  if (!has_helper(team)) return;
  Governor governor(clock_of_the_test);
  int step = 0;
  const Seconds unsteady = [&](bool alone) {
    ++step;
    return (step / 50 % 2 == 0 ? 3.0 : 1.0) * helped(alone);
  };
  CHECK(alone_share(governor, team, 20000, unsteady) < 0.04);
}

TEST_CASE("steps that share nothing tell nothing") {
  Team team(2);
  Governor governor(clock_of_the_test);
  alone_share(governor, team, 1000, hindered, /*shares=*/false);
  CHECK(team.threads_in_use() == team.threads());
}

}  // namespace receptive::governor_test
