#include "data/readers/csv_reader.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "data/readers/class_names.h"
#include "data/readers/csv_lines.h"
#include "data/readers/picture_size.h"

namespace receptive {

namespace {

constexpr std::size_t most_columns = largest_picture + 1;

/// What is known after the first look.
struct Table {
  std::size_t columns = 0;
  std::size_t label_column = 0;
  bool has_header = false;
  Shape picture;
  std::uint64_t examples = 0;
  double largest = 0.0;              ///< of all pixels
  std::string broken_place;          ///< of the first value that is not whole, as messages begin
  std::string broken_value;          ///< and what it is
  bool has_words = false;            ///< among the labels
  int largest_label = 0;             ///< of the labels that are numbers
  std::set<std::string> names = {};  ///< all labels as texts
};

[[noreturn]] void fail(const CsvLines& lines, const std::string& expected,
                       const std::string& found) {
  throw FormatError(lines.place() + ": expected " + expected + ", found " + found);
}

std::string field_text(std::string_view field) {
  return field.empty() ? "an empty field" : in_quotes(field);
}

std::string column_text(std::size_t column) { return " in column " + std::to_string(column + 1); }

bool is_label_name(std::string_view field) {
  std::string name(field);
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return name == "label" || name == "class";
}

/// "254" is what most fields look like.
std::optional<double> pixel_value(std::string_view field) {
  if (field.empty() || field.size() > 3) return parse_decimal(field);
  int value = 0;
  for (const char letter : field) {
    if (letter < '0' || letter > '9') return parse_decimal(field);
    value = value * 10 + (letter - '0');
  }
  return value;
}

/// A label as a text: numbers in one form ("3.0" and "03" are "3"), words without doubled quotes.
/// @param number receives the number, or -1 for a word.
std::string label_text(const CsvLines& lines, std::string_view field, int& number) {
  number = -1;
  if (const std::optional<double> value = parse_decimal(field)) {
    if (!(*value >= 0.0 && *value <= 255.0) || std::floor(*value) != *value) {
      fail(lines, "a label that is a whole number from 0 to 255, or a word", field_text(field));
    }
    number = static_cast<int>(*value);
    return std::to_string(number);
  }
  std::string text;
  for (std::size_t i = 0; i < field.size(); ++i) {
    text += field[i];
    if (field[i] == '"' && i + 1 < field.size() && field[i + 1] == '"') ++i;
  }
  std::string wrong = wrong_with_class_name(text);
  // What programs write for a number that they do not have.
  if (text == "nan" || text == "NaN" || text == "NA" || text == "inf") wrong = in_quotes(text);
  if (!wrong.empty()) fail(lines, "a label", wrong);
  return text;
}

Shape picture_of(std::size_t pixels, const CsvOptions& options) {
  const auto& [channels, height, width, channels_last, class_names] = options;
  const std::string found =
      std::to_string(channels) + "x" + std::to_string(height) + "x" + std::to_string(width);
  if (channels != 0 && channels != 1 && channels != 3) {
    throw ArgumentError("CSV: channels must be 1 or 3, found " + std::to_string(channels));
  }
  if (height < 0 || height > largest_picture_side || width < 0 || width > largest_picture_side ||
      (height == 0) != (width == 0)) {
    throw ArgumentError("CSV: height and width must both be 1 to 64, found " + found);
  }
  if (height == 0) {
    const Shape square = square_picture(pixels, "CSV", "pixel columns");
    if (channels != 0 && channels != square.c) {
      throw FormatError("CSV: expected columns of a square picture of " + std::to_string(channels) +
                        " channels, found " + std::to_string(pixels) + " columns, which are " +
                        example_text(square));
    }
    return square;
  }
  const Shape shape{1, channels == 0 ? 1 : channels, height, width};
  if (channels == 0 && pixels == 3 * shape.plane_count()) return {1, 3, height, width};
  if (pixels != shape.example_count()) {
    throw FormatError("CSV: expected " + std::to_string(shape.example_count()) +
                      " pixel columns for pictures of " + example_text(shape) + ", found " +
                      std::to_string(pixels));
  }
  return shape;
}

/// Whether the first line names the columns, and which of them is the label.
void read_first_line(const CsvLines& lines, Table& table) {
  const auto fields = lines.fields();
  table.columns = fields.size();
  if (table.columns < 2) {
    fail(lines, "a label and pixels, separated by commas, semicolons or tabs", "one column");
  }
  const auto label = std::find_if(fields.begin(), fields.end(), is_label_name);
  // Columns may be called 0, 1, 2; but a line of numbers with one broken value among them is no
  // header, and must not be taken for one.
  table.has_header = label != fields.end() ||
                     std::none_of(fields.begin() + 1, fields.end(), [](std::string_view text) {
                       return parse_decimal(text).has_value();
                     });
  if (label == fields.end()) return;
  if (std::find_if(label + 1, fields.end(), is_label_name) != fields.end()) {
    fail(lines, "one column called label or class", "two of them");
  }
  table.label_column = static_cast<std::size_t>(label - fields.begin());
}

void check_pixels(const CsvLines& lines, Table& table) {
  const auto fields = lines.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i == table.label_column) continue;
    const std::optional<double> value = pixel_value(fields[i]);
    if (!value || !(*value >= 0.0 && *value <= 255.0)) {
      fail(lines, "a value from 0 to 255" + column_text(i), field_text(fields[i]));
    }
    table.largest = std::max(table.largest, *value);
    if (table.broken_value.empty() && std::floor(*value) != *value) {
      table.broken_place = lines.place();
      table.broken_value = field_text(fields[i]) + column_text(i);
    }
  }
}

/// Reads everything once and keeps nothing of it.
Table look_through(std::span<const std::uint8_t> bytes, const CsvOptions& options) {
  CsvLines lines(bytes, most_columns);
  Table table;
  if (!lines.next()) throw FormatError("CSV: expected a table of pictures, found an empty file");
  read_first_line(lines, table);
  table.picture = picture_of(table.columns - 1, options);
  if (table.has_header && !lines.next()) {
    throw FormatError("CSV: expected pictures, found only a line of column names");
  }
  do {
    if (lines.fields().size() != table.columns) {
      fail(lines, std::to_string(table.columns) + " columns as in the first line",
           std::to_string(lines.fields().size()));
    }
    check_pixels(lines, table);
    int number = 0;
    table.names.insert(label_text(lines, lines.fields()[table.label_column], number));
    table.has_words = table.has_words || number < 0;
    table.largest_label = std::max(table.largest_label, number);
    if (table.names.size() > most_classes) {
      fail(lines, "at most " + std::to_string(most_classes) + " different labels", "one more");
    }
    ++table.examples;
  } while (lines.next());
  if (table.largest > 1.0 && !table.broken_value.empty()) {
    throw FormatError(table.broken_place +
                      ": expected whole numbers from 0 to 255, because there are values above 1, "
                      "found " +
                      table.broken_value);
  }
  if (table.examples * table.picture.example_count() > most_picture_values) {
    throw FormatError("CSV: expected at most " + std::to_string(most_picture_values) +
                      " values in all, found " + std::to_string(table.examples) + " pictures of " +
                      example_text(table.picture));
  }
  return table;
}

/// Class names, and whether labels are their texts (else their numbers).
std::pair<std::vector<std::string>, bool> find_classes(const Table& table,
                                                       const std::vector<std::string>& given) {
  if (given.empty()) {
    if (!table.has_words) return {numbered_classes(std::max(table.largest_label + 1, 2)), false};
    if (table.names.size() < 2) {
      throw FormatError("CSV: expected at least 2 classes, found only " +
                        in_quotes(*table.names.begin()));
    }
    return {{table.names.begin(), table.names.end()}, true};
  }
  check_class_names(given, "CSV");
  const auto unknown =
      std::find_if(table.names.begin(), table.names.end(), [&](const std::string& name) {
        return std::find(given.begin(), given.end(), name) == given.end();
      });
  if (unknown == table.names.end()) return {given, true};
  if (!table.has_words && table.largest_label < static_cast<int>(given.size())) {
    return {given, false};
  }
  throw FormatError("CSV: expected labels of the training set's " + std::to_string(given.size()) +
                    " classes, found " + in_quotes(*unknown));
}

}  // namespace

Dataset read_csv(std::span<const std::uint8_t> bytes, const CsvOptions& options) {
  const Table table = look_through(bytes, options);
  Dataset data;
  data.name = "CSV";
  data.example = table.picture;
  bool by_name = false;
  std::tie(data.class_names, by_name) = find_classes(table, options.class_names);

  const std::size_t pixels = table.picture.example_count();
  const std::size_t plane = table.picture.plane_count();
  const double scale = table.largest <= 1.0 ? 255.0 : 1.0;
  const bool interleaved = options.channels_last && table.picture.c == 3;
  data.pixels.resize(static_cast<std::size_t>(table.examples) * pixels);
  data.labels.reserve(static_cast<std::size_t>(table.examples));
  CsvLines lines(bytes, most_columns);
  if (table.has_header) lines.next();
  for (std::uint8_t* picture = data.pixels.data(); lines.next(); picture += pixels) {
    const auto fields = lines.fields();
    std::size_t pixel = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i == table.label_column) continue;
      const double value = pixel_value(fields[i]).value_or(0.0) * scale;
      const std::size_t place = interleaved ? pixel % 3 * plane + pixel / 3 : pixel;
      picture[place] = static_cast<std::uint8_t>(std::floor(value + 0.5));
      ++pixel;
    }
    int label = 0;
    const std::string name = label_text(lines, fields[table.label_column], label);
    if (by_name) {
      const auto found = std::find(data.class_names.begin(), data.class_names.end(), name);
      label = static_cast<int>(found - data.class_names.begin());
    }
    data.labels.push_back(static_cast<std::uint8_t>(label));
  }
  return data;
}

}  // namespace receptive
