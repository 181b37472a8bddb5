#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "data/looking/parts.h"

namespace receptive {

/// A picture on its way to its class.
struct FolderedPicture {
  const LookedPicture* picture = nullptr;
  Purpose purpose = Purpose::unsaid;
  /// Without those that say a purpose, that all lie in, or that are called alike everywhere; the
  /// innermost is its class.
  std::vector<std::string_view> folders = {};
};

/// What the folders say of each of the pictures, in their order.
/// @param pictures must stay.
std::vector<FolderedPicture> placed_pictures(std::span<const LookedPicture> pictures);

}  // namespace receptive
