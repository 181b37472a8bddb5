#pragma once

#include "inspect/looks/target_gradient.h"

namespace receptive {

/// A square of paper that slides over a picture.
struct OcclusionSquare {
  int size = 5;        ///< side, in pixels
  int stride = 1;      ///< pixels from one place to the next
  float paper = 0.0F;  ///< what it is made of, in the pixels' unit
};

/// Places of the square, (1, 1, rows, columns): its middle stands on every stride-th pixel, and
/// what reaches beyond the picture covers nothing.
/// @throws ArgumentError when size or stride is below 1.
Shape occlusion_places(const Shape& picture, const OcclusionSquare& square);

/// Zeiler and Fergus 2014, "Visualizing and understanding convolutional networks", section 4.2: how
/// much less sure of each class the network is with a part of the picture covered. For the
/// places first .. first + drops.w - 1, row by row: drops (1, 1, classes, places) is the answer for
/// the whole picture minus that for the covered one. Answers are probabilities where the loss
/// defines them, otherwise scores, by the parameters that answer.
/// @throws ArgumentError when picture, square or places do not fit.
void occlusion_drops(const Network& network, ConstTensorView picture, const OcclusionSquare& square,
                     int first, TensorView drops);

}  // namespace receptive
