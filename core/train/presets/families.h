#pragma once

#include <vector>

#include "train/presets/presets.h"

namespace receptive {

// The presets by where they come from, one function for each file of this folder. To add one, write
// its entry in the file where it belongs.

/// X's and O's.
std::vector<Preset> xo_presets();
/// The ladder of the KTH slides, from one softmax layer to a CNN, and our small net beside it.
std::vector<Preset> ladder_presets();
/// The nets of the books: Deep Learning from Scratch, the Theano tutorial, LeNet-5.
std::vector<Preset> lenet_presets();
/// Nets of other shapes: all-convolutional, residual, inception, recurrent, and a committee.
std::vector<Preset> modern_presets();
/// Nets that read words.
std::vector<Preset> text_presets();

}  // namespace receptive
