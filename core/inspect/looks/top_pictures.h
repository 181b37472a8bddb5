#pragma once

#include <cstdint>
#include <span>

#include "data/dataset.h"
#include "nn/network.h"

namespace receptive {

/// How strongly a picture excites a map, and where.
struct TopPicture {
  float value = 0.0F;         ///< the largest of the map; of equals the first in reading order
  std::int32_t example = -1;  ///< number in the data set; below 0: no picture yet
  std::int32_t place = 0;     ///< row * width + column in the map
};

/// Rows of a table for these nodes: one for each of their maps, node after node. The values of a
/// vector are maps of 1 x 1.
/// @throws ArgumentError when there is no such node.
int count_maps(const Graph& graph, std::span<const int> nodes);

/// For every map of these nodes the pictures of a data set that excite it most, the strongest
/// first, in the network as it answers (the "top nine" of Zeiler and Fergus 2014, figure 2). A
/// picture counts once, with its largest value; of equals the earlier picture comes first.
///
/// In pieces: looks at examples first .. first + count - 1 and puts what is stronger into `table`,
/// rows of `keep` pictures. Pieces may come in any order and give the same table as all at once.
/// Values that are not finite are passed over.
///
/// @throws ArgumentError when data, examples or table do not fit.
void find_top_pictures(const Network& network, const Dataset& data, int first, int count,
                       std::span<const int> nodes, int keep, std::span<TopPicture> table);

}  // namespace receptive
