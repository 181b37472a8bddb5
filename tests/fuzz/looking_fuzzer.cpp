#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "data/looking/looking.h"
#include "input.h"

using namespace receptive;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::array<const char*, 24> words = {
    "train", "test",  "val",    "x",        "y",      "images",       "labels", "data_batch_1",
    "cat",   "dog",   "emnist", "letters",  "batch",  "pred",         "arr_0",  "fine_label_names",
    "names", "index", "1",      "0001_cat", "test 7", "batches.meta", "seg",    "single"};
constexpr std::array<const char*, 6> endings = {"", ".npy", ".csv", ".txt", ".bin", ".png"};

struct File {
  Bytes bytes = {};
  bool is_picture = false;
  DecodedPicture picture = {};
};

/// Up to three words with '/', '_' or '-' between.
std::string path_from(fuzz::Input& input) {
  std::string path = words[input.byte() % words.size()];
  for (int more = input.byte() % 3; more > 0; --more) {
    path += "/_-"[input.byte() % 3];
    path += words[input.byte() % words.size()];
  }
  return path + endings[input.byte() % endings.size()];
}

/// A picture of few pixels, made of the bytes that are left for it.
void add_picture(fuzz::Input& input, const std::string& path, Looking& looking, File& file) {
  DecodedPicture& picture = file.picture;
  picture.width = input.byte() % 20 + 1;
  picture.height = input.byte() % 20 + 1;
  picture.channels = input.byte() % 4 + 1;
  picture.bits = input.byte() % 2 == 0 ? 8 : 16;
  const auto seed = input.byte();
  const auto step = input.byte();
  file.bytes.resize(static_cast<std::size_t>(picture.width * picture.height * picture.channels *
                                             picture.bits / 8));
  for (std::size_t i = 0; i < file.bytes.size(); ++i) {
    file.bytes[i] = static_cast<std::uint8_t>(seed + i * step);
  }
  file.is_picture = true;
  looking.add_picture({.path = path, .width = picture.width, .height = picture.height});
}

void in_pieces(const Bytes& bytes, std::size_t step, const auto& read) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size = step == 0 ? bytes.size() : std::min(step, bytes.size() - at);
    read(std::span(bytes).subspan(at, size));
    at += size;
  }
}

/// Counts agree, and everything has its own place.
void check_plan(const Findings& findings) {
  const Plan& plan = findings.plan;
  fuzz::require(plan.parts.size() == plan.destinations.size());
  fuzz::require(!plan.parts.empty() || !plan.problem.empty());
  std::vector<std::uint64_t> train(plan.classes.size());
  std::vector<std::uint64_t> test(plan.classes.size());
  std::vector<bool> train_places(plan.train_count);
  std::vector<bool> test_places(plan.test_count);
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    fuzz::require(plan.destinations[p].size() == plan.parts[p]->count);
    for (const Destination& to : plan.destinations[p]) {
      if (to.label < 0) continue;
      const auto label = static_cast<std::size_t>(to.label);
      const bool tests = to.split == Split::test;
      fuzz::require(label < plan.classes.size());
      std::vector<bool>& places = tests ? test_places : train_places;
      fuzz::require(to.place < places.size() && !places[to.place]);
      places[to.place] = true;
      ++(tests ? test : train)[label];
    }
  }
  for (const auto& places : {train_places, test_places}) {
    fuzz::require(std::ranges::count(places, false) == 0);
  }
  for (std::size_t i = 0; i < plan.classes.size(); ++i) {
    fuzz::require(plan.classes[i].train == train[i] && plan.classes[i].test == test[i]);
  }
  for (const Choice& choice : plan.choices) {
    fuzz::require(std::ranges::count(choice.options, choice.value, &Option::value) == 1);
  }
  fuzz::require(findings.pictures.size() <= 4);
  for (const FoundPicture& picture : findings.pictures) {
    fuzz::require(picture.pixels.size() == findings.appearance.bytes());
    fuzz::require(picture.label >= 0 && picture.label < static_cast<int>(plan.classes.size()));
  }
  // What goes to the page is a text that can be read again.
  fuzz::require(parse_json(findings_json(findings)).is_object());
}

/// Every picture that is taken lands on its own place, once, as the plan has it.
void take(const std::vector<File>& files, std::size_t step, Looking& looking) {
  const Findings& findings = looking.findings();
  const Plan& plan = findings.plan;
  std::map<std::pair<Split, std::uint32_t>, std::int32_t> came;
  try {
    Taking taking(looking, [&](const Destination& to, std::span<const std::uint8_t> pixels) {
      fuzz::require(pixels.size() == findings.appearance.bytes());
      fuzz::require(to.place < (to.split == Split::test ? plan.test_count : plan.train_count));
      fuzz::require(came.emplace(std::pair(to.split, to.place), to.label).second);
    });
    fuzz::require(plan.problem.empty());
    for (const int number : taking.files()) {
      const File& file = files[static_cast<std::size_t>(number)];
      if (file.is_picture) {
        DecodedPicture picture = file.picture;
        picture.bytes = file.bytes;
        taking.picture(number, picture);
      } else {
        in_pieces(file.bytes, step, [&](auto piece) { taking.content(number, piece); });
        taking.content_end(number);
      }
    }
    const Taken taken = taking.finish();
    fuzz::require(came.size() + taken.missing_train.size() + taken.missing_test.size() ==
                  std::size_t{plan.train_count} + plan.test_count);
    for (const std::uint32_t place : taken.missing_train) {
      fuzz::require(!came.contains({Split::train, place}));
    }
  } catch (const FormatError&) {
    return;
  } catch (const ArgumentError&) {
    fuzz::require(plan.parts.empty());
  }
}

/// A choice or two of those that are offered, one after the other.
void choose_some(fuzz::Input& input, Looking& looking) {
  Choices choices;
  for (int more = input.byte() % 4; more > 0; --more) {
    const auto& offered = looking.findings().plan.choices;
    if (offered.empty()) return;
    const Choice& choice = offered[input.byte() % offered.size()];
    const Option& option = choice.options[input.byte() % choice.options.size()];
    choices.chosen[choice.name] = option.value;
    looking.find(choices);
    check_plan(looking.findings());
  }
  if (input.byte() % 8 == 0) {
    choices.class_names = {"a", "b"};
    check_plan(looking.find(choices));
  }
}

}  // namespace

/// How long the pieces are, how many files, of each its path and what is in it, and choices.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t step = input.byte();
  const std::uint8_t kind = input.byte();
  Looking looking;
  if (kind % 16 == 1) {
    looking.for_set({.channels = kind % 32 == 1 ? 1 : 3,
                     .height = 5,
                     .width = 7,
                     .dark = kind % 64 > 31,
                     .class_name = "c"});
  }
  std::vector<File> files(input.byte() % 24 + 1U);
  for (File& file : files) {
    const std::string path = path_from(input);
    const std::uint8_t what = input.byte();
    if (path.ends_with(".png") && what % 16 > 0) {
      add_picture(input, path, looking, file);
    } else if (path.ends_with(".png")) {
      looking.add_broken(path, path + " is broken.");
      file.is_picture = true;
    } else {
      const auto bytes = input.file();
      file.bytes.assign(bytes.begin(), bytes.end());
      const std::size_t head = std::min(file.bytes.size(), array_head_bytes);
      looking.add(path, what % 8 == 0 ? 0 : file.bytes.size(), std::span(file.bytes).first(head));
    }
  }
  for (int file = looking.next_wish(); file >= 0; file = looking.next_wish()) {
    in_pieces(files[static_cast<std::size_t>(file)].bytes, step, [&](auto piece) {
      // Work that is left is done in parts, or by the next piece.
      bool left = looking.content(piece);
      for (std::size_t i = 0; left && i < step % 4; ++i) left = looking.content({});
    });
    if (step % 2 == 0) {
      while (looking.content_over()) {
      }
    }
    looking.content_end();
  }
  for (const int number : looking.wanted_samples()) {
    DecodedPicture picture = files[static_cast<std::size_t>(number)].picture;
    picture.bytes = files[static_cast<std::size_t>(number)].bytes;
    looking.sample(number, picture);
  }
  check_plan(looking.find({}));
  choose_some(input, looking);
  take(files, step, looking);
  return 0;
}
