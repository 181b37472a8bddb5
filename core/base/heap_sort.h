#pragma once

#include <algorithm>
#include <functional>
#include <utility>

namespace receptive {

/// Sorts by a heap. std::sort is quicker where much is sorted, which happens nowhere here, and
/// every visitor would download several kilobytes of it for each kind of item and order.
template <typename Items, typename Before = std::ranges::less, typename Key = std::identity>
void heap_sort(Items&& items, Before before = {}, Key key = {}) {
  std::ranges::make_heap(items, before, key);
  std::ranges::sort_heap(items, before, key);
}

}  // namespace receptive
