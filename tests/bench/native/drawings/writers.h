#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "data/drawing/pen_drawing.h"

namespace receptive::bench {

/// A digit that a person drew, as points of a pad in the order of the pen.
struct WrittenDigit {
  int digit = 0;
  int writer = 0;
  std::vector<PenPoint> points;
  std::vector<int> lengths;  ///< of the strokes

  [[nodiscard]] PenDrawing drawing() const { return {points, lengths}; }
};

/// How a recorded digit is drawn on the pad once more.
struct Replay {
  float least_size = 0.65F;  ///< of the pad's side: the digit's longer side, between these two
  float most_size = 0.65F;
  float offset = 0.06F;  ///< how far from the pad's middle, each way by itself
};

/// Reads recorded digits, one JSON object a line ({digit, writer, strokes: [[[x, y], ...], ...]}),
/// gzipped, and replays them as a pointer's events: whole pixels of a pad of 260, one event for
/// each recorded point unless the pointer is where it was. Same file and replay, same points.
/// @throws Error when the file cannot be read or is not such a file.
std::vector<WrittenDigit> read_written_digits(const std::filesystem::path& file,
                                              const Replay& replay);

}  // namespace receptive::bench
