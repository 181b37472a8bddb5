#include "data/looking/path_words.h"

#include <algorithm>
#include <array>

namespace receptive {

namespace {

bool is_capital(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
/// Letters beyond ASCII are letters as well.
bool is_letter(char letter) {
  return is_capital(letter) || (letter >= 'a' && letter <= 'z') ||
         static_cast<unsigned char>(letter) >= 0x80;
}
char small(char letter) { return is_capital(letter) ? static_cast<char>(letter + 32) : letter; }

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& list) {
  return std::ranges::find(list, word) != list.end();
}

constexpr std::array<std::string_view, 7> train_words = {"train",    "training",  "tra",  "trn",
                                                         "trainset", "traindata", "learn"};
constexpr std::array<std::string_view, 9> test_words = {
    "test", "testing", "tes", "tst", "tests", "t10k", "eval", "evaluation", "testset"};
constexpr std::array<std::string_view, 6> validation_words = {"val", "valid",    "validation",
                                                              "dev", "validate", "holdout"};
constexpr std::array<std::string_view, 7> unlabelled_words = {
    "pred", "prediction", "predictions", "unlabeled", "unlabelled", "unlabel", "submission"};
/// Beside them in the name of a folder.
constexpr std::array<std::string_view, 13> empty_words = {
    "set",     "data",     "images",  "image",  "imgs", "img",  "seg",
    "dataset", "pictures", "samples", "folder", "raw",  "split"};
constexpr std::array<std::string_view, 11> label_words = {
    "label", "labels", "y",    "target",      "targets",   "classes",
    "class", "lbl",    "lbls", "annotations", "categories"};
constexpr std::array<std::string_view, 11> image_words = {
    "x",        "images", "image",    "imgs",   "img",    "data",
    "pictures", "pixels", "features", "inputs", "samples"};
constexpr std::array<std::string_view, 22> form_words = {
    "idx1", "idx2", "idx3", "idx4", "idx",   "ubyte", "byte",  "npy", "npz",   "csv", "tsv",
    "txt",  "gz",   "bin",  "dat",  "uint8", "int",   "float", "arr", "array", "zip", "tar"};
constexpr std::array<std::string_view, 17> label_columns = {
    "label",     "labels", "class",  "classes", "target",   "targets",
    "y",         "digit",  "letter", "emotion", "category", "species",
    "character", "number", "symbol", "classid", "answer"};
constexpr std::array<std::string_view, 9> number_columns = {
    "", "index", "id", "unnamed 0", "row", "idx", "rowid", "unnamed", "imageid"};
constexpr std::array<std::string_view, 8> split_columns = {
    "split", "usage", "subset", "set", "fold", "partition", "dataset", "purpose"};
constexpr std::array<std::string_view, 6> name_words = {"names", "meta",     "mapping",
                                                        "map",   "classmap", "name"};

constexpr std::array<std::string_view, 12> picture_endings = {
    "png", "jpg", "jpeg", "gif", "webp", "bmp", "avif", "heic", "tif", "tiff", "ppm", "jp2"};

Purpose purpose_of_word(std::string_view word) {
  if (is_one_of(word, train_words)) return Purpose::train;
  if (is_one_of(word, test_words)) return Purpose::test;
  if (is_one_of(word, validation_words)) return Purpose::validation;
  if (is_one_of(word, unlabelled_words)) return Purpose::unlabelled;
  return Purpose::unsaid;
}

/// "xtrain", "testy": what it is for, glued to what is in it.
Purpose purpose_of_glued(std::string_view word) {
  const auto is_letter_of_data = [](char letter) { return letter == 'x' || letter == 'y'; };
  Purpose purpose = Purpose::unsaid;
  if (is_letter_of_data(word.front())) purpose = purpose_of_word(word.substr(1));
  if (purpose == Purpose::unsaid && is_letter_of_data(word.back())) {
    purpose = purpose_of_word(word.substr(0, word.size() - 1));
  }
  return purpose;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char letter = name[i];
    if (!is_letter(letter) && !is_digit(letter)) {
      end_word();
      continue;
    }
    const char before = i > 0 ? name[i - 1] : ' ';
    // trainImages; "t10k" and "idx3" are one word.
    if (is_capital(letter) && is_letter(before) && !is_capital(before)) end_word();
    word += small(letter);
  }
  end_word();
  return words;
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string_view without_ending(std::string_view name) {
  const std::size_t point = name.rfind('.');
  return point == std::string_view::npos || point == 0 ? name : name.substr(0, point);
}

std::vector<std::string_view> folders_of(std::string_view path) {
  std::vector<std::string_view> folders;
  for (std::size_t end = path.find('/'); end != std::string_view::npos; end = path.find('/')) {
    folders.push_back(path.substr(0, end));
    path.remove_prefix(end + 1);
  }
  return folders;
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  const std::size_t shown = names.size() <= most + 1 ? names.size() : most;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  if (shown < names.size()) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

Purpose purpose_of(std::string_view name) {
  for (const std::string& word : words_of(name)) {
    const Purpose purpose = purpose_of_word(word);
    if (purpose != Purpose::unsaid) return purpose;
  }
  for (const std::string& word : words_of(name)) {
    const Purpose purpose = purpose_of_glued(word);
    if (purpose != Purpose::unsaid) return purpose;
  }
  return Purpose::unsaid;
}

Purpose folder_purpose(std::string_view folder) {
  Purpose purpose = Purpose::unsaid;
  for (const std::string& word : words_of(folder)) {
    const Purpose said = purpose_of_word(word);
    const bool number = std::ranges::all_of(word, is_digit);
    const bool single = word == "single";
    if (said == Purpose::unsaid && !number && !single && !is_one_of(word, empty_words)) {
      return Purpose::unsaid;
    }
    if (said != Purpose::unsaid) purpose = said;
  }
  return purpose;
}

Purpose path_purpose(std::string_view path) {
  Purpose purpose = purpose_of(file_name(path));
  std::vector<std::string_view> folders = folders_of(path);
  while (purpose == Purpose::unsaid && !folders.empty()) {
    purpose = purpose_of(folders.back());
    folders.pop_back();
  }
  return purpose;
}

bool is_called_picture(std::string_view name) {
  std::string ending;
  for (const char letter : name.substr(std::min(name.size(), name.rfind('.') + 1))) {
    ending += small(letter);
  }
  return ending.size() < name.size() && is_one_of(ending, picture_endings);
}

bool is_called_labels(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  return std::ranges::any_of(words, [](const std::string& word) {
    const bool glued = purpose_of_glued(word) != Purpose::unsaid;
    return is_one_of(word, label_words) || (glued && (word.front() == 'y' || word.back() == 'y'));
  });
}

bool is_label_column(std::string_view name) {
  return is_one_of(joined(words_of(name)), label_columns);
}

bool is_number_column(std::string_view name) {
  return is_one_of(joined(words_of(name)), number_columns);
}

bool is_split_column(std::string_view name) {
  return is_one_of(joined(words_of(name)), split_columns);
}

bool is_called_names(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  const auto is = [&](const auto& list) {
    return std::ranges::any_of(words,
                               [&](const std::string& word) { return is_one_of(word, list); });
  };
  constexpr std::array<std::string_view, 2> classes = {"classes", "labels"};
  return is(name_words) || (is(classes) && name.ends_with(".txt"));
}

std::string set_name(std::string_view path) {
  std::vector<std::string> words;
  for (std::string& word : words_of(file_name(path))) {
    const bool number = std::ranges::all_of(word, is_digit);
    const bool says_nothing = purpose_of_word(word) != Purpose::unsaid ||
                              purpose_of_glued(word) != Purpose::unsaid || number ||
                              is_one_of(word, label_words) || is_one_of(word, image_words) ||
                              is_one_of(word, form_words) || is_one_of(word, empty_words);
    if (!says_nothing) words.push_back(std::move(word));
  }
  return joined(words);
}

}  // namespace receptive
