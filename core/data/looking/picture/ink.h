#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "data/looking/picture/picture.h"

namespace receptive {

/// What is drawn and what it is drawn on.
struct Ink {
  bool dark = false;        ///< on a light ground
  std::uint64_t of = 0;     ///< pictures whose border has one brightness, which tells
  std::uint64_t agree = 0;  ///< of these, as many as `dark` says
  /// Mean colours of the ground and of what differs from it most, a byte for each channel.
  std::vector<std::uint8_t> paper = {};
  std::vector<std::uint8_t> ink = {};

  /// Too few pictures tell, or they differ.
  [[nodiscard]] bool is_unsure() const { return of == 0 || 10 * agree < 9 * of; }
};

/// Found by the borders: what surrounds a drawing is its ground.
/// @param pictures of one size and number of channels.
Ink find_ink(std::span<const Planes> pictures);

}  // namespace receptive
