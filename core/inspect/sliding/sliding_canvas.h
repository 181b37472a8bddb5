#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/drawing/pen_drawing.h"
#include "tensor/view.h"

namespace receptive {

/// Values of paper and ink.
struct PaperAndInk {
  float paper = 0.0F;
  float ink = 1.0F;
};

/// Lays a picture onto a canvas (both (1, C, .., ..)) with its first pixel at (top, left). Of what
/// lies there already and the picture, the value farther from paper stays; what hangs over the
/// canvas is cut off.
void lay_onto(TensorView canvas, ConstTensorView picture, int top, int left, float paper);

/// Draws strokes with a round pen onto a canvas (1, C, H, W): x and y of the points in pixels of
/// the canvas, the pen's width times 0.6 to 1.4 by pressure.
/// @throws ArgumentError when a point is no number or farther than the canvas's size outside of it,
///   or when the lengths do not fit the points.
void draw_onto(TensorView canvas, const PenDrawing& drawing, float pen_width,
               const PaperAndInk& values);

struct PlacedPicture {
  int picture = 0;
  int top = 0;
  int left = 0;
};

/// Places for up to `count` pictures of size `window` on a canvas, by chance: no two overlap by
/// more than an eighth of a side. As many as find room in 200 tries each.
/// @param pictures how many there are to choose from.
std::vector<PlacedPicture> scatter(const Shape& canvas, const Shape& window, int count,
                                   int pictures, std::uint64_t seed);

/// What a window holds at every position.
struct WindowInk {
  std::vector<float> ink;  ///< in pixels of full ink, averaged over the channels; (rows, columns)
  /// From the window's middle to the ink's centre of mass, in pixels; half the window's shorter
  /// side where there is no ink.
  std::vector<float> off_centre;
};

struct SlidingWindow {
  int height = 0;
  int width = 0;
  int stride_down = 1;
  int stride_right = 1;
  int rows = 0;
  int columns = 0;
};

WindowInk window_ink(ConstTensorView canvas, const SlidingWindow& window,
                     const PaperAndInk& values);

/// A position whose answer stands out.
struct Peak {
  int label = 0;  ///< the class
  int row = 0;    ///< of the position
  int column = 0;
  float answer = 0.0F;
};

/// The positions with the largest answers, strongest first, at most one within half a window
/// (non-maximum suppression). Where neighbours are as sure, the one stands for them whose ink is
/// nearest to its middle: an answer counts as e^(-1/2) of itself when its ink is an eighth of the
/// window's shorter side off.
/// @param answers (1, classes, rows, columns).
/// @param allowed (rows, columns), 0 where a position does not count.
/// @param threshold answers below it do not count.
std::vector<Peak> find_peaks(ConstTensorView answers, const SlidingWindow& window,
                             std::span<const float> off_centre,
                             std::span<const std::uint8_t> allowed, float threshold);

}  // namespace receptive
