#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/heap_sort.h"
#include "data/looking/parts.h"
#include "data/looking/words.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

/// A folder with pictures in it. There are few, and may be 70,000 pictures.
struct Folder {
  std::string_view path = {};  ///< with a slash behind, or empty
  Purpose purpose = Purpose::unsaid;
  std::vector<std::string_view> names = {};  ///< from the outermost; none that says a purpose
};

/// A picture on its way to its class.
struct Placed {
  const LookedPicture* picture = nullptr;
  const Folder* folder = nullptr;
};

std::string_view folder_path(const LookedPicture& picture) {
  const std::string_view path = picture.facts.path;
  return path.substr(0, path.rfind('/') + 1);  // npos + 1 is 0
}

/// Folders that say what is in them is for: those beside others that do, or that have folders in
/// them. One that lies among classes alone is a class itself ("train" beside "bus").
class PurposeFolders {
 public:
  explicit PurposeFolders(std::span<const Folder> all) {
    for (const Folder& one : all) {
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

void read_names(Folder& folder, const PurposeFolders& purposes) {
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
void drop_common_starts(std::vector<Folder>& all) {
  for (;;) {
    const auto deep = [](const Folder& one) { return one.names.size() > 1; };
    const auto first = std::ranges::find_if(all, deep);
    if (first == all.end()) return;
    const std::string_view start = first->names.front();
    const bool alike = std::ranges::all_of(
        all, [&](const Folder& one) { return one.names.empty() || one.names.front() == start; });
    if (!alike) return;
    for (Folder& one : all) {
      if (!one.names.empty()) one.names.erase(one.names.begin());
    }
  }
}

/// Takes off the innermost folders that are called alike everywhere (class/images/1.png), until
/// those that differ are reached; where none differ there is one class, named by the innermost.
void drop_common_ends(std::vector<Folder>& given) {
  std::vector<Folder> all = given;
  for (;;) {
    const auto deep = [](const Folder& one) { return one.names.size() > 1; };
    const auto first = std::ranges::find_if(all, deep);
    if (first == all.end()) break;
    const std::string_view end = first->names.back();
    const bool alike = std::ranges::all_of(
        all, [&](const Folder& one) { return one.names.empty() || one.names.back() == end; });
    if (!alike) break;
    for (Folder& one : all) {
      if (!one.names.empty()) one.names.pop_back();
    }
  }
  std::set<std::string_view> ends;
  for (const Folder& one : all) {
    if (!one.names.empty()) ends.insert(one.names.back());
  }
  if (ends.size() > 1) given = std::move(all);
}

/// What a file's name says before its number, or behind it: "cat.0.jpg", "cat (12).png",
/// "0001_cat.png".
std::string_view class_in_name(std::string_view path) {
  const std::string_view name = without_ending(file_name(path));
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  const auto is_mark = [](char letter) {
    return letter == '.' || letter == '_' || letter == '-' || letter == ' ' || letter == '(' ||
           letter == ')' || letter == '#';
  };
  std::size_t end = name.size();
  while (end > 0 && (is_digit(name[end - 1]) || is_mark(name[end - 1]))) --end;
  if (end > 0 && end < name.size()) {
    // "7_0012": digits that are the class stand before the number.
    return name.substr(0, end);
  }
  if (end == 0) {
    const std::size_t mark = name.find_first_of("._- ");
    return mark == std::string_view::npos ? "" : name.substr(0, mark);
  }
  std::size_t begin = 0;
  while (begin < name.size() && (is_digit(name[begin]) || is_mark(name[begin]))) ++begin;
  return begin > 0 ? name.substr(begin) : "";
}

/// Values and codes of what each picture says.
LabelSource source_of(std::string id, std::string title,
                      const std::vector<std::string_view>& said) {
  LabelSource source{.id = std::move(id), .title = std::move(title), .by_name = true};
  std::unordered_map<std::string_view, std::int32_t> codes;
  std::vector<std::string_view> texts;
  for (const std::string_view text : said) {
    if (!text.empty() && codes.try_emplace(text).second) texts.push_back(text);
  }
  heap_sort(texts, natural_less);
  for (const std::string_view text : texts) {
    codes[text] = static_cast<std::int32_t>(source.values.size());
    source.values.push_back({.number = 0.0, .text = std::string(text)});
  }
  source.codes.reserve(said.size());
  for (const std::string_view text : said) {
    source.codes.push_back(text.empty() ? -1 : codes.at(text));
  }
  return source;
}

/// By the files' names, where those make sense: 2 to 256 classes of two pictures or more.
std::optional<LabelSource> by_file_names(const std::vector<Placed>& all) {
  std::vector<std::string_view> said;
  said.reserve(all.size());
  for (const Placed& one : all) said.push_back(class_in_name(one.picture->facts.path));
  if (std::ranges::find(said, "") != said.end()) return {};
  LabelSource source = source_of("names", "the files' names", said);
  const bool sensible = source.values.size() >= 2 && source.values.size() <= most_classes &&
                        2 * source.values.size() <= all.size();
  if (!sensible) return {};
  source.by_name = false;
  return source;
}

Part part_of(const std::vector<Placed>& all, Purpose purpose) {
  Part part{.kind = Part::Kind::pictures, .path = "the pictures", .purpose = purpose};
  for (const Placed& one : all) {
    const PictureFacts& facts = one.picture->facts;
    part.files.push_back(one.picture->file);
    part.sizes.insert({facts.height, facts.width});
  }
  part.count = all.size();
  return part;
}

/// One picture that seems to hold many, one a row, as TensorFlow.js's demo of MNIST has them.
std::optional<std::string> sheet_of_rows(const std::vector<Placed>& all) {
  const PictureFacts& facts = all.front().picture->facts;
  constexpr int fewest_rows = 10;
  if (all.size() != 1 || facts.height < fewest_rows) return {};
  const std::vector<Layout> layouts = flat_layouts(static_cast<std::uint64_t>(facts.width), {});
  if (layouts.size() != 1 || layouts.front().height < 8) return {};
  return facts.path + " is one picture of " + std::to_string(facts.width) + "x" +
         std::to_string(facts.height) + " and seems to hold " + std::to_string(facts.height) +
         " pictures of " + layouts.front().size_text() +
         ", one a row: such sheets are not read. Save the pictures as files, or as NPZ.";
}

}  // namespace

Part all_pictures(std::span<const LookedPicture> pictures) {
  std::vector<Placed> all;
  for (const LookedPicture& picture : pictures) all.push_back({.picture = &picture});
  return part_of(all, Purpose::train);
}

void find_picture_parts(std::span<const LookedPicture> pictures, FoundParts& found) {
  if (pictures.empty()) return;
  std::map<std::string_view, std::size_t> places;
  std::vector<Folder> folders;
  for (const LookedPicture& picture : pictures) {
    const std::string_view path = folder_path(picture);
    if (places.try_emplace(path, folders.size()).second) folders.push_back({.path = path});
  }
  const PurposeFolders purposes(folders);
  for (Folder& folder : folders) read_names(folder, purposes);
  drop_common_starts(folders);
  drop_common_ends(folders);
  const bool in_folders =
      std::ranges::any_of(folders, [](const Folder& one) { return !one.names.empty(); });
  const bool flat_train = std::ranges::any_of(folders, [](const Folder& one) {
    return one.names.empty() && one.purpose != Purpose::test &&
           one.purpose != Purpose::unlabelled && one.purpose != Purpose::validation;
  });
  std::map<Purpose, std::vector<Placed>> by_purpose;
  std::size_t unlabelled = 0;
  std::string first_unlabelled;
  for (const LookedPicture& picture : pictures) {
    const Folder& folder = folders[places.at(folder_path(picture))];
    const bool left_out = in_folders && folder.names.empty();
    if (!left_out && folder.purpose != Purpose::unlabelled) {
      by_purpose[folder.purpose].push_back({.picture = &picture, .folder = &folder});
    } else if (unlabelled++ == 0) {
      first_unlabelled = picture.facts.path;
    }
  }
  if (unlabelled > 0) {
    const std::string count = pictures_text(unlabelled);
    const std::string verb = unlabelled == 1 ? " was" : " were";
    found.notes.push_back(count + verb + " left out, in no folder of a class: " + first_unlabelled +
                          (unlabelled > 1 ? ", ..." : "") +
                          (flat_train ? "." : " (a test without labels)."));
  }
  for (auto& [purpose, some] : by_purpose) {
    Part part = part_of(some, purpose);
    if (in_folders) {
      std::vector<std::string_view> said;
      said.reserve(some.size());
      for (const Placed& one : some) said.push_back(one.folder->names.back());
      part.labels.push_back(source_of("folders", "the folders' names", said));
    } else if (auto source = by_file_names(some)) {
      part.checks.push_back(
          "The pictures lie in no folders of classes: the class was read from the "
          "files' names, as " +
          std::string(class_in_name(some.front().picture->facts.path)) + " from " +
          std::string(file_name(some.front().picture->facts.path)) + ".");
      part.labels.push_back(std::move(*source));
    } else if (const auto sheet = sheet_of_rows(some)) {
      found.reasons.push_back(*sheet);
      continue;
    } else {
      found.reasons.push_back(
          pictures_text(some.size()) +
          " without classes: put the pictures of each class into a folder that is named by it, and "
          "open the folder with all of them.");
      continue;
    }
    found.parts.push_back(std::move(part));
  }
}

}  // namespace receptive
