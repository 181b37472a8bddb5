#include "data/looking/naming/picture_index.h"

#include <algorithm>

#include "data/looking/naming/folded_name.h"

namespace receptive {

namespace {

/// What the folders of a path are for; the innermost says it.
Purpose purpose_by_folders(std::string_view path) {
  Purpose purpose = Purpose::unsaid;
  for (const std::string_view folder : folders_of(path)) {
    const Purpose said = folder_purpose(folder);
    if (said != Purpose::unsaid) purpose = said;
  }
  return purpose;
}

/// Folders of both paths that are called alike, counted from the innermost.
std::size_t common_folders(std::string_view a, std::string_view b) {
  const auto of_a = folders_of(a);
  const auto of_b = folders_of(b);
  std::size_t count = 0;
  while (count < of_a.size() && count < of_b.size() &&
         folded_name(of_a[of_a.size() - 1 - count]) == folded_name(of_b[of_b.size() - 1 - count])) {
    ++count;
  }
  return count;
}

/// The digits of a number without the zeros before it; nothing for another name.
std::string_view without_zeros(std::string_view name) {
  if (name.find_first_not_of("0123456789") != std::string_view::npos || name.empty()) return {};
  return name.substr(std::min(name.find_first_not_of('0'), name.size() - 1));
}

/// A table for training may name the pictures for validation as well, and one for predictions any.
bool may_be_for(Purpose wanted, Purpose picture) {
  return wanted == Purpose::unsaid || wanted == Purpose::unlabelled || picture == Purpose::unsaid ||
         wanted == picture || (wanted == Purpose::train && picture == Purpose::validation);
}

/// Keeps those that have the most of something.
template <typename Rate>
void keep_best(std::vector<std::uint32_t>& found, const Rate& rate) {
  if (found.size() < 2) return;
  std::size_t best = 0;
  for (const std::uint32_t one : found) best = std::max(best, std::size_t{rate(one)});
  std::erase_if(found, [&](std::uint32_t one) { return std::size_t{rate(one)} < best; });
}

}  // namespace

PictureIndex::PictureIndex(std::span<const LookedPicture> pictures) : pictures_(pictures) {
  for (std::uint32_t i = 0; i < pictures.size(); ++i) {
    const std::string& path = pictures[i].facts.path;
    const std::string_view stem = without_ending(file_name(path));
    by_stem_[folded_name(stem)].push_back(i);
    if (const std::string_view number = without_zeros(stem); !number.empty()) {
      by_number_[std::string(number)].push_back(i);
    }
    purposes_.push_back(purpose_by_folders(path));
    for (const std::string_view folder : folders_of(path)) folders_.insert(folded_name(folder));
  }
}

std::vector<std::uint32_t> PictureIndex::called(std::string_view name) const {
  for (const std::string_view stem : {name, without_ending(name)}) {
    const auto found = by_stem_.find(folded_name(stem));
    if (found != by_stem_.end()) return found->second;
    const auto same = by_number_.find(without_zeros(stem));
    if (same != by_number_.end()) return same->second;
  }
  return {};
}

std::int32_t PictureIndex::find(std::string_view text, std::string_view table) const {
  std::string path(text);
  std::ranges::replace(path, '\\', '/');
  const std::string_view name = file_name(path);
  if (name.empty()) return none;
  std::vector<std::uint32_t> found = called(name);
  if (found.empty()) return none;
  Purpose wanted = purpose_by_folders(path);
  if (wanted == Purpose::unsaid) wanted = receptive::purpose_of(file_name(table));
  std::erase_if(found, [&](std::uint32_t one) { return !may_be_for(wanted, purposes_[one]); });
  const auto path_of = [&](std::uint32_t one) -> std::string_view {
    return pictures_[one].facts.path;
  };
  const auto folders = folders_of(path);
  if (!folders.empty() && folders_.contains(folded_name(folders.back()))) {
    std::erase_if(found,
                  [&](std::uint32_t one) { return common_folders(path_of(one), path) == 0; });
  }
  keep_best(found, [&](std::uint32_t one) { return common_folders(path_of(one), path); });
  keep_best(found, [&](std::uint32_t one) { return purposes_[one] == wanted ? 1U : 0U; });
  keep_best(found, [&](std::uint32_t one) {
    const std::string_view there = file_name(path_of(one));
    return there == name ? 2U : without_ending(there) == name ? 1U : 0U;
  });
  const std::string_view beside = table.substr(0, table.rfind('/') + 1);  // npos + 1 is 0
  keep_best(found, [&](std::uint32_t one) { return path_of(one).starts_with(beside) ? 1U : 0U; });
  if (found.empty()) return none;
  return found.size() == 1 ? static_cast<std::int32_t>(found.front()) : several;
}

}  // namespace receptive
