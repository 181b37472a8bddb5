#include "data/looking/picture_folders.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace receptive {

namespace {

/// Folders that say what is in them is for: those beside others that do, or that have folders in
/// them. One that lies among classes alone is a class itself ("train" beside "bus").
class PurposeFolders {
 public:
  explicit PurposeFolders(std::span<const LookedPicture> pictures) {
    for (const LookedPicture& picture : pictures) {
      std::string parent;
      const auto folders = folders_of(picture.facts.path);
      for (std::size_t i = 0; i < folders.size(); ++i) {
        Children& children = children_[parent];
        children.names.insert(std::string(folders[i]));
        parent += std::string(folders[i]) + "/";
        if (i + 1 < folders.size()) children_[parent].has_folders = true;
      }
    }
  }

  /// @param parent with a slash behind, or empty.
  [[nodiscard]] Purpose of(const std::string& parent, std::string_view folder) const {
    const Purpose purpose = folder_purpose(folder);
    if (purpose == Purpose::unsaid) return purpose;
    const auto& names = children_.at(parent).names;
    const auto inner = children_.find(parent + std::string(folder) + "/");
    const bool has_folders = inner != children_.end() && inner->second.has_folders;
    const auto telling = std::ranges::count_if(
        names, [](const std::string& name) { return folder_purpose(name) != Purpose::unsaid; });
    return has_folders || telling > 1 || names.size() == 1 ? purpose : Purpose::unsaid;
  }

 private:
  struct Children {
    std::set<std::string> names = {};
    bool has_folders = false;
  };
  std::map<std::string, Children> children_;
};

FolderedPicture placed(const LookedPicture& picture, const PurposeFolders& purposes) {
  FolderedPicture result{.picture = &picture};
  std::string parent;
  for (const std::string_view folder : folders_of(picture.facts.path)) {
    const Purpose purpose = purposes.of(parent, folder);
    if (purpose == Purpose::unsaid) {
      result.folders.push_back(folder);
    } else {
      result.purpose = purpose;
    }
    parent += std::string(folder) + "/";
  }
  return result;
}

/// Takes off the outermost folders that all lie in: they name the set, and no class of what lies in
/// them loosely ("set/test/1.png" beside "set/train/cat/1.png").
void drop_common_starts(std::vector<FolderedPicture>& all) {
  for (;;) {
    const auto deep = [](const FolderedPicture& one) { return one.folders.size() > 1; };
    const auto first = std::ranges::find_if(all, deep);
    if (first == all.end()) return;
    const std::string_view start = first->folders.front();
    const bool alike = std::ranges::all_of(all, [&](const FolderedPicture& one) {
      return one.folders.empty() || one.folders.front() == start;
    });
    if (!alike) return;
    for (FolderedPicture& one : all) {
      if (!one.folders.empty()) one.folders.erase(one.folders.begin());
    }
  }
}

/// Takes off the innermost folders that are called alike everywhere (class/images/1.png), until
/// those that differ are reached; where none differ there is one class, named by the innermost.
void drop_common_ends(std::vector<FolderedPicture>& given) {
  std::vector<FolderedPicture> all = given;
  for (;;) {
    const auto deep = [](const FolderedPicture& one) { return one.folders.size() > 1; };
    const auto first = std::ranges::find_if(all, deep);
    if (first == all.end()) break;
    const std::string_view end = first->folders.back();
    const bool alike = std::ranges::all_of(all, [&](const FolderedPicture& one) {
      return one.folders.empty() || one.folders.back() == end;
    });
    if (!alike) break;
    for (FolderedPicture& one : all) {
      if (!one.folders.empty()) one.folders.pop_back();
    }
  }
  std::set<std::string_view> ends;
  for (const FolderedPicture& one : all) {
    if (!one.folders.empty()) ends.insert(one.folders.back());
  }
  if (ends.size() > 1) given = std::move(all);
}

}  // namespace

std::vector<FolderedPicture> placed_pictures(std::span<const LookedPicture> pictures) {
  const PurposeFolders purposes(pictures);
  std::vector<FolderedPicture> all;
  all.reserve(pictures.size());
  for (const LookedPicture& picture : pictures) all.push_back(placed(picture, purposes));
  drop_common_starts(all);
  drop_common_ends(all);
  return all;
}

}  // namespace receptive
