#pragma once

#include <vector>

#include "data/looking/picture/picture.h"

namespace receptive {

/// How far each pixel lies from the paper that it is on, 0 (paper) to 1 (black on white).
///
/// The light on a photograph of paper is uneven, so the paper is a surface of the second degree in
/// each channel. It is found by weighted least squares, again and again: the border counts most at
/// first, then what lies near the surface of the time before (weights of Geman and McClure, 1987,
/// with a scale that becomes smaller), so that ink has no part in it.
/// @param picture 1 or 3 channels of values in 0..1.
/// @returns height * width values.
std::vector<float> distance_from_paper(const Planes& picture);

}  // namespace receptive
