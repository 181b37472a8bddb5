// Compiled for speed: runs for every picture.
#include <algorithm>
#include <cmath>
#include <utility>

#include "data/looking/picture/picture.h"

namespace receptive {

namespace {

/// Which stretch of a line one pixel of the result covers, and how much of its ends.
struct Stretch {
  int first = 0;
  std::vector<float> weights = {};
};

/// `to` pixels from the part of a line that begins at `begin` and is `length` long.
std::vector<Stretch> stretches(double begin, double length, int limit, int to) {
  std::vector<Stretch> result(static_cast<std::size_t>(to));
  const double each = length / to;
  for (int i = 0; i < to; ++i) {
    const double start = begin + i * each;
    const double end = start + each;
    Stretch& stretch = result[static_cast<std::size_t>(i)];
    stretch.first = std::clamp(static_cast<int>(std::floor(start)), 0, limit - 1);
    constexpr double rounding = 1e-9;
    for (int at = stretch.first; at < limit && at < end - rounding; ++at) {
      const double covered = std::min(end, at + 1.0) - std::max(start, static_cast<double>(at));
      stretch.weights.push_back(static_cast<float>(covered / each));
    }
  }
  return result;
}

struct Area {
  double top = 0;
  double left = 0;
  double height = 0;
  double width = 0;
};

/// The area of a picture in another size.
Planes averaged(const Planes& picture, const Area& area, int height, int width) {
  const auto columns = stretches(area.left, area.width, picture.width, width);
  const auto rows = stretches(area.top, area.height, picture.height, height);
  Planes result{.channels = picture.channels, .height = height, .width = width};
  result.values.resize(static_cast<std::size_t>(picture.channels) * result.plane());
  std::vector<float> narrow(static_cast<std::size_t>(picture.height) *
                            static_cast<std::size_t>(width));
  const auto row_length = static_cast<std::size_t>(width);
  for (int c = 0; c < picture.channels; ++c) {
    const float* from = picture.values.data() + static_cast<std::size_t>(c) * picture.plane();
    float* to = narrow.data();
    for (int y = 0; y < picture.height; ++y, from += picture.width) {
      for (const Stretch& stretch : columns) {
        float sum = 0.0F;
        const float* at = from + stretch.first;
        for (const float weight : stretch.weights) sum += weight * *at++;
        *to++ = sum;
      }
    }
    to = result.values.data() + static_cast<std::size_t>(c) * result.plane();
    for (const Stretch& stretch : rows) {
      for (std::size_t x = 0; x < row_length; ++x) {
        float sum = 0.0F;
        std::size_t at = static_cast<std::size_t>(stretch.first) * row_length + x;
        for (const float weight : stretch.weights) {
          sum += weight * narrow[at];
          at += row_length;
        }
        *to++ = sum;
      }
    }
  }
  return result;
}

/// The mean of a plane's outermost pixels.
float border_mean(const float* plane, int height, int width) {
  double sum = 0.0;
  int count = 0;
  for (int y = 0; y < height; ++y) {
    const bool inner = y > 0 && y < height - 1;
    for (int x = 0; x < width; x += inner ? std::max(1, width - 1) : 1) {
      sum += plane[y * width + x];
      ++count;
    }
  }
  return static_cast<float>(sum / count);
}

}  // namespace

Planes resized(Planes picture, int height, int width, Fit fit) {
  if (picture.height == height && picture.width == width) return picture;
  const double across = static_cast<double>(picture.width) / width;
  const double down = static_cast<double>(picture.height) / height;
  if (fit == Fit::squeeze || across == down) {
    const double all_rows = picture.height;
    const double all_columns = picture.width;
    return averaged(picture, {0, 0, all_rows, all_columns}, height, width);
  }
  if (fit == Fit::fill) {
    const double each = std::min(across, down);
    const Area area{.top = (picture.height - each * height) / 2,
                    .left = (picture.width - each * width) / 2,
                    .height = each * height,
                    .width = each * width};
    return averaged(picture, area, height, width);
  }
  const double each = std::max(across, down);
  const int inner_height =
      std::clamp(static_cast<int>(std::lround(picture.height / each)), 1, height);
  const int inner_width = std::clamp(static_cast<int>(std::lround(picture.width / each)), 1, width);
  const Area whole{0, 0, static_cast<double>(picture.height), static_cast<double>(picture.width)};
  const Planes inner = averaged(picture, whole, inner_height, inner_width);
  Planes result{.channels = picture.channels, .height = height, .width = width};
  result.values.resize(static_cast<std::size_t>(picture.channels) * result.plane());
  const int top = (height - inner_height) / 2;
  const int left = (width - inner_width) / 2;
  for (int c = 0; c < picture.channels; ++c) {
    const float* from = inner.values.data() + static_cast<std::size_t>(c) * inner.plane();
    float* to = result.values.data() + static_cast<std::size_t>(c) * result.plane();
    const float* border = picture.values.data() + static_cast<std::size_t>(c) * picture.plane();
    std::fill_n(to, result.plane(), border_mean(border, picture.height, picture.width));
    for (int y = 0; y < inner_height; ++y) {
      std::copy_n(from + y * inner_width, inner_width, to + (top + y) * width + left);
    }
  }
  return result;
}

}  // namespace receptive
