#include "threads/team.h"

#include <sched.h>

#include <cassert>
#include <string>

#include "base/error.h"

namespace receptive {

namespace {

constexpr int spins_before_sleep = 20000;  // some 100 microseconds
constexpr int spins_before_yield = 2000;

constexpr std::uint64_t part_mask = Team::most_parts;

constexpr bool has_part(std::uint64_t state) {
  return (state & part_mask) < ((state >> 16U) & part_mask);
}

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

/// Holds a mutex while it lives.
class Lock {
 public:
  explicit Lock(pthread_mutex_t& mutex) : mutex_(&mutex) { pthread_mutex_lock(mutex_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() { pthread_mutex_unlock(mutex_); }

 private:
  pthread_mutex_t* mutex_;
};

}  // namespace

Team::Team(int threads) {
  assert(threads >= 1);
  helpers_.reserve(static_cast<std::size_t>(threads - 1));
  const auto help = [](void* team) -> void* {
    static_cast<Team*>(team)->help();
    return nullptr;
  };
  for (int thread = 1; thread < threads; ++thread) {
    pthread_t helper{};
    // Where the system has no more threads to give, those that are there do the work.
    if (pthread_create(&helper, nullptr, help, this) != 0) return;
    helpers_.push_back(helper);
  }
}

Team& Team::caller_alone() {
  static Team team(1);
  return team;
}

Team::~Team() {
  dissolved_.store(true);
  {
    const Lock lock(mutex_);
    pthread_cond_broadcast(&awake_);
  }
  for (const pthread_t helper : helpers_) pthread_join(helper, nullptr);
}

void Team::refuse(int parts) {
  throw ArgumentError(Refusal{.where = "job",
                              .expected = "at most " + std::to_string(most_parts) + " parts",
                              .found = std::to_string(parts)});
}

void Team::run_together(int parts, Call call, const void* job) {
  call_ = call;
  job_ = job;
  done_.store(0, std::memory_order_relaxed);
  const std::uint64_t number = (state_.load(std::memory_order_relaxed) >> 32U) + 1;
  // Sequentially consistent, like the count of sleepers: whoever falls asleep now either sees this
  // job or is seen here.
  state_.store(number << 32U | static_cast<std::uint64_t>(parts) << 16U);
  if (sleepers_.load() > 0) {
    const Lock lock(mutex_);
    pthread_cond_broadcast(&awake_);
  }
  work_off(0);
  for (int spins = 0; done_.load(std::memory_order_acquire) < parts; ++spins) {
    if (spins < spins_before_yield) {
      pause();
    } else {
      sched_yield();  // a helper may be waiting for this very core
    }
  }
}

void Team::work_off(int thread) {
  std::uint64_t state = state_.load(std::memory_order_acquire);
  while (has_part(state)) {
    if (!state_.compare_exchange_weak(state, state + 1, std::memory_order_acq_rel)) continue;
    call_(job_, static_cast<int>(state & part_mask), thread);
    done_.fetch_add(1, std::memory_order_release);
    state = state_.load(std::memory_order_acquire);
  }
}

bool Team::await_job() {
  for (int spins = 0; spins < spins_before_sleep; ++spins) {
    if (dissolved_.load(std::memory_order_relaxed)) return false;
    if (has_part(state_.load(std::memory_order_relaxed))) return true;
    pause();
  }
  const Lock lock(mutex_);
  sleepers_.fetch_add(1);
  while (!dissolved_.load() && !has_part(state_.load())) pthread_cond_wait(&awake_, &mutex_);
  sleepers_.fetch_sub(1);
  return !dissolved_.load();
}

void Team::help() {
  const int thread = arrived_.fetch_add(1) + 1;
  while (await_job()) work_off(thread);
}

}  // namespace receptive
