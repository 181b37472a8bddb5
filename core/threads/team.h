#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <vector>

#include "threads/sleeping_word.h"

namespace receptive {

/// A few threads that do one job together: the one that asks, and some that wait for its jobs.
///
/// A job is cut into parts by whoever asks, never by the number of threads, so that a result cannot
/// depend on how many there are. Threads are made once; a job takes no memory. Whoever waits, for a
/// job or for the others' parts of one, sleeps after a moment (`SleepingWord`).
class Team {
 public:
  /// That one job may have.
  static constexpr int most_parts = 0xffff;

  /// @param threads at least 1, the caller among them. Where the system grants fewer, there are
  /// fewer: see `threads()`.
  explicit Team(int threads = 1);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team();

  /// The caller without helpers, for whoever was given no team.
  static Team& caller_alone();

  [[nodiscard]] int threads() const { return static_cast<int>(helpers_.size()) + 1; }

  /// From the next job on the caller works alone, or with all: on a busy machine helpers can be
  /// more hindrance than help. Results stay the same, to the bit.
  /// @param busy it is so because the machine is: the others have helped before.
  void work_alone(bool alone, bool busy = false) {
    alone_ = alone;
    busy_ = alone && busy;
  }
  [[nodiscard]] int threads_in_use() const { return alone_ ? 1 : threads(); }
  [[nodiscard]] bool is_busy() const { return busy_; }
  /// Jobs so far that were done by several, or would have been.
  [[nodiscard]] std::uint64_t shared_jobs() const { return shared_jobs_; }

  /// Calls work(part, thread) once for each part 0 <= part < parts, in any order, on any thread
  /// 0 <= thread < threads(), and returns when all have returned. `work` must not throw, nor ask
  /// the same team for another job.
  /// @throws ArgumentError for more than 65535 parts, before any is done.
  template <typename Work>
  void run(int parts, const Work& work) {
    if (parts > most_parts) refuse(parts);
    const bool shared = !helpers_.empty() && parts > 1;
    if (shared) ++shared_jobs_;
    if (!shared || alone_) {
      for (int part = 0; part < parts; ++part) work(part, 0);
      return;
    }
    const auto call = [](const void* job, int part, int thread) {
      (*static_cast<const Work*>(job))(part, thread);
    };
    run_together(parts, call, &work);
  }

  /// The same, by the caller alone where there is too little to do: waking the others would take
  /// longer.
  /// @param cost of all parts together, in multiply-adds; a value moved costs about as much as
  /// four.
  template <typename Work>
  void run(int parts, std::int64_t cost, const Work& work) {
    constexpr std::int64_t worth_waking = 100'000;
    if (cost >= worth_waking) return run(parts, work);
    if (parts > most_parts) refuse(parts);
    for (int part = 0; part < parts; ++part) work(part, 0);
  }

 private:
  using Call = void (*)(const void* job, int part, int thread);

  [[noreturn]] static void refuse(int parts);
  void run_together(int parts, Call call, const void* job);
  /// What a helper does while there is a team.
  void help();
  /// Does parts of the present job until none is left.
  void work_off(int thread);
  /// Waits until there is a part to do. False when the team is dissolved.
  bool await_job();

  // What the job is. Written between jobs only: who has claimed a part may read it, and no job ends
  // before its claimed parts do.
  Call call_ = nullptr;
  const void* job_ = nullptr;

  /// The job's number (32 bits), its parts (16) and the first of them that nobody has claimed (16),
  /// in one word, so that nobody can claim a part of a job that has been replaced meanwhile.
  alignas(64) std::atomic<std::uint64_t> state_{0};
  /// Parts of the job that are done; whoever does the last one wakes the caller.
  alignas(64) SleepingWord done_;
  /// Jobs so far, and the end of all: what helpers sleep on.
  alignas(64) SleepingWord calls_;
  std::atomic<bool> dissolved_{false};
  /// Helpers that have begun: each takes the next number.
  std::atomic<int> arrived_{0};

  bool alone_ = false;
  bool busy_ = false;
  std::uint64_t shared_jobs_ = 0;

  // Not the C++ library's threads, which bring futures, error categories and printf with them.
  std::vector<pthread_t> helpers_;
};

}  // namespace receptive
