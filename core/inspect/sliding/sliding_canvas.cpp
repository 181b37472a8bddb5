#include "inspect/sliding/sliding_canvas.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "base/heap_sort.h"
#include "base/random.h"
#include "data/drawing/stroke_raster.h"

namespace receptive {

namespace {

void check(const PenDrawing& drawing, const Shape& canvas) {
  constexpr std::size_t most_points = 100'000;
  std::size_t sum = 0;
  for (const int length : drawing.lengths) sum += static_cast<std::size_t>(std::max(0, length));
  if (sum != drawing.points.size() || sum > most_points ||
      std::ranges::any_of(drawing.lengths, [](int length) { return length < 1; })) {
    throw ArgumentError(
        "drawing: expected strokes of at least one and at most 100000 points, found " +
        std::to_string(drawing.points.size()) + " points in " +
        std::to_string(drawing.lengths.size()) + " strokes");
  }
  const auto h = static_cast<float>(canvas.h);
  const auto w = static_cast<float>(canvas.w);
  for (const PenPoint& point : drawing.points) {
    // Written so that NaN is refused as well.
    const bool near = point.x >= -w && point.x <= 2 * w && point.y >= -h && point.y <= 2 * h &&
                      point.pressure >= 0.0F && point.pressure <= 1.0F;
    if (!near) throw ArgumentError("drawing: a point lies far outside, or is no number");
  }
}

}  // namespace

void lay_onto(TensorView canvas, ConstTensorView picture, int top, int left, float paper) {
  const int first_row = std::max(0, -top);
  const int last_row = std::min(picture.shape.h, canvas.shape.h - top);
  const int first_column = std::max(0, -left);
  const int last_column = std::min(picture.shape.w, canvas.shape.w - left);
  for (int c = 0; c < canvas.shape.c; ++c) {
    for (int row = first_row; row < last_row; ++row) {
      const float* from = picture.plane(0, c) + row * picture.shape.w;
      float* to = canvas.plane(0, c) + (top + row) * canvas.shape.w;
      for (int column = first_column; column < last_column; ++column) {
        float& value = to[left + column];
        if (std::abs(from[column] - paper) > std::abs(value - paper)) value = from[column];
      }
    }
  }
}

void draw_onto(TensorView canvas, const PenDrawing& drawing, float pen_width,
               const PaperAndInk& values) {
  check(drawing, canvas.shape);
  if (drawing.points.empty()) return;
  StrokeRaster raster(canvas.shape.h, canvas.shape.w, 1.0F);
  std::size_t first = 0;
  for (const int length : drawing.lengths) {
    const auto stroke = drawing.points.subspan(first, static_cast<std::size_t>(length));
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      const PenPoint& from = stroke[i == 0 ? 0 : i - 1];
      const PenPoint& to = stroke[i];
      const float pressure = 0.5F * (from.pressure + to.pressure);
      raster.add_line({from.x, from.y}, {to.x, to.y}, 0.5F * pen_width * (0.6F + 0.8F * pressure));
    }
    first += static_cast<std::size_t>(length);
  }
  std::vector<float> drawn(canvas.shape.plane_count());
  raster.read_ink(drawn);
  for (float& value : drawn) value = values.paper + value * (values.ink - values.paper);
  const Shape plane{1, 1, canvas.shape.h, canvas.shape.w};
  for (int c = 0; c < canvas.shape.c; ++c) {
    lay_onto({canvas.plane(0, c), plane}, {drawn.data(), plane}, 0, 0, values.paper);
  }
}

std::vector<PlacedPicture> scatter(const Shape& canvas, const Shape& window, int count,
                                   int pictures, std::uint64_t seed) {
  constexpr int tries = 200;
  Random random(seed);
  const auto below = [&](int bound) {
    return static_cast<int>(random.below(static_cast<std::uint32_t>(std::max(1, bound))));
  };
  std::vector<PlacedPicture> placed;
  for (int n = 0; n < count; ++n) {
    const int picture = below(pictures);
    for (int attempt = 0; attempt < tries; ++attempt) {
      const int top = below(canvas.h - window.h + 1);
      const int left = below(canvas.w - window.w + 1);
      const bool overlaps = std::ranges::any_of(placed, [&](const PlacedPicture& other) {
        return std::abs(other.top - top) < window.h - window.h / 8 &&
               std::abs(other.left - left) < window.w - window.w / 8;
      });
      if (overlaps) continue;
      placed.push_back({.picture = picture, .top = top, .left = left});
      break;
    }
  }
  return placed;
}

WindowInk window_ink(ConstTensorView canvas, const SlidingWindow& window,
                     const PaperAndInk& values) {
  const auto positions =
      static_cast<std::size_t>(window.rows) * static_cast<std::size_t>(window.columns);
  WindowInk found{.ink = std::vector<float>(positions),
                  .off_centre = std::vector<float>(positions)};
  const double full = static_cast<double>(values.ink) - static_cast<double>(values.paper);
  const double no_ink = 0.5 * std::min(window.height, window.width);
  std::size_t position = 0;
  for (int row = 0; row < window.rows; ++row) {
    for (int column = 0; column < window.columns; ++column, ++position) {
      double sum = 0;
      double down = 0;
      double right = 0;
      for (int c = 0; c < canvas.shape.c; ++c) {
        const float* plane = canvas.plane(0, c);
        for (int y = 0; y < window.height; ++y) {
          const float* line = plane + (row * window.stride_down + y) * canvas.shape.w +
                              column * window.stride_right;
          for (int x = 0; x < window.width; ++x) {
            const double ink =
                (static_cast<double>(line[x]) - static_cast<double>(values.paper)) / full;
            sum += ink;
            down += ink * y;
            right += ink * x;
          }
        }
      }
      const bool empty = sum / canvas.shape.c < 0.5;
      found.ink[position] = static_cast<float>(sum / canvas.shape.c);
      found.off_centre[position] =
          static_cast<float>(empty ? no_ink
                                   : std::hypot(down / sum - 0.5 * (window.height - 1),
                                                right / sum - 0.5 * (window.width - 1)));
    }
  }
  return found;
}

std::vector<Peak> find_peaks(ConstTensorView answers, const SlidingWindow& window,
                             std::span<const float> off_centre,
                             std::span<const std::uint8_t> allowed, float threshold) {
  struct Candidate {
    Peak peak;
    double rank = 0;
  };
  const double tolerated = 0.125 * std::min(window.height, window.width);
  std::vector<Candidate> candidates;
  for (int row = 0; row < answers.shape.h; ++row) {
    for (int column = 0; column < answers.shape.w; ++column) {
      const auto at = static_cast<std::size_t>(row * answers.shape.w + column);
      if (allowed[at] == 0) continue;
      Peak peak{.label = 0, .row = row, .column = column, .answer = answers.data[at]};
      for (int c = 1; c < answers.shape.c; ++c) {
        const float answer = answers.plane(0, c)[at];
        // A NaN stays, and is below every threshold.
        if (answer > peak.answer || std::isnan(answer)) {
          peak.label = c;
          peak.answer = answer;
        }
      }
      if (!(peak.answer >= threshold)) continue;
      const double off = static_cast<double>(off_centre[at]) / tolerated;
      candidates.push_back(
          {.peak = peak, .rank = static_cast<double>(peak.answer) * std::exp(-0.5 * off * off)});
    }
  }
  const auto place = [&](const Peak& peak) { return peak.row * answers.shape.w + peak.column; };
  heap_sort(candidates, [&](const Candidate& a, const Candidate& b) {
    return a.rank > b.rank || (a.rank == b.rank && place(a.peak) < place(b.peak));
  });
  std::vector<Peak> peaks;
  for (const Candidate& candidate : candidates) {
    const bool taken = std::ranges::any_of(peaks, [&](const Peak& peak) {
      const int down = std::abs(peak.row - candidate.peak.row) * window.stride_down;
      const int right = std::abs(peak.column - candidate.peak.column) * window.stride_right;
      return 2 * down <= window.height && 2 * right <= window.width;
    });
    if (!taken) peaks.push_back(candidate.peak);
  }
  return peaks;
}

}  // namespace receptive
