#include "data/looking/picture_ways.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "data/looking/picture_labels.h"

namespace receptive {

namespace {

/// A folder "test" beside folders of classes is one only where there is nothing else to go by.
std::size_t class_count(const LabelSource& folders) {
  return static_cast<std::size_t>(
      std::ranges::count_if(folders.values, [](const LabelValue& value) {
        const Purpose purpose = folder_purpose(value.text);
        return purpose != Purpose::test && purpose != Purpose::unlabelled;
      }));
}

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
  const std::size_t count = class_count(folders);
  if (named.labels.empty()) {
    if (!folders.values.empty()) ways.sources.push_back(folders);
    return ways;
  }
  if (count > 1) {
    const bool first = named.labels.front().source.values.size() <= count;
    ways.sources.insert(first ? ways.sources.begin() : ways.sources.end(), folders);
  }
  const auto wish = std::ranges::find(ways.sources, wanted, &LabelSource::id);
  const std::string& chosen = wish == ways.sources.end() ? ways.sources.front().id : wish->id;
  for (const TableLabels& labels : named.labels) {
    if (labels.source.id == chosen) ways.table = &labels;
  }
  if (count < 2) return ways;
  const TableLabels& other = ways.table != nullptr ? *ways.table : named.labels.front();
  if (agree(folders, other.source)) return ways;
  const auto text = [](const std::string& title, std::size_t classes) {
    return title + " (" + std::to_string(classes) + " classes)";
  };
  const std::string by_folders = text("the folders", count);
  const std::string by_table = text(other.source.title, other.source.values.size());
  found.checks.push_back("The pictures' classes are said by folders and by a table: " +
                         (ways.table != nullptr ? by_table + " was taken, not " + by_folders
                                                : by_folders + " were taken, not " + by_table) +
                         ".");
  return ways;
}

}  // namespace receptive
