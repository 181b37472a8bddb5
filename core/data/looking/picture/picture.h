#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace receptive {

/// A picture as a decoder gives it: row by row, `channels` values of a pixel side by side (1 grey,
/// 2 grey and opacity, 3 red, green and blue, 4 these and opacity), 8 or 16 bits each, opacity
/// apart from the colours.
struct DecodedPicture {
  int width = 0;
  int height = 0;
  int channels = 1;
  int bits = 8;
  /// width * height * channels values, of 16 bits in the machine's order.
  std::span<const std::uint8_t> bytes = {};
};

/// @throws ArgumentError for what no decoder gives: no pixels, other channels or bits, or more or
/// fewer bytes than these make.
void check_decoded(const DecodedPicture& picture);

/// A picture on its way into a set: planes of values, 0 black (or what `ValueRange` calls lowest)
/// to 1.
struct Planes {
  int channels = 1;
  int height = 0;
  int width = 0;
  std::vector<float> values = {};  ///< channels * height * width

  [[nodiscard]] std::size_t plane() const {
    return static_cast<std::size_t>(height) * static_cast<std::size_t>(width);
  }
};

/// The values that become 0 and 1.
struct ValueRange {
  double low = 0.0;
  double high = 255.0;
  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// How a picture is laid into a set's size where the proportions are others.
enum class Fit : std::uint8_t {
  fit,      ///< all of it, the rest filled up with the colour of its border
  fill,     ///< the middle of it
  squeeze,  ///< all of it, pressed together
};

/// How it is turned before that.
enum class Turn : std::uint8_t { none, left, right, half, transposed, mirrored };

/// Values to 0..1; what lies outside is cut off.
void scale_values(std::span<float> values, const ValueRange& range);

/// @param range of the values as the file has them.
/// @param ground what shows where it is transparent, 0 black to 1 white.
Planes planes_of(const DecodedPicture& picture, const ValueRange& range, float ground);

/// One plane of brightness (ITU-R BT.601) from three; one stays as it is.
Planes grey(Planes picture);
/// Three planes from one; three stay as they are.
Planes coloured(Planes picture);
/// Whether red, green and blue of any pixel lie further apart than JPEG's rounding (16 of 255).
bool has_colour(const Planes& picture);

Planes turned(Planes picture, Turn turn);

/// Each pixel the mean of the area that it covers.
Planes resized(Planes picture, int height, int width, Fit fit);

/// 1 - value.
void turn_over(Planes& picture);

/// Rounded to bytes, channel-major.
void to_bytes(const Planes& picture, std::span<std::uint8_t> bytes);

}  // namespace receptive
