#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "nn/layer.h"
#include "nn/layers/weight_argument.h"

namespace receptive {

/// What makes one convolution, arguments read and checked.
struct ConvolutionPlan {
  Shape input;
  int filters = 1;
  Window2d window = {};
  /// Filters and input maps fall into this many groups in order; a filter reads its group's maps.
  int groups = 1;
  WeightStart start = {};
  /// For each filter in turn, which of the input maps it reads. Empty: all of its group.
  std::vector<bool> table = {};
  /// Over a row of values (C, 1, W), where arguments are single numbers (conv1d).
  bool over_row = false;
  /// Factor for the fan-out that the initializer sees.
  double fan_out_scale = 1;
};

/// (OC, IC / groups, KH, KW).
Shape convolution_weight(const ConvolutionPlan& plan);

/// Cross-correlation of every example with the filters (cs231n, "Convolutional layer"), behind the
/// names conv2d, conv1d and depthwiseConv2d. (IC, H, W) -> (filters, OH, OW); weight
/// (OC, IC / groups, KH, KW), bias (OC).
std::unique_ptr<Layer> make_convolution(ConvolutionPlan plan);

/// @throws SpecError when `maps` maps of this size with this padding are more than the kernels'
///   copy of them may hold.
void check_padded_maps(const Arguments& arguments, const Shape& maps, const Padding& padding);

/// Reads the table of `connections` (LeCun et al. 1998, table I): for each filter a group of the
/// input maps that it reads, groups separated by spaces. A group is a row of single digits
/// ("0123") or of numbers with commas ("0,1,12"; "12," is map 12 alone).
/// @returns filters x maps values, or nothing when the argument is not there.
std::vector<bool> read_connections(Arguments& arguments, int filters, int maps);

}  // namespace receptive
