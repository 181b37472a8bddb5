#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "array/array_bytes.h"
#include "data/looking/looking.h"

namespace receptive::testing {

/// A set as it was taken.
struct TakenSplit {
  std::vector<Bytes> pictures = {};
  std::vector<int> labels = {};
};
struct TakenSet {
  TakenSplit train = {};
  TakenSplit test = {};
  Taken taken = {};
};

/// Files that are looked at and taken as the command line and the page do it.
class LookedFolder {
 public:
  Looking looking = {};

  LookedFolder& add(const std::string& path, Bytes bytes) {
    looking.add(path, bytes.size(),
                std::span(bytes).first(std::min(bytes.size(), array_head_bytes)));
    files_.push_back(std::move(bytes));
    return *this;
  }
  LookedFolder& add(const std::string& path, std::string_view text) {
    return add(path, Bytes(text.begin(), text.end()));
  }
  LookedFolder& add(const std::string& path, const char* text) {
    return add(path, std::string_view(text));
  }
  /// `bytes`: pixel by pixel.
  LookedFolder& add_picture(const std::string& path, int width, int height, Bytes bytes,
                            int channels = 1, int bits = 8) {
    const int file = looking.add_picture({.path = path, .width = width, .height = height});
    files_.push_back(std::move(bytes));
    pictures_[file] = {
        .width = width, .height = height, .channels = channels, .bits = bits, .bytes = {}};
    return *this;
  }
  LookedFolder& add_broken(const std::string& path) {
    looking.add_broken(path, path + " is cut short.");
    files_.emplace_back();
    return *this;
  }

  /// A picture that cannot be decoded when it is taken, though its header was in order.
  void lose(int file) { lost_.insert(file); }

  const Findings& find(const std::map<std::string, std::string, std::less<>>& chosen = {},
                       const std::vector<std::string>& class_names = {}) {
    look();
    return looking.find({.chosen = chosen, .class_names = class_names});
  }

  /// Of what was found last, in pieces of this size.
  TakenSet take(std::size_t piece = SIZE_MAX / 2) {
    TakenSet set;
    const Plan& plan = looking.findings().plan;
    for (auto& [split, count] :
         {std::pair(&set.train, plan.train_count), std::pair(&set.test, plan.test_count)}) {
      split->pictures.resize(count);
      split->labels.resize(count, -1);
    }
    Taking taking(looking, [&](const Destination& to, std::span<const std::uint8_t> pixels) {
      TakenSplit& split = to.split == Split::test ? set.test : set.train;
      if (!split.pictures.at(to.place).empty()) throw ArgumentError("two pictures at one place");
      split.pictures.at(to.place).assign(pixels.begin(), pixels.end());
      split.labels.at(to.place) = to.label;
    });
    for (const int file : taking.files()) {
      if (lost_.contains(file)) continue;
      if (pictures_.contains(file)) {
        taking.picture(file, decoded(file));
      } else {
        in_pieces(files_[static_cast<std::size_t>(file)], piece,
                  [&](auto bytes) { taking.content(file, bytes); });
        taking.content_end(file);
      }
    }
    set.taken = taking.finish();
    return set;
  }

 private:
  void look() {
    for (int file = looking.next_wish(); file >= 0; file = looking.next_wish()) {
      in_pieces(files_[static_cast<std::size_t>(file)], 1000,
                [&](auto piece) { looking.content(piece); });
      looking.content_end();
    }
    if (sampled_) return;
    sampled_ = true;
    for (const int file : looking.wanted_samples()) looking.sample(file, decoded(file));
  }

  [[nodiscard]] DecodedPicture decoded(int file) const {
    DecodedPicture picture = pictures_.at(file);
    picture.bytes = files_[static_cast<std::size_t>(file)];
    check_decoded(picture);
    return picture;
  }

  std::vector<Bytes> files_ = {};
  std::map<int, DecodedPicture> pictures_ = {};
  std::set<int> lost_ = {};
  bool sampled_ = false;
};

inline std::vector<std::string> class_names_of(const Findings& findings) {
  std::vector<std::string> names;
  for (const PlannedClass& one : findings.plan.classes) names.push_back(one.name);
  return names;
}

/// Whether one of the sentences has this in it.
inline bool says(const std::vector<std::string>& sentences, std::string_view words) {
  return std::ranges::any_of(sentences, [&](const std::string& sentence) {
    return sentence.find(words) != std::string::npos;
  });
}

/// "test train": the values that may be chosen, the first being what was found; "" for no choice.
inline std::string options_of(const Findings& findings, std::string_view name) {
  std::string text;
  for (const Choice& choice : findings.plan.choices) {
    if (choice.name != name) continue;
    for (const Option& option : choice.options) text += (text.empty() ? "" : " | ") + option.value;
  }
  return text;
}
inline std::string value_of(const Findings& findings, std::string_view name) {
  for (const Choice& choice : findings.plan.choices) {
    if (choice.name == name) return choice.value;
  }
  return "";
}

/// A light drawing of 4x4 on black: picture number `i` of a class, different from all others.
inline Bytes drawing(int label, int i, std::uint8_t paper = 0) {
  Bytes bytes(16, paper);
  bytes[5] = static_cast<std::uint8_t>(paper == 0 ? 255 : 0);
  bytes[6] = static_cast<std::uint8_t>(100 + 3 * label);
  bytes[9] = static_cast<std::uint8_t>(20 + i % 128);
  bytes[10] = static_cast<std::uint8_t>(40 + i / 128);
  return bytes;
}

/// Pictures of 0, 1, ..., `classes` - 1, 0, 1, ...
inline Bytes drawings(int count, int classes, int first = 0) {
  Bytes all;
  for (int i = 0; i < count; ++i) all = std::move(all) + drawing(i % classes, first + i);
  return all;
}
inline Bytes labels_in_turn(int count, int classes, int from = 0) {
  Bytes labels;
  for (int i = 0; i < count; ++i) labels.push_back(static_cast<std::uint8_t>(from + i % classes));
  return labels;
}

/// A table of the same drawings, a line each: `line` writes the 16 numbers and the label.
template <typename Line>
std::string table_of(int count, int classes, const Line& line) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    std::string pixels;
    for (const std::uint8_t byte : drawing(i % classes, i)) {
      pixels += (pixels.empty() ? "" : ",") + std::to_string(byte);
    }
    text += line(pixels, i % classes, i) + "\n";
  }
  return text;
}

/// Which drawing this is, by its number.
inline int number_of(const Bytes& bytes) { return bytes[9] - 20 + 128 * (bytes[10] - 40); }

/// Whether all pictures of a split are drawings in turn, each with its own label.
inline bool are_drawings(const TakenSplit& split, int classes) {
  for (std::size_t p = 0; p < split.pictures.size(); ++p) {
    const Bytes& bytes = split.pictures[p];
    if (bytes.size() != 16) return false;
    const int number = number_of(bytes);
    if (split.labels[p] != number % classes || bytes != drawing(split.labels[p], number)) {
      return false;
    }
  }
  return !split.pictures.empty();
}
/// The numbers of the drawings, in order of their places.
inline std::vector<int> numbers_of(const TakenSplit& split) {
  std::vector<int> numbers;
  for (const Bytes& bytes : split.pictures) numbers.push_back(number_of(bytes));
  return numbers;
}
inline std::vector<int> from_to(int first, int end) {
  std::vector<int> numbers;
  for (int i = first; i < end; ++i) numbers.push_back(i);
  return numbers;
}

}  // namespace receptive::testing
