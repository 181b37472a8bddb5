#include "threads/sleeping_word.h"

#include <climits>

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace receptive {

namespace {

// What the system compares and sleeps on are 32 bits in memory.
static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
static_assert(std::atomic<std::uint32_t>::is_always_lock_free);

}  // namespace

// Not the C++ library's wait and notify, which spin by their own rules and sleep on a word that all
// share, nor its locks: they bring 15 kB that every visitor would download.
void SleepingWord::sleep(std::uint32_t value) {
#if defined(__wasm__)
  __builtin_wasm_memory_atomic_wait32(reinterpret_cast<int*>(&word_), static_cast<int>(value), -1);
#elif defined(__linux__)
  syscall(SYS_futex, &word_, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
#else
  word_.wait(value);
#endif
}

void SleepingWord::wake() {
  if (sleepers_.load() == 0) return;
#if defined(__wasm__)
  __builtin_wasm_memory_atomic_notify(reinterpret_cast<int*>(&word_), UINT_MAX);
#elif defined(__linux__)
  syscall(SYS_futex, &word_, FUTEX_WAKE_PRIVATE, INT_MAX, nullptr, nullptr, 0);
#else
  word_.notify_all();
#endif
}

void SleepingWord::pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

}  // namespace receptive
