#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "data/looking/array/array_look.h"
#include "data/looking/distinct.h"
#include "data/looking/extent.h"
#include "data/looking/path_words.h"
#include "data/looking/picture/layout.h"

namespace receptive {

/// What may say which class a picture is of.
struct LabelSource {
  std::string id = {};     ///< among the choices: "column 0", "folders", ...
  std::string title = {};  ///< for people
  bool by_name = false;    ///< it is called as labels are
  std::string role = {};   ///< the same in all parts of a set: "y" of y_train and y_test
  /// The file that has the classes' names, where only one can have them (CIFAR's).
  std::string names_file = {};
  std::vector<LabelValue> values = {};
  /// Of each picture the place of its value; -1 where it has none.
  std::vector<std::int32_t> codes = {};
};

/// What is known of a file with a picture, before it is decoded.
struct PictureFacts {
  std::string path = {};
  int width = 0;
  int height = 0;
};

/// A picture that was decoded to be looked at.
struct PictureSample {
  std::size_t place = 0;
  int width = 0;
  int height = 0;
  int channels = 1;
  int bits = 8;
  std::vector<std::uint8_t> bytes = {};
};

/// Pictures that lie together: in a table, in an array, or in files of their own.
struct Part {
  enum class Kind : std::uint8_t { table, array, pictures };
  Kind kind = Kind::table;
  int source = -1;  ///< among the tables or arrays that were looked at
  std::string path = {};
  Purpose purpose = Purpose::unsaid;
  std::string set = {};  ///< parts of one set have the same; see set_name()
  std::size_t count = 0;
  /// Of which one is chosen; the most likely first.
  std::vector<LabelSource> labels = {};
  /// Values are purposes' words: train, test, ...
  std::optional<LabelSource> split = {};

  // Of tables and arrays: pictures are rows of values.
  std::vector<int> columns = {};  ///< a table's, with pixels
  bool packed = false;            ///< a table's pixels are one field, in the first of these
  bool guessed = false;           ///< nothing says which column holds a table's labels
  std::size_t values = 0;         ///< of a picture
  Extent extent = {};
  std::vector<Layout> layouts = {};  ///< ways to see them as a picture, the most likely first
  std::vector<ArrayItem> samples = {};

  // Of files.
  std::vector<int> files = {};
  std::set<std::pair<int, int>> sizes = {};  ///< their heights and widths
  std::vector<PictureSample> decoded = {};

  std::vector<std::string> notes = {};
  std::vector<std::string> checks = {};
};

}  // namespace receptive
