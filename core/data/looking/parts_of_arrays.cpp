#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "base/heap_sort.h"
#include "data/looking/array/cifar.h"
#include "data/looking/parts.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

/// "x_train" of "mnist.npz/x_train.npy".
std::string array_name(const ArrayFacts& facts) {
  return std::string(without_ending(file_name(facts.header.path)));
}

/// Its folder, or the archive that it lies in, without the slash; empty where there is none.
std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash);
}

/// What its name is found in: NumPy's four archives of one "arr_0" each are told apart by their own
/// names.
std::string telling_path(const ArrayFacts& facts) {
  const std::string& path = facts.header.path;
  const std::string_view folder = folder_of(path);
  return array_name(facts).starts_with("arr_") && !folder.empty() ? std::string(folder) : path;
}

/// For sentences: the same, but for "arr_0" and "arr_1" of one archive.
std::string shown_path(const ArrayFacts& facts, std::span<const LookedArray> arrays) {
  const std::string path = telling_path(facts);
  const auto alike = std::ranges::count_if(
      arrays, [&](const LookedArray& other) { return telling_path(other.facts) == path; });
  return alike > 1 ? facts.header.path : path;
}

/// Sizes of one picture.
std::vector<std::uint64_t> picture_sizes(const ArrayFacts& facts) {
  std::vector<std::uint64_t> sizes = facts.header.sizes;
  if (!sizes.empty()) sizes.erase(sizes.begin() + facts.item_axis);
  return sizes;
}

bool are_pictures(const ArrayFacts& facts) {
  constexpr std::uint64_t fewest_values = 9;
  return !facts.header.is_text() && !facts.may_be_labels && facts.items > 0 &&
         facts.item_values >= fewest_values;
}

/// Class names: texts that are called so.
bool are_names(const ArrayFacts& facts) {
  return facts.header.is_text() && !facts.texts.empty() && facts.texts.size() <= most_classes &&
         is_called_names(array_name(facts));
}

Part part_of(std::span<const LookedArray> arrays, std::size_t source) {
  const ArrayFacts& facts = arrays[source].facts;
  const std::string path = telling_path(facts);
  Part part{.kind = Part::Kind::array,
            .source = static_cast<int>(source),
            .path = shown_path(facts, arrays),
            .purpose = path_purpose(path),
            .set = set_name(path),
            .count = static_cast<std::size_t>(facts.items),
            .values = static_cast<std::size_t>(facts.item_values),
            .extent = facts.numbers,
            .samples = facts.samples};
  const std::vector<std::uint64_t> sizes = picture_sizes(facts);
  if (sizes.size() == 1) {
    std::vector<std::vector<float>> samples;
    samples.reserve(part.samples.size());
    for (const ArrayItem& item : part.samples) samples.push_back(item.values);
    part.layouts = flat_layouts(facts.item_values, samples);
  } else {
    part.layouts = sized_layouts(sizes, facts.header.turned);
  }
  return part;
}

/// The file that names the classes of CIFAR's labels; empty for all others.
std::string names_file_of(const ArrayHeader& header) {
  if (header.record_bytes == 0) return "";
  const auto cifar = find_cifar(header.path, header.file_bytes());
  for (const CifarLabels& labels : cifar->labels) {
    if (labels.header.value_offset == header.value_offset) return labels.names_file;
  }
  return "";
}

/// "y" of "y_train", "fine" of CIFAR-100's "train.bin": what labels are called beside their split.
std::string role_of(const ArrayFacts& facts, const std::string& names_file) {
  if (!names_file.empty()) return words_of(names_file).front();
  std::string role;
  for (const std::string& word : words_of(without_ending(file_name(telling_path(facts))))) {
    if (purpose_of(word) == Purpose::unsaid) role += word + " ";
  }
  return role;
}

LabelSource source_of(std::span<const LookedArray> arrays, std::size_t place) {
  const ArrayFacts& facts = arrays[place].facts;
  const std::string names_file = names_file_of(facts.header);
  const std::string role = role_of(facts, names_file);
  const bool one_of_two = role == "fine" || role == "coarse";
  LabelSource source{.id = "array " + std::to_string(place),
                     .title = shown_path(facts, arrays) + (facts.one_hot ? " (one-hot)" : "") +
                              (one_of_two && !names_file.empty() ? " (" + role + ")" : ""),
                     .by_name = is_called_labels(telling_path(facts)),
                     .role = role,
                     .names_file = names_file};
  for (Counted& counted : facts.values.values()) source.values.push_back(std::move(counted.value));
  source.codes = facts.codes;
  return source;
}

/// Few values, and no fractions among them.
bool may_be_classes(const ArrayFacts& facts) {
  return facts.may_be_labels && !facts.values.many() && facts.numbers.whole;
}

/// How well labels go with pictures of as many: by what their names say.
/// @returns -1 where they contradict.
int likeness(const Part& part, const ArrayFacts& pictures, const ArrayFacts& labels) {
  const std::string path = telling_path(labels);
  const Purpose purpose = path_purpose(path);
  int likeness = 0;
  // CIFAR's labels lie in the file of their pictures; other files have as many.
  if (labels.header.path == pictures.header.path) likeness += 16;
  if (purpose == part.purpose) likeness += 8;
  if (folder_of(labels.header.path) == folder_of(pictures.header.path)) likeness += 4;
  if (set_name(path) == part.set) likeness += 2;
  if (is_called_labels(path)) likeness += 1;
  // One says that it is for training, and the other that it is for testing.
  const bool contrary =
      purpose != part.purpose && purpose != Purpose::unsaid && part.purpose != Purpose::unsaid;
  return contrary ? -1 : likeness;
}

std::string items_text(std::uint64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// Why these values are no pictures.
std::string no_picture(const Part& part, const ArrayFacts& facts) {
  if (picture_sizes(facts).size() == 1) {
    return part.path + " holds " + items_text(part.count, "row") + " of " +
           std::to_string(part.values) +
           " values, which make no picture: 784 would be one of 28x28.";
  }
  return part.path + " has the shape " + facts.header.shape_text() +
         ", which is none of pictures: " +
         "their number, height and width are read, and 1 or 3 channels; up to " +
         std::to_string(largest_flat_side) + " pixels a side.";
}

/// Why these pictures have no classes.
std::string reason_of(const Part& part, std::span<const LookedArray> arrays) {
  const ArrayFacts& pictures = arrays[static_cast<std::size_t>(part.source)].facts;
  if (part.layouts.empty()) return no_picture(part, pictures);
  const std::string text =
      part.path + " has " + items_text(part.count, "picture") + " and no labels";
  // The array that was meant for them most likely.
  const ArrayFacts* labels = nullptr;
  int most = -1;
  for (const LookedArray& array : arrays) {
    if (!array.facts.may_be_labels || are_names(array.facts)) continue;
    const int like = likeness(part, pictures, array.facts);
    if (like > most) labels = &array.facts;
    most = std::max(most, like);
  }
  if (labels == nullptr) return text + ".";
  const std::string found = text + ": " + shown_path(*labels, arrays);
  if (labels->items != part.count) {
    return found + " has " + items_text(labels->items, "label") + "; there should be as many.";
  }
  return found + " holds " +
         (labels->numbers.whole ? "more different values than classes can have"
                                : "numbers with fractions") +
         "; a network here learns 2 to 256 classes, and numbers cannot be learned yet.";
}

void add_labels(std::span<const LookedArray> arrays, Part& part) {
  struct Candidate {
    int likeness = 0;
    std::size_t place = 0;  ///< among all arrays
  };
  const ArrayFacts& pictures = arrays[static_cast<std::size_t>(part.source)].facts;
  std::vector<Candidate> found;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const ArrayFacts& facts = arrays[i].facts;
    if (!may_be_classes(facts) || facts.items != part.count || are_names(facts)) continue;
    const int like = likeness(part, pictures, facts);
    if (like >= 0) found.push_back({.likeness = like, .place = i});
  }
  heap_sort(found, std::less<>{},
            [](const Candidate& one) { return std::pair(-one.likeness, one.place); });
  for (const Candidate& one : found) part.labels.push_back(source_of(arrays, one.place));
  // Two that go equally well are told apart by nobody, unless the finer one is known.
  if (found.size() < 2 || found[0].likeness != found[1].likeness) return;
  if (!part.labels[0].names_file.empty()) return;
  part.checks.push_back("Both " + part.labels[0].title + " and " + part.labels[1].title +
                        " have a label for each picture of " + part.path +
                        ", and nothing says which is meant: see Labels.");
}

}  // namespace

std::vector<std::string> find_array_parts(std::span<const LookedArray> arrays, FoundParts& found) {
  std::vector<std::string> names;
  std::vector<std::string> left_out;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const LookedArray& array = arrays[i];
    if (are_names(array.facts)) names = array.facts.texts;
    if (!are_pictures(array.facts)) {
      if (!array.facts.may_be_labels && !are_names(array.facts)) {
        left_out.push_back(array.facts.header.path + " " + array.facts.header.shape_text());
      }
      continue;
    }
    Part part = part_of(arrays, i);
    add_labels(arrays, part);
    if (part.layouts.empty() || part.labels.empty()) {
      found.reasons.push_back(reason_of(part, arrays));
    } else {
      found.parts.push_back(std::move(part));
    }
  }
  if (!left_out.empty()) {
    found.notes.push_back(listed(left_out) + (left_out.size() == 1 ? " was" : " were") +
                          " left out: neither pictures nor labels.");
  }
  return names;
}

}  // namespace receptive
