#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/looking/picture_folders.h"

namespace receptive {

/// What a file's name says before its number, or behind it: "cat.0.jpg", "cat (12).png",
/// "0001_cat.png". Empty where it says nothing.
std::string_view class_in_name(std::string_view path);

/// By the files' names, where those make sense: 2 to 256 classes of two pictures or more.
std::optional<LabelSource> labels_by_file_names(const std::vector<FolderedPicture>& all);

/// By the innermost folders; a picture in none has no class.
LabelSource labels_by_folders(const std::vector<FolderedPicture>& all);

}  // namespace receptive
