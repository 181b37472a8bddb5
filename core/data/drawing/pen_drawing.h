#pragma once

#include <span>
#include <vector>

namespace receptive {

/// A place of the pen on a square pad.
struct PenPoint {
  float x = 0.0F;         ///< 0..1 of the pad's side; a little outside is allowed
  float y = 0.0F;         ///< downwards
  float pressure = 0.5F;  ///< 0..1, 0.5 where the device does not tell
};

/// What was drawn: the strokes' points one after the other.
struct PenDrawing {
  std::span<const PenPoint> points;
  std::span<const int> lengths;  ///< points of each stroke, each at least 1; their sum is all
};

/// How wide the pen is.
enum class PenWidth {
  /// 0.12 of the figure's longer side, as MNIST's lines are (see drawing.h), however large it was
  /// drawn: a net that was trained on one width reads small and large figures alike. Where the
  /// device tells no pressure, thinner on the way up (hand_pressure.h).
  of_figure,
  /// As a person sees it on the pad, 22 of 260 of its side: small figures get fat lines.
  of_pad,
};

/// Ink of a pad and of some paper around it, so that lines at the pad's edge keep their width.
struct PenPicture {
  static constexpr int side = 140;
  static constexpr float margin = 0.1F;  ///< of the pad's side, on each of the four
  /// Pixels of the pad's own side, and where it begins.
  static constexpr float pad_side = static_cast<float>(side) / (1.0F + 2.0F * margin);
  static constexpr float pad_begin = margin * pad_side;

  std::vector<float> ink;  ///< side * side, 0 (paper) .. 1 (ink)
};

/// The pen's width as a share of the pad's side, before pressure: with pressure it is 0.6 to 1.4
/// times as wide.
float pen_width(const PenDrawing& drawing, PenWidth width);

/// Draws with a round pen along smooth curves (quadratic through the middles between the points, so
/// that a quick hand's few points still make a round line). Exact IEEE operations only.
/// @throws ArgumentError when there are more than 100,000 points, a value is not finite, a place is
/// farther than a pad's side outside of the pad, a pressure is outside of 0..1, or the lengths do
/// not fit the points.
PenPicture draw_pen(const PenDrawing& drawing, PenWidth width = PenWidth::of_figure);

/// Which strokes belong to one figure, for several digits on one pad: strokes above each other or
/// nearly touching are one figure (the bar of a 5, both lines of a 4), the others stand apart; but
/// a bar or a dot is no digit and belongs to what it is near.
///
/// Of 4,996 digits by 20 writers 3 are taken for several figures (18 without the two rules for the
/// lines of a 4 and for bars and dots); of 3,000 pairs of digits beside each other with a gap of
/// 0.2 of their height 1 is taken for one, with a gap of 0.15 twelve.
///
/// @return for each stroke the number of its figure; figures are numbered as they are read, line by
/// line and from left to right.
std::vector<int> figures_of(const PenDrawing& drawing);

}  // namespace receptive
