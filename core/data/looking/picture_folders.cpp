#include "data/looking/picture_folders.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace receptive {

namespace {

std::string_view folder_path(const LookedPicture& picture) {
  const std::string_view path = picture.facts.path;
  return path.substr(0, path.rfind('/') + 1);  // npos + 1 is 0
}

/// Folders that say what is in them is for: those beside others that do, or that have folders in
/// them. One that lies among classes alone is a class itself ("train" beside "bus").
class PurposeFolders {
 public:
  explicit PurposeFolders(std::span<const PictureFolder> all) {
    for (const PictureFolder& one : all) {
      std::string parent;
      const auto folders = folders_of(one.path);
      for (std::size_t i = 0; i < folders.size(); ++i) {
        Children& children = children_[parent];
        if (children.names.insert(std::string(folders[i])).second &&
            folder_purpose(folders[i]) != Purpose::unsaid) {
          ++children.telling;
        }
        parent += std::string(folders[i]) + "/";
        if (i + 1 < folders.size()) children_[parent].has_folders = true;
      }
    }
  }

  /// @param parent with a slash behind, or empty.
  [[nodiscard]] Purpose of(const std::string& parent, std::string_view folder) const {
    const Purpose purpose = folder_purpose(folder);
    if (purpose == Purpose::unsaid) return purpose;
    const Children& beside = children_.at(parent);
    const auto inner = children_.find(parent + std::string(folder) + "/");
    const bool has_folders = inner != children_.end() && inner->second.has_folders;
    return has_folders || beside.telling > 1 || beside.names.size() == 1 ? purpose
                                                                         : Purpose::unsaid;
  }

 private:
  struct Children {
    std::set<std::string> names = {};
    std::size_t telling = 0;  ///< those that are called as purposes are
    bool has_folders = false;
  };
  std::map<std::string, Children> children_;
};

void read_names(PictureFolder& folder, const PurposeFolders& purposes) {
  std::string parent;
  for (const std::string_view name : folders_of(folder.path)) {
    const Purpose purpose = purposes.of(parent, name);
    if (purpose == Purpose::unsaid) {
      folder.names.push_back(name);
    } else {
      folder.purpose = purpose;
    }
    parent += std::string(name) + "/";
  }
}

/// Takes off the outermost folders that all lie in: they name the set, and no class of what lies in
/// them loosely ("set/test/1.png" beside "set/train/cat/1.png").
void drop_common_starts(std::vector<PictureFolder>& all) {
  for (;;) {
    const auto deep = [](const PictureFolder& one) { return one.names.size() > 1; };
    const auto first = std::ranges::find_if(all, deep);
    if (first == all.end()) return;
    const std::string_view start = first->names.front();
    const bool alike = std::ranges::all_of(all, [&](const PictureFolder& one) {
      return one.names.empty() || one.names.front() == start;
    });
    if (!alike) return;
    for (PictureFolder& one : all) {
      if (!one.names.empty()) one.names.erase(one.names.begin());
    }
  }
}

/// Takes off the innermost folders that are called alike everywhere (class/images/1.png), until
/// those that differ are reached; where none differ there is one class, named by the innermost.
void drop_common_ends(std::vector<PictureFolder>& given) {
  std::vector<PictureFolder> all = given;
  for (;;) {
    const auto deep = [](const PictureFolder& one) { return one.names.size() > 1; };
    const auto first = std::ranges::find_if(all, deep);
    if (first == all.end()) break;
    const std::string_view end = first->names.back();
    const bool alike = std::ranges::all_of(all, [&](const PictureFolder& one) {
      return one.names.empty() || one.names.back() == end;
    });
    if (!alike) break;
    for (PictureFolder& one : all) {
      if (!one.names.empty()) one.names.pop_back();
    }
  }
  std::set<std::string_view> ends;
  for (const PictureFolder& one : all) {
    if (!one.names.empty()) ends.insert(one.names.back());
  }
  if (ends.size() > 1) given = std::move(all);
}

}  // namespace

FolderedPictures placed_pictures(std::span<const LookedPicture> pictures) {
  FolderedPictures placed;
  std::vector<PictureFolder>& folders = placed.folders;
  std::map<std::string_view, std::size_t> places;
  for (const LookedPicture& picture : pictures) {
    const std::string_view path = folder_path(picture);
    if (places.try_emplace(path, folders.size()).second) folders.push_back({.path = path});
  }
  const PurposeFolders purposes(folders);
  for (PictureFolder& folder : folders) read_names(folder, purposes);
  drop_common_starts(folders);
  drop_common_ends(folders);
  placed.all.reserve(pictures.size());
  for (const LookedPicture& picture : pictures) {
    const PictureFolder& folder = folders[places.at(folder_path(picture))];
    placed.all.push_back({.picture = &picture, .folder = &folder});
  }
  return placed;
}

}  // namespace receptive
