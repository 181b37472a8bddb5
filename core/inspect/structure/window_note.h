#pragma once

#include <string>

#include "nn/graph.h"

namespace receptive {

/// A sentence where a node's windows do not fit its input and leave the last rows or columns
/// unread, "" otherwise (cs231n, "Constraints on strides"; the core rounds down, as Keras does).
///
/// Windows that stand apart, like those of a 1x1 convolution with stride 2, leave gaps everywhere;
/// a gap at the end no wider than those is no note.
std::string window_note(const Node& node, const Shape& input);

}  // namespace receptive
