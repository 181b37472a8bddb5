#pragma once

#include <pthread.h>

#include <atomic>
#include <cstdint>
#include <vector>

namespace receptive {

/// A few threads that do one job together: the one that asks, and some that wait for its jobs.
///
/// A job is cut into parts by whoever asks, never by the number of threads, so that a result cannot
/// depend on how many there are. Threads are made once; a job takes no memory. Between jobs they
/// spin for a moment (the next layer's job comes within microseconds), then sleep.
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

  /// Calls work(part, thread) once for each part 0 <= part < parts, in any order, on any thread
  /// 0 <= thread < threads(), and returns when all have returned. `work` must not throw, nor ask
  /// the same team for another job.
  /// @throws ArgumentError for more than 65535 parts, before any is done.
  template <typename Work>
  void run(int parts, const Work& work) {
    if (parts > most_parts) refuse(parts);
    if (helpers_.empty() || parts <= 1) {
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
  alignas(64) std::atomic<int> done_{0};
  alignas(64) std::atomic<int> sleepers_{0};
  std::atomic<bool> dissolved_{false};
  /// Helpers that have begun: each takes the next number.
  std::atomic<int> arrived_{0};

  // Not the C++ library's threads and locks, which bring futures, error categories and printf with
  // them: 15 kB that every visitor would download.
  pthread_mutex_t mutex_ = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t awake_ = PTHREAD_COND_INITIALIZER;
  std::vector<pthread_t> helpers_;
};

}  // namespace receptive
