#include "threads/team.h"

#include <cassert>
#include <string>

#include "base/error.h"

namespace receptive {

namespace {

constexpr std::uint64_t part_mask = Team::most_parts;

constexpr bool has_part(std::uint64_t state) {
  return (state & part_mask) < ((state >> 16U) & part_mask);
}

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
  calls_.add_one();
  calls_.wake();
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
  done_.store(0);
  const std::uint64_t number = (state_.load(std::memory_order_relaxed) >> 32U) + 1;
  state_.store(number << 32U | static_cast<std::uint64_t>(parts) << 16U);
  calls_.add_one();
  calls_.wake();
  work_off(0);
  done_.await(
      [all = static_cast<std::uint32_t>(parts)](std::uint32_t done) { return done == all; });
}

void Team::work_off(int thread) {
  std::uint64_t state = state_.load(std::memory_order_acquire);
  while (has_part(state)) {
    if (!state_.compare_exchange_weak(state, state + 1, std::memory_order_acq_rel)) continue;
    call_(job_, static_cast<int>(state & part_mask), thread);
    // Then the job may be over, and with it all that is known of it but this number.
    if (done_.add_one() == ((state >> 16U) & part_mask)) done_.wake();
    state = state_.load(std::memory_order_acquire);
  }
}

bool Team::await_job() {
  calls_.await([this](std::uint32_t) { return dissolved_.load() || has_part(state_.load()); });
  return !dissolved_.load();
}

void Team::help() {
  const int thread = arrived_.fetch_add(1) + 1;
  while (await_job()) work_off(thread);
}

}  // namespace receptive
