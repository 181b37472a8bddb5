#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "data/looking/parts.h"

namespace receptive {

/// A folder with pictures in it. There are few, and may be 70,000 pictures.
struct PictureFolder {
  std::string_view path = {};  ///< with a slash behind, or empty
  Purpose purpose = Purpose::unsaid;
  /// From the outermost, without those that say a purpose, that all lie in, or that are called
  /// alike everywhere; the innermost is the class of what lies in it.
  std::vector<std::string_view> names = {};
};

/// A picture on its way to its class.
struct FolderedPicture {
  const LookedPicture* picture = nullptr;
  const PictureFolder* folder = nullptr;
};

/// All of them, in their order, and the folders that they lie in.
struct FolderedPictures {
  std::vector<PictureFolder> folders = {};
  std::vector<FolderedPicture> all = {};
};

/// @param pictures must stay.
FolderedPictures placed_pictures(std::span<const LookedPicture> pictures);

}  // namespace receptive
