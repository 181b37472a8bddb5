#pragma once

#include <vector>

namespace receptive {

/// Pictures of the ten digits, 7 pixels wide and 12 high, one after another: +1 is ink, -1 paper.
/// Their rows are the weights of LeNet-5's ten outputs (LeCun et al. 1998, figure 3, shows such
/// pictures of a whole character set; these are ours).
constexpr int digit_prototypes = 10;
constexpr int digit_prototype_pixels = 7 * 12;
std::vector<float> digit_prototype_pictures();

}  // namespace receptive
