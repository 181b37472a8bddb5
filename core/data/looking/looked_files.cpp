#include "data/looking/looked_files.h"

#include <algorithm>

#include "data/looking/words.h"

#include "data/looking/naming/table_labels.h"

namespace receptive {

namespace {

/// Samples go to the part that has their file.
void hand_out_samples(const LookedFiles& looked, std::vector<Part>& parts) {
  for (const auto& [file, sample] : looked.samples) {
    for (Part& part : parts) {
      // In the order in which they came.
      const auto found = std::ranges::lower_bound(part.files, file);
      if (found == part.files.end() || *found != file) continue;
      part.decoded.push_back(sample);
      part.decoded.back().place = static_cast<std::size_t>(found - part.files.begin());
    }
  }
}

NamedPictures named_in(const LookedFiles& looked) {
  return named_pictures(looked.tables, looked.naming, looked.pictures.size());
}

std::string files_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " file was" : " files were");
}

void add_left_out(const LookedFiles& looked, FoundParts& found) {
  if (looked.left_out.empty()) return;
  found.notes.push_back(files_text(looked.left_out.size()) +
                        " left out: " + listed(looked.left_out) + ".");
}

void add_broken(const LookedFiles& looked, FoundParts& found) {
  const std::size_t broken = looked.broken.size();
  if (broken == 0) return;
  const std::size_t all = broken + looked.pictures.size();
  const std::string count = std::to_string(broken) + " of " + std::to_string(all) +
                            (all == 1 ? " picture" : " pictures") + (broken == 1 ? " is" : " are") +
                            " broken: ";
  const std::string which = listed(looked.broken, 2);
  if (10 * broken > all) {
    found.problem = count + which +
                    " Up to a tenth of the pictures can be left out: mend or remove " +
                    (broken == 1 ? "it." : "them.");
  } else {
    found.checks.push_back(count + which + " " + (broken == 1 ? "It was" : "They were") +
                           " left out.");
  }
}

}  // namespace

std::vector<int> wanted_samples(const LookedFiles& looked) {
  constexpr std::size_t most = 60;
  const NamedPictures named = named_in(looked);
  std::vector<int> files;
  for (std::size_t i = 0; i < looked.pictures.size(); ++i) {
    if (named.labels.empty() || named.labels.front().source.codes[i] >= 0) {
      files.push_back(looked.pictures[i].file);
    }
  }
  std::vector<int> wanted;
  // Files of one class lie together.
  const std::size_t count = std::min(most, files.size());
  wanted.reserve(count);
  for (std::size_t i = 0; i < count; ++i) wanted.push_back(files[i * files.size() / count]);
  return wanted;
}

FoundParts find_pictures(const LookedFiles& looked) {
  FoundParts found;
  if (!looked.pictures.empty()) found.parts.push_back(all_pictures(looked.pictures));
  hand_out_samples(looked, found.parts);
  add_left_out(looked, found);
  add_broken(looked, found);
  return found;
}

FoundParts find_parts(const LookedFiles& looked, const Choices& wanted,
                      std::vector<ClassList>& lists) {
  FoundParts found;
  const auto chosen = wanted.chosen.find("labels");
  const std::string labels = chosen == wanted.chosen.end() ? "" : chosen->second;
  lists = looked.lists;
  find_table_parts(looked.tables, labels, lists, found);
  // A table of pictures is no list, however few rows it has, and neither is one of their labels.
  std::erase_if(lists, [&](const ClassList& list) {
    return std::ranges::find(found.parts, list.path, &Part::path) != found.parts.end() ||
           std::ranges::any_of(looked.tables, [&](const LookedTable& table) {
             return table.names_pictures && table.facts.path == list.path;
           });
  });
  std::vector<std::string> names = find_array_parts(looked.arrays, found);
  if (!names.empty()) lists.insert(lists.begin(), ClassList{.names = std::move(names)});
  find_picture_parts(looked.pictures, named_in(looked), labels, found);
  hand_out_samples(looked, found.parts);
  for (const std::string& why : few_of(looked.unreadable, "files could not be read")) {
    (found.parts.empty() ? found.reasons : found.checks).push_back(why);
  }
  add_left_out(looked, found);
  add_broken(looked, found);
  return found;
}

}  // namespace receptive
