#include "cli/found_data.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "cli/gzip.h"
#include "cli/npz.h"
#include "data/looking/array/array_header.h"

namespace receptive::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 9> choice_names = {"set",  "labels", "test-set", "size",  "fit",
                                                     "turn", "ink",    "colour",   "values"};

std::string choice_of(std::string_view option) {
  return option == "test-set" ? "test" : std::string(option);
}

/// Files of a folder, in the order of their names; of x and x.gz the unpacked one. Not of folders
/// in it: who means those names them.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && !name.starts_with('.')) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  const std::vector<fs::path> all = found;
  std::erase_if(found, [&](const fs::path& path) {
    return path.extension() == ".gz" &&
           std::ranges::binary_search(all, fs::path(path).replace_extension());
  });
  return found;
}

/// What only a browser opens; nullptr where it is none of that.
const char* foreign(std::span<const std::uint8_t> bytes, const std::string& name) {
  const auto begins = [&](std::string_view start) {
    return bytes.size() >= start.size() &&
           std::equal(start.begin(), start.end(), bytes.begin(),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
  };
  if (begins("\x89PNG")) return "a PNG picture";
  if (begins("\xFF\xD8\xFF")) return "a JPEG picture";
  if (begins("GIF8")) return "a GIF picture";
  if (begins("RIFF") && name.ends_with(".webp")) return "a WebP picture";
  if (begins("BM") && name.ends_with(".bmp")) return "a BMP picture";
  if (name.ends_with(".tar") || name.ends_with(".tgz")) return "a tar archive";
  if (is_zip(bytes)) return "a ZIP archive";
  return nullptr;
}

void add_file(const fs::path& path, std::string name, std::vector<NamedFile>& files,
              std::vector<std::string>& refused) {
  std::vector<std::uint8_t> bytes = read_file(path);
  if (bytes.empty()) throw FormatError(name + ": expected data, found an empty file");
  if (is_gzip(bytes)) {
    bytes = gunzip(bytes, name);
    if (name.ends_with(".gz")) name.resize(name.size() - 3);
  }
  if (is_zip(bytes) && name.ends_with(".npz")) {
    for (NamedFile& array : read_npz(bytes, name)) files.push_back(std::move(array));
  } else if (const char* what = foreign(bytes, name)) {
    refused.push_back(name + " is " + what);
  } else {
    files.push_back({.path = std::move(name), .bytes = std::move(bytes)});
  }
}

std::string small(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  }
  return text;
}

/// The option that is meant: by its value, or by words of its title.
const Option& meant(const Choice& choice, const std::string& text) {
  for (const Option& option : choice.options) {
    if (option.value == text) return option;
  }
  for (const Option& option : choice.options) {
    if (small(option.title).find(small(text)) != std::string::npos) return option;
  }
  std::string known;
  for (const Option& option : choice.options) {
    known += (known.empty() ? "" : ", ") + option.value + " (" + option.title + ")";
  }
  throw ArgumentError("--" + choice.name + ": expected one of " + known + ", found " + text);
}

/// Closes the gaps of pictures that never came.
void leave_out(Dataset& data, const std::vector<std::uint32_t>& places) {
  const std::size_t size = data.example.example_count();
  std::size_t to = 0;
  auto next = places.begin();
  for (std::size_t from = 0; from < data.labels.size(); ++from) {
    if (next != places.end() && *next == from) {
      ++next;
      continue;
    }
    std::copy_n(&data.pixels[from * size], size, &data.pixels[to * size]);
    data.labels[to++] = data.labels[from];
  }
  data.labels.resize(to);
  data.pixels.resize(to * size);
}

std::string count_text(std::uint32_t count) {
  return std::to_string(count) + (count == 1 ? " picture" : " pictures");
}

}  // namespace

Wanted take_choices(Options& options) {
  Wanted wanted;
  for (const char* name : choice_names) {
    if (auto text = options.text(std::string("--") + name)) wanted[choice_of(name)] = *text;
  }
  return wanted;
}

FoundData::FoundData(const fs::path& path, const Wanted& wanted) {
  std::vector<std::string> refused;
  if (fs::is_directory(path)) {
    for (const fs::path& file : files_in(path)) {
      add_file(file, file.filename().string(), files_, refused);
    }
  } else {
    add_file(path, path.filename().string(), files_, refused);
  }
  if (files_.empty()) {
    const std::string found = refused.empty() ? "nothing" : "that " + refused.front();
    throw ArgumentError("data: expected IDX, CSV, NPY or NPZ files (.gz or not) in " +
                        path.string() + ", found " + found +
                        (refused.empty() ? "" : ": the page opens it, and exports NPZ"));
  }
  for (const NamedFile& file : files_) {
    looking_.add(file.path, file.bytes.size(),
                 std::span(file.bytes).first(std::min(file.bytes.size(), array_head_bytes)));
  }
  for (int file = looking_.next_wish(); file >= 0; file = looking_.next_wish()) {
    looking_.content(files_[static_cast<std::size_t>(file)].bytes);
    looking_.content_end();
  }
  // Who trains without looking should not train on half of it.
  if (!looking_.unreadable().empty()) throw FormatError(looking_.unreadable().front());
  // What may be chosen depends on what was chosen before: one after the other.
  Choices choices;
  looking_.find(choices);
  for (const auto& [name, text] : wanted) {
    const auto& offered = findings().plan.choices;
    const auto choice = std::ranges::find(offered, name, &Choice::name);
    if (choice == offered.end()) {
      throw ArgumentError("--" + name + ": expected nothing, as there is only one way, found " +
                          text);
    }
    choices.chosen[name] = meant(*choice, text).value;
    looking_.find(choices);
  }
}

std::vector<std::string> FoundData::sentences() const {
  const Plan& plan = findings().plan;
  const Appearance& appearance = findings().appearance;
  std::vector<std::string> lines;
  if (!plan.parts.empty()) {
    lines.push_back(count_text(plan.train_count) + " for training and " +
                    std::to_string(plan.test_count) + " for testing, of " +
                    std::to_string(appearance.channels) + "x" + std::to_string(appearance.height) +
                    "x" + std::to_string(appearance.width) + ", in " +
                    std::to_string(plan.classes.size()) + " classes");
  }
  for (const std::string& check : plan.checks) lines.push_back("to check: " + check);
  for (const std::string& note : plan.notes) lines.push_back(note);
  return lines;
}

bool FoundData::has_test_set() const {
  const auto& choices = findings().plan.choices;
  const auto test = std::ranges::find(choices, "test", &Choice::name);
  return test != choices.end() && test->value != "tenth";
}

DataPair FoundData::take() {
  DataPair pair;
  const Plan& plan = findings().plan;
  const Appearance& appearance = findings().appearance;
  const auto start = [&](Dataset& data, std::uint32_t count) {
    data.name = "files";
    data.example = {1, appearance.channels, appearance.height, appearance.width};
    data.dark_on_light = appearance.channels == 1 && appearance.ink.dark;
    for (const PlannedClass& one : plan.classes) data.class_names.push_back(one.name);
    data.pixels.resize(count * appearance.bytes());
    data.labels.resize(count);
  };
  if (plan.problem.empty()) {
    start(pair.training, plan.train_count);
    start(pair.test, plan.test_count);
  }
  Taking taking(looking_, [&](const Destination& to, std::span<const std::uint8_t> pixels) {
    Dataset& data = to.split == Split::test ? pair.test : pair.training;
    std::ranges::copy(pixels,
                      data.pixels.begin() + static_cast<std::ptrdiff_t>(to.place * pixels.size()));
    data.labels[to.place] = static_cast<ClassIndex>(to.label);
  });
  for (const int file : taking.files()) {
    taking.content(file, files_[static_cast<std::size_t>(file)].bytes);
    taking.content_end(file);
  }
  const Taken taken = taking.finish();
  leave_out(pair.training, taken.missing_train);
  leave_out(pair.test, taken.missing_test);
  return pair;
}

}  // namespace receptive::cli
