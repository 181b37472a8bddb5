#include "inspect/explain/fft_convolution.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <kissfft/kissfft.hh>
#include <string>

#include "base/error.h"

namespace receptive {

namespace {

using Complex = std::complex<double>;

/// The next length that falls into factors 2, 3 and 5, for which the transform is fast.
int good_length(int length) {
  for (;; ++length) {
    int rest = length;
    for (const int factor : {2, 3, 5}) {
      while (rest % factor == 0) rest /= factor;
    }
    if (rest == 1) return length;
  }
}

/// A plane of complex numbers and its two-dimensional transform: all rows, then all columns.
class Spectrum {
 public:
  Spectrum(int height, int width)
      : height_(static_cast<std::size_t>(height)),
        width_(static_cast<std::size_t>(width)),
        values_(height_ * width_) {}

  Complex& at(std::size_t row, std::size_t column) { return values_[row * width_ + column]; }
  std::vector<Complex>& values() { return values_; }

  void load(const PlaneView& plane) {
    auto value = plane.values.begin();
    for (std::size_t row = 0; row < static_cast<std::size_t>(plane.height); ++row) {
      for (std::size_t column = 0; column < static_cast<std::size_t>(plane.width); ++column) {
        at(row, column) = *value++;
      }
    }
  }

  void transform(bool inverse) {
    const kissfft<double> along_rows(width_, inverse);
    const kissfft<double> along_columns(height_, inverse);
    std::vector<Complex> from(std::max(height_, width_));
    std::vector<Complex> to(from.size());
    for (std::size_t row = 0; row < height_; ++row) {
      Complex* line = &at(row, 0);
      along_rows.transform(line, to.data());
      std::copy_n(to.begin(), width_, line);
    }
    for (std::size_t column = 0; column < width_; ++column) {
      for (std::size_t row = 0; row < height_; ++row) from[row] = at(row, column);
      along_columns.transform(from.data(), to.data());
      for (std::size_t row = 0; row < height_; ++row) at(row, column) = to[row];
    }
  }

 private:
  std::size_t height_;
  std::size_t width_;
  std::vector<Complex> values_;
};

void check(const char* name, const PlaneView& plane) {
  const std::int64_t wanted = std::int64_t{plane.height} * plane.width;
  if (plane.height >= 1 && plane.width >= 1 &&
      static_cast<std::int64_t>(plane.values.size()) == wanted) {
    return;
  }
  throw ArgumentError(std::string(name) + ": expected a value for each pixel of " +
                      std::to_string(plane.height) + "x" + std::to_string(plane.width) +
                      ", found " + std::to_string(plane.values.size()));
}

}  // namespace

std::vector<float> convolve_by_fft(const PlaneView& map, const PlaneView& filter,
                                   FftPadding padding) {
  constexpr std::int64_t limit = 1 << 24;
  check("map", map);
  check("filter", filter);
  const std::int64_t padded =
      (std::int64_t{map.height} + filter.height) * (std::int64_t{map.width} + filter.width);
  if (padded > limit) {
    throw ArgumentError("map: expected at most " + std::to_string(limit) +
                        " values with padding, found " + std::to_string(padded));
  }
  const bool valid = padding == FftPadding::valid;
  if (valid && (filter.height > map.height || filter.width > map.width)) {
    throw ArgumentError("filter: expected at most the map's " + std::to_string(map.height) + "x" +
                        std::to_string(map.width) + ", found " + std::to_string(filter.height) +
                        "x" + std::to_string(filter.width));
  }

  const int height = good_length(map.height + filter.height - 1);
  const int width = good_length(map.width + filter.width - 1);
  Spectrum x(height, width);
  Spectrum w(height, width);
  x.load(map);
  w.load(filter);
  x.transform(false);
  w.transform(false);
  const double scale = 1.0 / (static_cast<double>(height) * width);
  std::ranges::transform(
      x.values(), w.values(), x.values().begin(),
      [&](const Complex& a, const Complex& b) { return scale * a * std::conj(b); });
  x.transform(true);

  // Row r of the result is the window that begins at row r of the map; those that begin above it
  // stand at the end of the circle.
  const int above = valid ? 0 : (filter.height - 1) / 2;
  const int left = valid ? 0 : (filter.width - 1) / 2;
  const int rows = valid ? map.height - filter.height + 1 : map.height;
  const int columns = valid ? map.width - filter.width + 1 : map.width;
  std::vector<float> y;
  y.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
  for (int row = 0; row < rows; ++row) {
    const auto from_row = static_cast<std::size_t>((row - above + height) % height);
    for (int column = 0; column < columns; ++column) {
      const auto from_column = static_cast<std::size_t>((column - left + width) % width);
      y.push_back(static_cast<float>(x.at(from_row, from_column).real()));
    }
  }
  return y;
}

}  // namespace receptive
