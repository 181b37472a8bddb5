// Compiled for speed: runs for every picture.
#include "data/looking/picture/picture.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"

namespace receptive {

namespace {

float value_at(const DecodedPicture& picture, std::size_t place) {
  if (picture.bits == 8) return static_cast<float>(picture.bytes[place]);
  std::uint16_t value = 0;
  std::memcpy(&value, &picture.bytes[2 * place], sizeof value);
  return static_cast<float>(value);
}

}  // namespace

void check_decoded(const DecodedPicture& picture) {
  constexpr int most = 1 << 20;
  const bool sizes = picture.width >= 1 && picture.width <= most && picture.height >= 1 &&
                     picture.height <= most && picture.channels >= 1 && picture.channels <= 4 &&
                     (picture.bits == 8 || picture.bits == 16);
  const std::uint64_t expected = sizes ? static_cast<std::uint64_t>(picture.width) *
                                             static_cast<std::uint64_t>(picture.height) *
                                             static_cast<std::uint64_t>(picture.channels) *
                                             static_cast<std::uint64_t>(picture.bits / 8)
                                       : 0;
  if (sizes && picture.bytes.size() == expected) return;
  throw ArgumentError(
      {.where = "picture",
       .expected = sizes ? std::to_string(expected) + " bytes"
                         : std::string("a width, a height, 1 to 4 channels and 8 or 16 bits"),
       .found = std::to_string(picture.width) + "x" + std::to_string(picture.height) + " of " +
                std::to_string(picture.channels) + " channels and " + std::to_string(picture.bits) +
                " bits in " + std::to_string(picture.bytes.size()) + " bytes"});
}

void scale_values(std::span<float> values, const ValueRange& range) {
  const auto low = static_cast<float>(range.low);
  const auto span = static_cast<float>(range.high - range.low);
  for (float& value : values) {
    const float scaled = (value - low) / span;
    // What is no number is black.
    value = scaled > 0.0F ? std::min(scaled, 1.0F) : 0.0F;
  }
}

Planes planes_of(const DecodedPicture& picture, const ValueRange& range, float ground) {
  const bool transparent = picture.channels % 2 == 0;
  Planes result{
      .channels = picture.channels >= 3 ? 3 : 1, .height = picture.height, .width = picture.width};
  const std::size_t plane = result.plane();
  const auto step = static_cast<std::size_t>(picture.channels);
  const auto channels = static_cast<std::size_t>(result.channels);
  result.values.resize(channels * plane);
  for (std::size_t i = 0; i < plane; ++i) {
    for (std::size_t c = 0; c < channels; ++c) {
      result.values[c * plane + i] = value_at(picture, i * step + c);
    }
  }
  scale_values(result.values, range);
  if (!transparent) return result;
  const float opaque = picture.bits == 8 ? 255.0F : 65535.0F;
  for (std::size_t i = 0; i < plane; ++i) {
    const float opacity = value_at(picture, i * step + channels) / opaque;
    for (std::size_t c = 0; c < channels; ++c) {
      float& value = result.values[c * plane + i];
      value = ground + opacity * (value - ground);
    }
  }
  return result;
}

Planes grey(Planes picture) {
  if (picture.channels == 1) return picture;
  const std::size_t plane = picture.plane();
  for (std::size_t i = 0; i < plane; ++i) {
    picture.values[i] = 0.299F * picture.values[i] + 0.587F * picture.values[plane + i] +
                        0.114F * picture.values[2 * plane + i];
  }
  picture.channels = 1;
  picture.values.resize(plane);
  return picture;
}

Planes coloured(Planes picture) {
  if (picture.channels == 3) return picture;
  const std::size_t plane = picture.plane();
  picture.channels = 3;
  picture.values.resize(3 * plane);
  std::copy_n(picture.values.begin(), plane,
              picture.values.begin() + static_cast<std::ptrdiff_t>(plane));
  std::copy_n(picture.values.begin(), plane,
              picture.values.begin() + static_cast<std::ptrdiff_t>(2 * plane));
  return picture;
}

bool has_colour(const Planes& picture) {
  constexpr float tolerance = 16.5F / 255.0F;
  if (picture.channels == 1) return false;
  const std::size_t plane = picture.plane();
  for (std::size_t i = 0; i < plane; ++i) {
    const auto [low, high] =
        std::minmax({picture.values[i], picture.values[plane + i], picture.values[2 * plane + i]});
    if (high - low > tolerance) return true;
  }
  return false;
}

Planes turned(Planes picture, Turn turn) {
  if (turn == Turn::none) return picture;
  const int height = picture.height;
  const int width = picture.width;
  const bool swaps = turn == Turn::left || turn == Turn::right || turn == Turn::transposed;
  Planes result{.channels = picture.channels,
                .height = swaps ? width : height,
                .width = swaps ? height : width,
                .values = std::vector<float>(picture.values.size())};
  float* to = result.values.data();
  for (int c = 0; c < result.channels; ++c) {
    const float* from = picture.values.data() + static_cast<std::size_t>(c) * picture.plane();
    for (int y = 0; y < result.height; ++y) {
      for (int x = 0; x < result.width; ++x) {
        int row = y;
        int column = x;
        if (swaps) std::swap(row, column);
        if (turn == Turn::left || turn == Turn::mirrored || turn == Turn::half) {
          column = width - 1 - column;
        }
        if (turn == Turn::right || turn == Turn::half) row = height - 1 - row;
        *to++ = from[row * width + column];
      }
    }
  }
  return result;
}

void turn_over(Planes& picture) {
  for (float& value : picture.values) value = 1.0F - value;
}

void to_bytes(const Planes& picture, std::span<std::uint8_t> bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(std::lround(picture.values[i] * 255.0F));
  }
}

}  // namespace receptive
