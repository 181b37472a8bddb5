#pragma once

#include "data/dataset.h"

namespace receptive {

/// The same pictures with the ink of each stretched or squeezed sideways to `width` columns, its
/// box in the middle of the picture and its rows as they were. Columns of a committee see digits of
/// different widths (Ciresan et al. 2012, "Multi-column deep neural networks", section 3.1: 10, 12,
/// 14, 16, 18 and 20 pixels). Pictures without ink stay as they are.
/// @throws ArgumentError unless 1 <= width <= the picture's width.
Dataset with_digit_width(const Dataset& data, int width);

}  // namespace receptive
