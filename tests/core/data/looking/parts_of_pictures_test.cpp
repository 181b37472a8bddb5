#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

#include "data/looking/naming/table_labels.h"
#include "data/looking/parts.h"
#include "data/looking/picture_folders.h"
#include "data/looking/picture_labels.h"

namespace receptive::parts_of_pictures_test {

namespace {

std::vector<LookedPicture> pictures_of(std::initializer_list<const char*> paths) {
  std::vector<LookedPicture> pictures;
  for (const char* path : paths) {
    const int file = static_cast<int>(pictures.size()) + 100;
    pictures.push_back({.file = file, .facts = {.path = path, .width = 4, .height = 4}});
  }
  return pictures;
}

FoundParts parts_of(const std::vector<LookedPicture>& pictures, const NamedPictures& named = {},
                    const std::string& labels = "") {
  FoundParts found;
  find_picture_parts(pictures, named, labels, found);
  return found;
}

std::string value_at(const LabelSource& source, std::size_t place) {
  const std::int32_t code = source.codes[place];
  return code < 0 ? "-" : source.values[static_cast<std::size_t>(code)].text;
}

/// "train 100=cat 101=dog; test 102=cat; ": purposes, files and classes.
std::string text_of(const FoundParts& found) {
  std::string text;
  for (const Part& part : found.parts) {
    constexpr const char* purposes[] = {"unsaid", "train", "test", "validation", "unlabelled"};
    text += purposes[static_cast<std::size_t>(part.purpose)];
    for (std::size_t i = 0; i < part.count; ++i) {
      text += " " + std::to_string(part.files[i]) + "=" + value_at(part.labels.front(), i);
    }
    text += "; ";
  }
  return text;
}

/// "a/b": what the folders of the first picture say.
std::string folders_text(std::initializer_list<const char*> paths) {
  const std::vector<LookedPicture> pictures = pictures_of(paths);
  const FolderedPictures placed = placed_pictures(pictures);
  std::string text;
  for (const std::string_view folder : placed.all.front().folder->names) {
    text += (text.empty() ? "" : "/") + std::string(folder);
  }
  return text;
}

/// Cats and dogs in turn, by a table.
TableLabels table_labels(std::initializer_list<int> codes) {
  TableLabels labels{.source = {.id = "column pet", .title = "column pet of l.csv"},
                     .tables = "l.csv"};
  labels.source.values = {{.text = "cat"}, {.text = "dog"}, {.text = "fox"}};
  for (const int code : codes) {
    labels.source.codes.push_back(code);
    labels.named.push_back(code >= 0);
  }
  return labels;
}

}  // namespace

TEST_CASE("parts of pictures: the innermost folders that differ are the classes") {
  CHECK(folders_text({"a/1.png", "b/1.png"}) == "a");
  CHECK(folders_text({"set/a/1.png", "set/b/1.png"}) == "a");
  CHECK(folders_text({"set/a/images/1.png", "set/b/images/1.png"}) == "a");
  CHECK(folders_text({"train/a/1.png", "test/b/1.png"}) == "a");
  // Nothing differs: one class, named by the innermost.
  CHECK(folders_text({"set/a/1.png", "set/a/2.png"}) == "a");
  CHECK(folders_text({"1.png"}) == "");
}

TEST_CASE("parts of pictures: a part for each purpose, and what lies in no folder is left out") {
  const FoundParts found = parts_of(pictures_of(
      {"train/cat/1.png", "train/dog/1.png", "test/cat/1.png", "val/dog/2.png", "test/3.png"}));
  CHECK(text_of(found) == "train 100=cat 101=dog; test 102=cat; validation 103=dog; ");
  CHECK(found.notes == std::vector<std::string>{
                           "1 picture was left out, in no folder of a class: test/3.png (a test "
                           "without labels)."});
  CHECK(found.parts.front().labels.size() == 1);
  CHECK(found.parts.front().labels.front().id == "folders");
  CHECK(found.parts.front().sizes.size() == 1);
  CHECK(parts_of({}).parts.empty());
}

TEST_CASE("parts of pictures: the class in a file's name") {
  CHECK(class_in_name("x/cat.0.jpg") == "cat");
  CHECK(class_in_name("cat (12).png") == "cat");
  CHECK(class_in_name("0001_cat.png") == "cat");
  CHECK(class_in_name("7_0012.png") == "7");
  CHECK(class_in_name("cat.png") == "");
  CHECK(class_in_name("0012.png") == "");
  const FoundParts found =
      parts_of(pictures_of({"cat.0.jpg", "dog.0.jpg", "cat.1.jpg", "dog.1.jpg"}));
  CHECK(text_of(found) == "unsaid 100=cat 101=dog 102=cat 103=dog; ");
  CHECK(found.parts.front().checks.size() == 1);
  // Each its own class makes no sense.
  CHECK(parts_of(pictures_of({"cat.0.jpg", "dog.0.jpg"})).reasons.size() == 1);
}

TEST_CASE("parts of pictures: a table gives classes where folders do not") {
  const auto pictures = pictures_of({"train/1.png", "train/2.png", "train/3.png", "test/4.png"});
  NamedPictures named{.purposes = std::vector<Purpose>(4, Purpose::unsaid)};
  named.labels.push_back(table_labels({0, 1, -1, -1}));
  const FoundParts found = parts_of(pictures, named);
  CHECK(text_of(found) == "train 100=cat 101=dog; ");
  CHECK(found.checks ==
        std::vector<std::string>{"Left out: 1 picture that l.csv does not name: train/3.png."});
  CHECK(found.notes.front() ==
        "Left out: 1 picture for testing that l.csv does not name: test/4.png.");
}

TEST_CASE("parts of pictures: folders and tables stand beside each other as ways to choose") {
  const auto pictures = pictures_of({"a/1.png", "b/2.png", "a/3.png", "b/4.png"});
  NamedPictures named{.purposes = std::vector<Purpose>(4, Purpose::unsaid)};
  named.labels.push_back(table_labels({0, 1, 2, -1}));
  const FoundParts more = parts_of(pictures, named);
  CHECK(text_of(more) == "unsaid 100=cat 101=dog 102=fox; ");
  CHECK(more.parts.front().labels.back().id == "folders");
  CHECK(more.parts.front().labels.back().codes == std::vector<std::int32_t>{0, 1, 0});
  const FoundParts folders = parts_of(pictures, named, "folders");
  CHECK(folders.parts.front().count == 4);
  CHECK(folders.checks.size() == 1);
  // What is not among them is not chosen.
  CHECK(text_of(parts_of(pictures, named, "column 0")) == text_of(more));
  named.labels.front().source.values.pop_back();
  named.labels.front().source.codes = {0, 1, 0, -1};
  const FoundParts same = parts_of(pictures, named);
  CHECK(text_of(same) == "unsaid 100=a 101=b 102=a 103=b; ");
  CHECK(same.checks.empty());
}

TEST_CASE("parts of pictures: for one class, all as they come") {
  const auto pictures = pictures_of({"test/1.png", "a/2.png", "3.png"});
  const Part part = all_pictures(pictures);
  CHECK(part.files == std::vector<int>{100, 101, 102});
  CHECK(part.count == 3);
  CHECK(part.labels.empty());
}

}  // namespace receptive::parts_of_pictures_test
