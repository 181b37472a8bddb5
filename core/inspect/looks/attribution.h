#pragma once

#include <cstdint>
#include <span>

#include "inspect/looks/target_gradient.h"
#include "inspect/structure/receptive_field.h"

namespace receptive {

// How much each place of a picture speaks for a class, or for any other `Target`: maps (H, W) of
// the picture's size. Pictures of several channels give the sum over their channels: what the score
// would gain if the place became brighter in all of them. All of the parameters that answer.

/// dTarget/dpixel, summed over channels (Simonyan, Vedaldi and Zisserman 2014, "Deep inside
/// convolutional networks", section 3; they take the largest size over channels, the sum keeps the
/// sign). With `BackwardRule::guided`: guided backpropagation (Springenberg et al. 2015).
/// @param lens after a `forward` of one picture.
void saliency(TargetGradient& lens, const Target& target, BackwardRule rule, std::span<float> map);

/// pixel * dTarget/dpixel, summed over channels (Shrikumar, Greenside and Kundaje 2017, "Learning
/// important features through propagating activation differences", section 2). After `saliency`.
void gradient_times_input(const TargetGradient& lens, std::span<float> map);

/// Copies of a picture with normal noise on every pixel.
struct NoisyCopies {
  /// Standard deviation, in the pixels' unit.
  float sigma = 0.15F;
  /// Copy i has the same noise whatever else is asked for.
  std::uint64_t seed = 1;
  int first = 0;
  int count = 25;
};

/// SmoothGrad (Smilkov et al. 2017): the mean of dTarget/dpixel over copies 0 .. first + count - 1,
/// summed over channels. In pieces: `mean` comes in as the mean over copies 0 .. first - 1.
/// @throws ArgumentError when the picture does not fit the network, or no copies are asked for.
void smooth_gradient(const Network& network, ConstTensorView picture, const Target& target,
                     const NoisyCopies& copies, std::span<float> mean);

/// Grad-CAM (Selvaraju et al. 2017, equations 1 and 2): max(0, sum over maps k of a_k A^k) with a_k
/// the mean of dTarget/dA^k over the map; A^k are the maps that `node` made. After `saliency`.
/// @param map of the size of the node's maps.
void grad_cam(const TargetGradient& lens, int node, std::span<float> map);

/// A layer's map in the size of the picture: linear between the middles of the units' receptive
/// fields, and the nearest unit's value beyond the outermost. Units that know no place (a stride of
/// 0) divide the picture evenly.
void enlarge(ConstTensorView map, const ReceptiveField& field, TensorView picture);

}  // namespace receptive
