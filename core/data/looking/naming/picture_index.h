#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/looking/parts.h"

namespace receptive {

/// Finds pictures by the names that tables have for them.
class PictureIndex {
 public:
  static constexpr std::int32_t none = -1;
  /// Several pictures have this name, and nothing says which is meant.
  static constexpr std::int32_t several = -2;

  /// @param pictures must stay.
  explicit PictureIndex(std::span<const LookedPicture> pictures);

  [[nodiscard]] std::size_t size() const { return pictures_.size(); }

  /// @param text "a", "a.png", "train/a.png", ".\train\A.PNG": with its ending or without (or with
  /// another one), with folders or without; see folded_name(). Of several with this name it is the
  /// one that has most of the folders, that is for what the table is for ("train.csv": not what
  /// lies in test/), that is spelled the same, and that lies below the table's folder. A folder
  /// that is there and not the picture's means another picture.
  /// @returns its place among the pictures, `none` or `several`.
  [[nodiscard]] std::int32_t find(std::string_view text, std::string_view table) const;

  /// What a picture is for by its folders.
  [[nodiscard]] Purpose purpose_of(std::size_t picture) const { return purposes_[picture]; }

 private:
  [[nodiscard]] std::vector<std::uint32_t> called(std::string_view name) const;

  std::span<const LookedPicture> pictures_;
  std::vector<Purpose> purposes_;
  std::set<std::string> folders_ = {};  ///< folded names of all
  /// By their folded names without the ending.
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_stem_ = {};
  /// Those that are numbers, as 7 may be written 0007.
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_number_ = {};
};

}  // namespace receptive
