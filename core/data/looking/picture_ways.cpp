#include "data/looking/picture_ways.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "data/looking/picture_labels.h"

namespace receptive {

namespace {

/// Whether both put the pictures that they have in common into the same groups.
bool agree(const LabelSource& a, const LabelSource& b) {
  std::map<std::int32_t, std::int32_t> to_b;
  std::map<std::int32_t, std::int32_t> to_a;
  for (std::size_t i = 0; i < a.codes.size(); ++i) {
    if (a.codes[i] < 0 || b.codes[i] < 0) continue;
    if (to_b.emplace(a.codes[i], b.codes[i]).first->second != b.codes[i]) return false;
    if (to_a.emplace(b.codes[i], a.codes[i]).first->second != a.codes[i]) return false;
  }
  return true;
}

}  // namespace

PictureWays ways_of(const std::vector<FolderedPicture>& all, const NamedPictures& named,
                    const std::string& wanted, FoundParts& found) {
  PictureWays ways;
  for (const TableLabels& labels : named.labels) ways.sources.push_back(labels.source);
  const LabelSource folders = labels_by_folders(all);
  const std::size_t count = folders.values.size();
  if (count > (named.labels.empty() ? 0U : 1U)) {
    const bool first = named.labels.empty() || named.labels.front().source.values.size() <= count;
    ways.sources.insert(first ? ways.sources.begin() : ways.sources.end(), folders);
  }
  if (named.labels.empty()) return ways;
  const auto wish = std::ranges::find(ways.sources, wanted, &LabelSource::id);
  const std::string& chosen = wish == ways.sources.end() ? ways.sources.front().id : wish->id;
  for (const TableLabels& labels : named.labels) {
    if (labels.source.id == chosen) ways.table = &labels;
  }
  if (count < 2) return ways;
  const TableLabels& other = ways.table != nullptr ? *ways.table : named.labels.front();
  if (agree(folders, other.source)) return ways;
  const auto text = [](const std::string& title, const LabelSource& of) {
    return title + " (" + std::to_string(of.values.size()) + " classes)";
  };
  const std::string by_folders = text("the folders", folders);
  const std::string by_table = text(other.source.title, other.source);
  found.checks.push_back("The pictures' classes are said by folders and by a table: " +
                         (ways.table != nullptr ? by_table + " was taken, not " + by_folders
                                                : by_folders + " were taken, not " + by_table) +
                         ".");
  return ways;
}

}  // namespace receptive
