#pragma once

#include <cstdint>
#include <span>

#include "inspect/looks/target_gradient.h"

namespace receptive {

/// How a picture climbs.
struct Ascent {
  /// The data's range: values stay in it.
  float low = 0.0F;
  float high = 1.0F;
  /// What the pixel with the largest gradient moves in a step, as a share of the range.
  float rate = 0.1F;
  /// What each pixel goes back to grey (the middle of the range) in a step, as a share of its
  /// distance: pixels that do not matter are grey in the end (Yosinski et al. 2015, "L2 decay").
  float decay = 0.02F;
  /// After every so many steps the picture is blurred, 0 never (Yosinski et al. 2015).
  int blur_every = 4;
  /// Standard deviation of the Gaussian, in pixels.
  float blur = 0.5F;
  /// Each step looks at the picture moved at random by up to so many pixels each way: what is good
  /// only at one exact place does not grow (Mordvintsev, Olah and Tyka 2015, "Inceptionism").
  int jitter = 0;
  std::uint64_t seed = 1;
};

/// Grey pictures, or grey with normal noise of standard deviation `noise` (a share of the range).
/// @throws ArgumentError for a range that is none.
void start_pictures(const Ascent& ascent, float noise, TensorView pictures);

/// Activation maximisation (Erhan, Bengio, Courville and Vincent 2009, "Visualizing higher-layer
/// features of a deep network"): gradient ascent on pictures, each for the mean of its own target.
///
/// x <- x + rate (high - low) g / max|g| - decay (x - grey), into [low, high], with g =
/// dTarget/dx. Where all of g is 0 (a relu that is silent for this picture) a step is noise
/// instead. The chance of a step depends on the seed, its number and the picture's alone: a climb
/// in pieces is the same as a climb at once.
///
/// Climbs in the network as it answers (`Network::answering_parameters`).
///
/// @param targets one for each picture, all of the same node.
/// @param first_step number of the first of these `steps`, from 0.
/// @param values of the targets at the pictures as they are in the end.
/// @throws ArgumentError when pictures, targets and values do not fit.
void climb(const Network& network, std::span<const Target> targets, const Ascent& ascent,
           int first_step, int steps, TensorView pictures, std::span<double> values);

}  // namespace receptive
