#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "data/looking/parts.h"
#include "data/looking/picture_labels.h"
#include "data/looking/picture_ways.h"
#include "data/looking/words.h"

namespace receptive {

namespace {

/// Pictures by their places among all of them.
using Places = std::vector<std::size_t>;

Part part_of(std::span<const LookedPicture> pictures, const Places& places, Purpose purpose) {
  Part part{.kind = Part::Kind::pictures, .path = "the pictures", .purpose = purpose};
  for (const std::size_t place : places) {
    part.files.push_back(pictures[place].file);
    const PictureFacts& facts = pictures[place].facts;
    part.sizes.insert({facts.height, facts.width});
  }
  part.count = places.size();
  return part;
}

/// Of these pictures alone.
LabelSource source_of(const LabelSource& all, const Places& places) {
  LabelSource source = all;
  source.codes.clear();
  for (const std::size_t place : places) source.codes.push_back(all.codes[place]);
  return source;
}

/// One picture that seems to hold many, one a row, as TensorFlow.js's demo of MNIST has them.
std::optional<std::string> sheet_of_rows(const std::vector<FolderedPicture>& all) {
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

std::string were_left_out(std::size_t count) {
  return pictures_text(count) + (count == 1 ? " was" : " were") + " left out";
}

/// The first of them, and that there are more, to the end of a sentence.
std::string first_of(std::span<const LookedPicture> pictures, const Places& places) {
  return pictures[places.front()].facts.path + (places.size() > 1 ? ", ..." : ".");
}

using PlacesByPurpose = std::map<Purpose, Places>;

PlacesByPurpose in_folders(const std::vector<FolderedPicture>& all, bool classes,
                           FoundParts& found) {
  PlacesByPurpose by_purpose;
  const bool flat_train = std::ranges::any_of(all, [](const FolderedPicture& one) {
    return one.folder->names.empty() && one.folder->purpose != Purpose::test &&
           one.folder->purpose != Purpose::unlabelled && one.folder->purpose != Purpose::validation;
  });
  Places unlabelled;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const FolderedPicture& one = all[i];
    const bool left_out = classes && one.folder->names.empty();
    if (left_out || one.folder->purpose == Purpose::unlabelled) {
      unlabelled.push_back(i);
    } else {
      by_purpose[one.folder->purpose].push_back(i);
    }
  }
  if (!unlabelled.empty()) {
    found.notes.push_back(
        were_left_out(unlabelled.size()) +
        ", in no folder of a class: " + all[unlabelled.front()].picture->facts.path +
        (unlabelled.size() > 1 ? ", ..." : "") + (flat_train ? "." : " (a test without labels)."));
  }
  return by_purpose;
}

/// The pictures that a table gives a class, and what is said of those that it does not name.
PlacesByPurpose in_table(std::span<const LookedPicture> pictures,
                         const std::vector<FolderedPicture>& all, const NamedPictures& named,
                         const TableLabels& labels, FoundParts& found) {
  PlacesByPurpose by_purpose;
  Places tests;
  Places others;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Purpose purpose = all[i].folder->purpose;
    const bool tests_alone = purpose == Purpose::test || purpose == Purpose::unlabelled;
    if (!labels.named[i]) (tests_alone ? tests : others).push_back(i);
    if (labels.source.codes[i] < 0) continue;
    if (purpose == Purpose::unsaid || purpose == Purpose::unlabelled) purpose = named.purposes[i];
    by_purpose[purpose].push_back(i);
  }
  const std::string why = " that " + labels.tables + " does not name: ";
  if (!tests.empty()) {
    found.notes.push_back("Left out: " + pictures_text(tests.size()) + " for testing" + why +
                          first_of(pictures, tests));
  }
  if (!others.empty()) {
    found.checks.push_back("Left out: " + pictures_text(others.size()) + why +
                           first_of(pictures, others));
  }
  found.checks.insert(found.checks.end(), labels.checks.begin(), labels.checks.end());
  found.notes.push_back("The classes of the pictures are those of " + labels.source.title + ".");
  return by_purpose;
}

/// Of one purpose, where neither folders nor tables say the classes.
void add_by_names(const std::vector<FolderedPicture>& some, Part part, FoundParts& found) {
  if (auto source = labels_by_file_names(some)) {
    const std::string& path = some.front().picture->facts.path;
    part.checks.push_back(
        "The pictures lie in no folders of classes: the class was read from the files' names, as " +
        std::string(class_in_name(path)) + " from " + std::string(file_name(path)) + ".");
    part.labels.push_back(std::move(*source));
    found.parts.push_back(std::move(part));
  } else if (const auto sheet = sheet_of_rows(some)) {
    found.reasons.push_back(*sheet);
  } else {
    found.reasons.push_back(
        pictures_text(some.size()) +
        " without classes: put the pictures of each class into a folder that is named by it, and "
        "open the folder with all of them.");
  }
}

}  // namespace

Part all_pictures(std::span<const LookedPicture> pictures) {
  Places places;
  for (std::size_t i = 0; i < pictures.size(); ++i) places.push_back(i);
  return part_of(pictures, places, Purpose::train);
}

void find_picture_parts(std::span<const LookedPicture> pictures, const NamedPictures& named,
                        const std::string& labels, FoundParts& found) {
  if (pictures.empty()) return;
  const FolderedPictures placed = placed_pictures(pictures);
  const std::vector<FolderedPicture>& all = placed.all;
  found.reasons.insert(found.reasons.end(), named.reasons.begin(), named.reasons.end());
  found.notes.insert(found.notes.end(), named.notes.begin(), named.notes.end());
  const PictureWays ways = ways_of(all, named, labels, found);
  const PlacesByPurpose by_purpose = ways.table != nullptr
                                         ? in_table(pictures, all, named, *ways.table, found)
                                         : in_folders(all, !ways.sources.empty(), found);
  for (const auto& [purpose, places] : by_purpose) {
    Part part = part_of(pictures, places, purpose);
    if (ways.sources.empty()) {
      std::vector<FolderedPicture> some;
      for (const std::size_t place : places) some.push_back(all[place]);
      add_by_names(some, std::move(part), found);
      continue;
    }
    for (const LabelSource& source : ways.sources) part.labels.push_back(source_of(source, places));
    if (named.split) part.split = source_of(*named.split, places);
    found.parts.push_back(std::move(part));
  }
}

}  // namespace receptive
