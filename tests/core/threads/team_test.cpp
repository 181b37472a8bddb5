#include "threads/team.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "base/error.h"

namespace receptive::team_test {

namespace {

using receptive::Team;

/// As many helpers as this build can make: none where it has no threads.
void check_every_part_once(Team& team, int parts) {
  std::vector<std::atomic<int>> calls(static_cast<std::size_t>(parts));
  std::atomic<int> strangers{0};
  team.run(parts, [&](int part, int thread) {
    calls[static_cast<std::size_t>(part)].fetch_add(1);
    if (thread < 0 || thread >= team.threads()) strangers.fetch_add(1);
  });
  CHECK(std::ranges::all_of(calls, [](const std::atomic<int>& count) { return count == 1; }));
  CHECK(strangers == 0);
}

}  // namespace

TEST_CASE("a team does every part of a job once") {
  for (const int threads : {1, 2, 3, 5}) {
    Team team(threads);
    CHECK(team.threads() >= 1);
    CHECK(team.threads() <= threads);
    for (const int parts : {0, 1, 2, 7, 64, 1000}) check_every_part_once(team, parts);
  }
}

TEST_CASE("jobs follow each other at once without mixing up") {
  Team team(3);
  long sum = 0;
  for (int job = 0; job < 20000; ++job) {
    std::atomic<long> parts{0};
    team.run(4, [&](int part, int) { parts.fetch_add(part + job); });
    sum += parts - (6 + 4L * job);
  }
  CHECK(sum == 0);
}

TEST_CASE("helpers that have gone to sleep wake up for the next job") {
  Team team(2);
  for (int job = 0; job < 3; ++job) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    check_every_part_once(team, 16);
  }
}

TEST_CASE("a thread has one part at a time, so that its scratch is its own") {
  Team team(4);
  std::vector<std::atomic<int>> inside(static_cast<std::size_t>(team.threads()));
  std::atomic<int> clashes{0};
  team.run(2000, [&](int, int thread) {
    std::atomic<int>& mine = inside[static_cast<std::size_t>(thread)];
    if (mine.fetch_add(1) != 0) clashes.fetch_add(1);
    mine.fetch_sub(1);
  });
  CHECK(clashes == 0);
}

TEST_CASE("a job of more parts than a team can count is refused before any is done") {
  for (const int threads : {1, 2}) {
    Team team(threads);
    std::atomic<int> calls{0};
    const auto count = [&](int, int) { calls.fetch_add(1, std::memory_order_relaxed); };
    team.run(Team::most_parts, count);
    CHECK(calls == 65535);
    CHECK_THROWS_WITH_AS(team.run(65536, count), "job: expected at most 65535 parts, found 65536",
                         receptive::ArgumentError);
    CHECK_THROWS_AS(team.run(65536, /*cost=*/1, count), receptive::ArgumentError);
    CHECK(calls == 65535);
  }
}

}  // namespace receptive::team_test
