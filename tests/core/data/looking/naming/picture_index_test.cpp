#include "data/looking/naming/picture_index.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

namespace receptive::picture_index_test {

namespace {

/// The path of the picture that is found; "none" or "several".
std::string found(std::initializer_list<const char*> paths, std::string_view text,
                  std::string_view table = "labels.csv") {
  std::vector<LookedPicture> pictures;
  for (const char* path : paths) pictures.push_back({.facts = {.path = path}});
  const std::int32_t place = PictureIndex(pictures).find(text, table);
  if (place == PictureIndex::none) return "none";
  if (place == PictureIndex::several) return "several";
  return pictures[static_cast<std::size_t>(place)].facts.path;
}

}  // namespace

TEST_CASE("picture index: with and without ending and folders") {
  for (const char* text : {"a", "a.png", "A.PNG", "a.jpg", "train/a.png", "./train/a",
                           ".\\train\\a.png", "C:\\data\\train\\a.png", "elsewhere/a.png"}) {
    CAPTURE(text);
    CHECK(found({"set/train/a.png", "set/train/b.png"}, text) == "set/train/a.png");
  }
  CHECK(found({"a.png"}, "aa") == "none");
  CHECK(found({"a.png"}, "") == "none");
  CHECK(found({"a.png"}, "train/") == "none");
  CHECK(found({}, "a") == "none");
  // A point in a name is no ending.
  CHECK(found({"cat.1.jpg", "cat.2.jpg"}, "cat.2") == "cat.2.jpg");
}

TEST_CASE("picture index: numbers with zeros before them") {
  CHECK(found({"0007.png", "0070.png"}, "7") == "0007.png");
  CHECK(found({"7.png"}, "0007.png") == "7.png");
  CHECK(found({"000.png"}, "0") == "000.png");
  CHECK(found({"7.png", "007.png"}, "7") == "7.png");
  CHECK(found({"07.png", "007.png"}, "7") == "several");
}

TEST_CASE(
    "picture index: of several, the folders, the purpose, the spelling and the table's place") {
  CHECK(found({"cat/1.png", "dog/1.png"}, "dog/1.png") == "dog/1.png");
  CHECK(found({"cat/1.png", "dog/1.png"}, "1.png") == "several");
  CHECK(found({"train/1.png", "test/1.png"}, "1", "train.csv") == "train/1.png");
  CHECK(found({"train/1.png", "test/1.png"}, "1", "test_labels.csv") == "test/1.png");
  CHECK(found({"a.png", "a.jpg"}, "a.jpg") == "a.jpg");
  CHECK(found({"A.png", "a.png"}, "a") == "a.png");
  CHECK(found({"one/1.png", "two/1.png"}, "1", "two/labels.csv") == "two/1.png");
}

TEST_CASE("picture index: what means another picture is not taken for this one") {
  CHECK(found({"test/1.png"}, "1", "train.csv") == "none");
  CHECK(found({"train/1.png"}, "1", "test.csv") == "none");
  CHECK(found({"valid/1.png"}, "1", "train.csv") == "valid/1.png");
  CHECK(found({"test/1.png"}, "1", "sample_submission.csv") == "test/1.png");
  CHECK(found({"test/1.png"}, "train/1.png") == "none");
  CHECK(found({"dog/1.png", "cat/2.png"}, "cat/1.png") == "none");
}

}  // namespace receptive::picture_index_test
