#include "data/looking/picture/ink.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace receptive {

namespace {

struct Border {
  std::array<double, 3> mean = {};
  double brightness = 0.0;
  /// Its values lie close together.
  bool even = false;
};

float brightness_at(const Planes& picture, std::size_t pixel) {
  if (picture.channels == 1) return picture.values[pixel];
  const std::size_t plane = picture.plane();
  return 0.299F * picture.values[pixel] + 0.587F * picture.values[plane + pixel] +
         0.114F * picture.values[2 * plane + pixel];
}

Border border_of(const Planes& picture) {
  Border border;
  double squares = 0.0;
  int count = 0;
  for (int y = 0; y < picture.height; ++y) {
    const bool inner = y > 0 && y < picture.height - 1;
    for (int x = 0; x < picture.width; x += inner ? std::max(1, picture.width - 1) : 1) {
      const auto pixel = static_cast<std::size_t>(y * picture.width + x);
      const double value = brightness_at(picture, pixel);
      border.brightness += value;
      squares += value * value;
      for (int c = 0; c < picture.channels; ++c) {
        const auto channel = static_cast<std::size_t>(c);
        border.mean[channel] += picture.values[channel * picture.plane() + pixel];
      }
      ++count;
    }
  }
  border.brightness /= count;
  for (double& mean : border.mean) mean /= count;
  constexpr double even_variance = 0.2 * 0.2;
  border.even = squares / count - border.brightness * border.brightness < even_variance;
  return border;
}

double distance(const Planes& picture, std::size_t pixel, const Border& border) {
  double sum = 0.0;
  for (int c = 0; c < picture.channels; ++c) {
    const auto channel = static_cast<std::size_t>(c);
    const double apart = picture.values[channel * picture.plane() + pixel] - border.mean[channel];
    sum += apart * apart;
  }
  return std::sqrt(sum);
}

/// Sums of colours, for their mean.
struct Mean {
  std::array<double, 3> sums = {};
  double count = 0.0;

  [[nodiscard]] std::vector<std::uint8_t> bytes(int channels, double otherwise) const {
    std::vector<std::uint8_t> result;
    for (int c = 0; c < channels; ++c) {
      const double mean = count > 0.0 ? sums[static_cast<std::size_t>(c)] / count : otherwise;
      const auto byte = static_cast<int>(std::lround(255.0 * std::clamp(mean, 0.0, 1.0)));
      // Nearly black is meant to be black, and nearly white white.
      constexpr int near = 16;
      const int meant = byte < near ? 0 : (byte > 255 - near ? 255 : byte);
      result.push_back(static_cast<std::uint8_t>(meant));
    }
    return result;
  }
};

/// Adds what lies as far from the ground as anything, or nearly: not the soft edges of lines.
void add_ink(const Planes& picture, const Border& border, Mean& ink) {
  double farthest = 0.0;
  for (std::size_t i = 0; i < picture.plane(); ++i) {
    farthest = std::max(farthest, distance(picture, i, border));
  }
  constexpr double visible = 0.1;
  constexpr double nearly = 0.9;
  if (farthest < visible) return;
  for (std::size_t i = 0; i < picture.plane(); ++i) {
    if (distance(picture, i, border) < nearly * farthest) continue;
    for (int c = 0; c < picture.channels; ++c) {
      const auto channel = static_cast<std::size_t>(c);
      ink.sums[channel] += picture.values[channel * picture.plane() + i];
    }
    ++ink.count;
  }
}

}  // namespace

Ink find_ink(std::span<const Planes> pictures) {
  Ink result;
  if (pictures.empty()) return result;
  std::vector<Border> borders;
  std::uint64_t dark = 0;
  constexpr double middle = 0.5;
  for (const Planes& picture : pictures) {
    borders.push_back(border_of(picture));
    if (!borders.back().even) continue;
    ++result.of;
    if (borders.back().brightness > middle) ++dark;
  }
  result.dark = 2 * dark > result.of;
  result.agree = result.dark ? dark : result.of - dark;
  Mean paper;
  Mean ink;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (!borders[i].even || (borders[i].brightness > middle) != result.dark) continue;
    for (std::size_t c = 0; c < 3; ++c) paper.sums[c] += borders[i].mean[c];
    ++paper.count;
    add_ink(pictures[i], borders[i], ink);
  }
  const int channels = pictures.front().channels;
  result.paper = paper.bytes(channels, result.dark ? 1.0 : 0.0);
  result.ink = ink.bytes(channels, result.dark ? 0.0 : 1.0);
  return result;
}

}  // namespace receptive
