#include "nn/layers/pooling_argument.h"

#include <algorithm>
#include <vector>

namespace receptive {

Pooling read_pooling(Arguments& arguments, const Shape& input) {
  const IntPair pool = arguments.pair("poolSize");
  const Window2d window = read_window(arguments, pool, input);
  const bool ceil_mode = arguments.flag("ceilMode");
  const Padding& padding = window.padding;
  // A window that lies wholly in the padding would pool nothing.
  if (std::max(padding.top, padding.bottom) >= pool.h ||
      std::max(padding.left, padding.right) >= pool.w) {
    arguments.refuse("padding", "less than the pool size on each side",
                     value_text(std::vector<double>{
                         static_cast<double>(padding.top), static_cast<double>(padding.bottom),
                         static_cast<double>(padding.left), static_cast<double>(padding.right)}));
  }
  return {
      window,
      {1, input.c,
       output_extent(input.h, pool.h, window.stride_h, padding.top, padding.bottom, ceil_mode),
       output_extent(input.w, pool.w, window.stride_w, padding.left, padding.right, ceil_mode)}};
}

}  // namespace receptive
