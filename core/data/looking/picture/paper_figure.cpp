#include "data/looking/picture/paper_figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "base/error.h"
#include "data/looking/picture/paper.h"

namespace receptive {

namespace {

/// Ink at or below this is paper, as where drawings are cropped.
constexpr float threshold = 0.1F;

/// Two groups of distances.
struct Groups {
  double paper = 0.0;  ///< their means
  double ink = 0.0;
};

/// N. Otsu, A threshold selection method from gray-level histograms (1979): the two groups that lie
/// furthest apart for their sizes.
Groups groups_of(std::span<const float> distances) {
  constexpr std::size_t bins = 128;
  std::array<double, bins> counts = {};
  for (const float value : distances) {
    const auto bin = static_cast<std::size_t>(value * static_cast<float>(bins));
    ++counts[std::min(bin, bins - 1)];
  }
  const auto middle = [](std::size_t bin) { return (static_cast<double>(bin) + 0.5) / bins; };
  double all = 0.0;
  double all_sum = 0.0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    all += counts[bin];
    all_sum += counts[bin] * middle(bin);
  }
  Groups best;
  double best_apart = 0.0;
  double below = 0.0;
  double below_sum = 0.0;
  for (std::size_t bin = 0; bin + 1 < bins; ++bin) {
    below += counts[bin];
    below_sum += counts[bin] * middle(bin);
    const double above = all - below;
    if (below == 0.0 || above == 0.0) continue;
    const Groups found{below_sum / below, (all_sum - below_sum) / above};
    const double difference = found.ink - found.paper;
    const double apart = below * above * difference * difference;
    if (apart <= best_apart) continue;
    best_apart = apart;
    best = found;
  }
  return best;
}

/// Whatever is joined, also across corners, by number from 1; 0 is paper.
struct Pieces {
  std::vector<std::int32_t> of = {};
  std::vector<double> ink = {};  ///< of each number; of 0 nothing
};

Pieces pieces_of(std::span<const float> ink, int height, int width) {
  Pieces pieces{.of = std::vector<std::int32_t>(ink.size(), 0), .ink = {0.0}};
  std::vector<std::int32_t> open;
  for (std::size_t start = 0; start < ink.size(); ++start) {
    if (ink[start] <= threshold || pieces.of[start] != 0) continue;
    const auto number = static_cast<std::int32_t>(pieces.ink.size());
    pieces.ink.push_back(0.0);
    pieces.of[start] = number;
    open.push_back(static_cast<std::int32_t>(start));
    while (!open.empty()) {
      const std::int32_t at = open.back();
      open.pop_back();
      pieces.ink.back() += static_cast<double>(ink[static_cast<std::size_t>(at)]);
      const int row = at / width;
      const int column = at % width;
      for (int y = std::max(0, row - 1); y <= std::min(height - 1, row + 1); ++y) {
        for (int x = std::max(0, column - 1); x <= std::min(width - 1, column + 1); ++x) {
          const auto next = static_cast<std::size_t>(y * width + x);
          if (ink[next] <= threshold || pieces.of[next] != 0) continue;
          pieces.of[next] = number;
          open.push_back(static_cast<std::int32_t>(next));
        }
      }
    }
  }
  return pieces;
}

/// Dust and noise: pieces with a small part of the largest one's ink.
void leave_out_specks(std::span<float> ink, int height, int width) {
  constexpr double speck = 0.03;
  const Pieces pieces = pieces_of(ink, height, width);
  const double least = speck * std::ranges::max(pieces.ink);
  for (std::size_t i = 0; i < ink.size(); ++i) {
    if (pieces.ink[static_cast<std::size_t>(pieces.of[i])] < least) ink[i] = 0.0F;
  }
}

/// A line's width is twice its ink over the length of its edge, the sum of the gradient's lengths.
double line_width(std::span<const float> ink, int side) {
  double sum = 0.0;
  double edge = 0.0;
  const auto row_length = static_cast<std::size_t>(side);
  for (std::size_t i = 0; i + row_length + 1 < ink.size(); ++i) {
    sum += static_cast<double>(ink[i]);
    edge += static_cast<double>(std::hypot(ink[i + 1] - ink[i], ink[i + row_length] - ink[i]));
  }
  return edge > 0.0 ? 2.0 * sum / edge : 0.0;
}

/// The longer side of the ink's box.
int extent_of(std::span<const float> ink, int side) {
  int top = side;
  int bottom = -1;
  int left = side;
  int right = -1;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      if (ink[static_cast<std::size_t>(row * side + column)] <= threshold) continue;
      top = std::min(top, row);
      bottom = std::max(bottom, row);
      left = std::min(left, column);
      right = std::max(right, column);
    }
  }
  return std::max(bottom - top, right - left) + 1;
}

std::vector<float> widened(const std::vector<float>& ink, int side) {
  constexpr double mnist_pen = 0.12;
  // Lines that are about as wide stay as they are: there is nothing to be gained.
  constexpr double about = 0.8;
  const double wanted = mnist_pen * extent_of(ink, side);
  const double found = line_width(ink, side);
  if (found >= about * wanted) return ink;
  std::vector<float> result = ink;
  const double radius = 0.5 * (wanted - found);
  const int reach = static_cast<int>(std::ceil(radius)) + 1;
  constexpr float inside = 0.5F;
  const auto is_ink = [&](int row, int column) {
    return ink[static_cast<std::size_t>(row * side + column)] >= inside;
  };
  // A disc at every pixel of the ink's edge; the tenth of paper around leaves room for it.
  for (int row = 1; row + 1 < side; ++row) {
    for (int column = 1; column + 1 < side; ++column) {
      if (!is_ink(row, column)) continue;
      if (is_ink(row - 1, column) && is_ink(row + 1, column) && is_ink(row, column - 1) &&
          is_ink(row, column + 1)) {
        continue;
      }
      for (int y = std::max(0, row - reach); y <= std::min(side - 1, row + reach); ++y) {
        for (int x = std::max(0, column - reach); x <= std::min(side - 1, column + reach); ++x) {
          const double covered = radius + 1.0 - std::hypot(y - row, x - column);
          float& value = result[static_cast<std::size_t>(y * side + x)];
          value = std::max(value, static_cast<float>(std::clamp(covered, 0.0, 1.0)));
        }
      }
    }
  }
  return result;
}

/// Whether what is ink is darker than what is paper.
bool is_dark(const Planes& picture, std::span<const float> ink) {
  std::array<double, 2> sums = {};
  std::array<double, 2> counts = {};
  constexpr float inside = 0.5F;
  for (std::size_t i = 0; i < ink.size(); ++i) {
    const std::size_t group = ink[i] >= inside ? 1 : 0;
    for (int c = 0; c < picture.channels; ++c) {
      sums[group] +=
          static_cast<double>(picture.values[static_cast<std::size_t>(c) * picture.plane() + i]);
    }
    counts[group] += picture.channels;
  }
  return sums[1] * counts[0] < sums[0] * counts[1];
}

void check(const Planes& picture) {
  const bool sized = std::min(picture.height, picture.width) > 0 &&
                     std::max(picture.height, picture.width) <= largest_figure_side;
  const bool channels = picture.channels == 1 || picture.channels == 3;
  if (sized && channels) return;
  throw ArgumentError("figure: expected 1 or 3 channels of up to " +
                      std::to_string(largest_figure_side) + " pixels a side, found " +
                      std::to_string(picture.channels) + " of " + std::to_string(picture.width) +
                      "x" + std::to_string(picture.height));
}

}  // namespace

PaperFigure figure_on_paper(const Planes& picture) {
  check(picture);
  const auto [height, width] = std::pair(picture.height, picture.width);
  std::vector<float> values = distance_from_paper(picture);
  const Groups groups = groups_of(values);
  const double apart = groups.ink - groups.paper;
  // Less is noise, or the paper's own grain.
  constexpr double visible = 0.1;
  PaperFigure figure;
  figure.empty = apart < visible;
  // Steeper than from the one mean to the other, so that grain and soft shadows become paper.
  constexpr double steepness = 1.5;
  const double middle = 0.5 * (groups.paper + groups.ink);
  for (float& value : values) {
    const double ink = 0.5 + steepness * (static_cast<double>(value) - middle) / apart;
    value = figure.empty ? 0.0F : static_cast<float>(std::clamp(ink, 0.0, 1.0));
  }
  if (!figure.empty) leave_out_specks(values, height, width);
  figure.dark = is_dark(picture, values);

  const int longer = std::max(height, width);
  const int margin = (longer + 9) / 10;
  figure.side = longer + 2 * margin;
  figure.ink.assign(static_cast<std::size_t>(figure.side) * static_cast<std::size_t>(figure.side),
                    0.0F);
  const int top = (figure.side - height) / 2;
  const int left = (figure.side - width) / 2;
  for (int row = 0; row < height; ++row) {
    std::copy_n(values.begin() + row * width, width,
                figure.ink.begin() + (top + row) * figure.side + left);
  }
  figure.widened = widened(figure.ink, figure.side);
  return figure;
}

}  // namespace receptive
