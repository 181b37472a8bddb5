#include "data/looking/array/item_layout.h"

#include "base/error.h"

namespace receptive {

ItemLayout::ItemLayout(const ArrayHeader& header, int item_axis) {
  const auto last = static_cast<int>(header.sizes.size()) - 1;
  if (item_axis != 0 && item_axis != last) {
    throw ArgumentError({.where = header.path,
                         .argument = "itemAxis",
                         .expected = "the first or the last of the sizes " + header.shape_text(),
                         .found = std::to_string(item_axis)});
  }
  if (header.sizes.empty()) return;
  // Not all sizes by the items: those of nothing have values too, as far as shapes go.
  for (int i = 0; i <= last; ++i) {
    if (i != item_axis) item_values *= header.sizes[static_cast<std::size_t>(i)];
  }
  items = header.count() == 0 ? 0 : header.sizes[static_cast<std::size_t>(item_axis)];
  interleaved = item_axis != 0 && item_values > 1 && items > 1;
}

}  // namespace receptive
