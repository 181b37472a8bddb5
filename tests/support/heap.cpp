#include "support/heap.h"

#include <atomic>
#include <cstdlib>

namespace receptive::testing {

namespace {

// Constant-initialised, so that allocations before `main` may count too.
std::atomic<long> count{0};
/// Allocations until the one that is refused; 0 and below: none is.
std::atomic<long> until_refused{0};

void note() {
  count.fetch_add(1, std::memory_order_relaxed);
  if (until_refused.load(std::memory_order_relaxed) <= 0) return;
  if (until_refused.fetch_sub(1, std::memory_order_relaxed) == 1) throw std::bad_alloc();
}

void* granted(void* block) {
  if (block == nullptr) throw std::bad_alloc();
  return block;
}

void* plain(std::size_t size) {
  note();
  return granted(std::malloc(size == 0 ? 1 : size));
}

void* aligned(std::size_t size, std::align_val_t alignment) {
  note();
  const auto bytes = static_cast<std::size_t>(alignment);
  return granted(std::aligned_alloc(bytes, (size + bytes - 1) / bytes * bytes));
}

}  // namespace

long allocations() { return count.load(); }

RefusedAllocation::RefusedAllocation(long nth) { until_refused.store(nth); }
RefusedAllocation::~RefusedAllocation() { until_refused.store(0); }
bool RefusedAllocation::happened() const { return until_refused.load() == 0; }

}  // namespace receptive::testing

void* operator new(std::size_t size) { return receptive::testing::plain(size); }
void* operator new[](std::size_t size) { return receptive::testing::plain(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return receptive::testing::aligned(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return receptive::testing::aligned(size, alignment);
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t) noexcept { std::free(block); }
void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
