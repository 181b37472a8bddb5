#include "data/readers/npy_reader.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/decimal.h"
#include "base/error.h"
#include "base/utf8.h"
#include "data/readers/class_names.h"
#include "data/readers/npy_header.h"
#include "data/readers/picture_size.h"

namespace receptive {

namespace {

const std::string images_name = "NPY images";
const std::string labels_name = "NPY labels";
const std::string names_name = "NPY class names";

[[noreturn]] void fail(const std::string& what, const std::string& expected,
                       const std::string& found) {
  throw FormatError(what + ": expected " + expected + ", found " + found);
}

/// An array of numbers whose length has been checked.
struct Numbers {
  NpyHeader header;
  std::span<const std::uint8_t> bytes;  ///< of the values

  /// The value as double: exact but for integers above 2^53, which are refused for their size.
  [[nodiscard]] double at(std::size_t index) const {
    const std::size_t size = header.item_bytes;
    const auto item = bytes.subspan(index * size, size);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < size; ++i) {
      bits = bits << 8U | item[header.big_endian ? i : size - 1 - i];
    }
    switch (header.kind) {
      case NpyKind::floating:
        return size == 4
                   ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)))
                   : std::bit_cast<double>(bits);
      case NpyKind::signed_integer: {
        // The sign is moved to the top and back.
        const auto shift = static_cast<unsigned>(64 - 8 * size);
        return static_cast<double>(static_cast<std::int64_t>(bits << shift) >> shift);
      }
      default:
        return static_cast<double>(bits);
    }
  }
};

Numbers open_numbers(std::span<const std::uint8_t> bytes, const std::string& what) {
  Numbers numbers{.header = read_npy_header(bytes, what), .bytes = {}};
  if (numbers.header.kind == NpyKind::text) fail(what, "numbers", "an array of texts");
  numbers.bytes = bytes.subspan(numbers.header.value_offset);
  return numbers;
}

struct Layout {
  Shape picture;
  bool channels_last = false;
};

bool is_channels(std::uint64_t dim) { return dim == 1 || dim == 3; }

Layout find_layout(const NpyHeader& header) {
  const auto& dims = header.dims;
  const auto refuse = [&] {
    fail(
        images_name,
        "shape (N, H, W), (N, H, W, C), (N, C, H, W) or (N, pixels) with up to 64 rows and columns "
        "and 1 or 3 channels",
        shape_text(header));
  };
  const auto fits = [&](std::size_t dim) { return dims[dim] <= largest_picture_side; };
  const auto size = [&](std::size_t dim) { return static_cast<int>(dims[dim]); };
  if (header.rank == 2) return {.picture = square_picture(dims[1], images_name, "pixels")};
  if (header.rank == 3 && fits(1) && fits(2)) return {.picture = {1, 1, size(1), size(2)}};
  if (header.rank == 4 && is_channels(dims[3]) && fits(1) && fits(2)) {
    return {.picture = {1, size(3), size(1), size(2)}, .channels_last = true};
  }
  if (header.rank == 4 && is_channels(dims[1]) && fits(2) && fits(3)) {
    return {.picture = {1, size(1), size(2), size(3)}};
  }
  refuse();
  return {};
}

std::string number_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::floor(value) == value && std::abs(value) < 1e15) {
    return std::to_string(static_cast<std::int64_t>(value));
  }
  return fixed_text(value, 6);
}

std::string place_text(std::size_t index, std::size_t per_example) {
  return " in example " + std::to_string(index / per_example);
}

/// What values are multiplied with to become bytes.
double find_scale(const Numbers& images, std::size_t per_picture) {
  const auto count = static_cast<std::size_t>(images.header.count());
  const NpyKind kind = images.header.kind;
  if (kind == NpyKind::unsigned_integer && images.header.item_bytes == 1) return 1.0;
  const double most = kind == NpyKind::boolean ? 1.0 : 255.0;
  double largest = 0.0;
  std::size_t broken = count;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = images.at(i);
    // NaN is in no range.
    if (!(value >= 0.0 && value <= most)) {
      fail(images_name, "values from 0 to " + number_text(most),
           number_text(value) + place_text(i, per_picture));
    }
    largest = std::max(largest, value);
    if (broken == count && std::floor(value) != value) broken = i;
  }
  if (kind == NpyKind::boolean || (kind == NpyKind::floating && largest <= 1.0)) return 255.0;
  if (broken < count) {
    fail(images_name, "whole numbers from 0 to 255, because there are values above 1",
         number_text(images.at(broken)) + place_text(broken, per_picture));
  }
  return 1.0;
}

/// Checks every label and says how many classes there are.
int check_labels(const Numbers& labels, int classes) {
  const auto count = static_cast<std::size_t>(labels.header.count());
  const int most = classes == 0 ? most_classes : classes;
  int largest = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = labels.at(i);
    if (!(value >= 0.0 && value < most) || std::floor(value) != value) {
      fail(labels_name, "whole numbers from 0 to " + std::to_string(most - 1),
           number_text(value) + " at example " + std::to_string(i));
    }
    largest = std::max(largest, static_cast<int>(value));
  }
  return classes == 0 ? std::max(largest + 1, 2) : classes;
}

void check_label_shape(const NpyHeader& images, const NpyHeader& labels) {
  const bool column = labels.rank == 2 && labels.dims[1] == 1;
  if (labels.rank >= 3 && images.rank <= 2) {
    throw FormatError("NPY: expected images first and labels second, found the two arrays swapped");
  }
  if (labels.rank != 1 && !column) {
    fail(labels_name, "shape (N,): a number for each picture", shape_text(labels));
  }
  if (images.dims[0] != labels.dims[0]) {
    fail("NPY", "as many labels as images",
         std::to_string(images.dims[0]) + " images and " + std::to_string(labels.dims[0]) +
             " labels");
  }
}

/// One text of UTF-32, filled up with zeros.
std::string read_text(std::span<const std::uint8_t> item, bool big_endian) {
  std::string text;
  std::size_t zeros = 0;
  for (std::size_t at = 0; at < item.size(); at += 4) {
    std::uint32_t code = 0;
    for (std::size_t i = 0; i < 4; ++i) code = code << 8U | item[at + (big_endian ? i : 3 - i)];
    if (code > 0x10FFFF) fail(names_name, "characters of Unicode", "a larger number");
    if (code == 0) {
      ++zeros;
      continue;
    }
    // Zeros between characters are part of the text, and the check of names refuses them.
    text.append(zeros, '\0');
    zeros = 0;
    append_utf8(code, text);
  }
  return text;
}

}  // namespace

Dataset read_npy(std::span<const std::uint8_t> images, std::span<const std::uint8_t> labels,
                 int classes, const std::vector<std::string>& class_names) {
  if (classes != 0 && (classes < 2 || classes > most_classes)) {
    throw ArgumentError("NPY: classes must be 0 (count them) or 2 to 256, found " +
                        std::to_string(classes));
  }
  if (!class_names.empty()) check_class_names(class_names, names_name);
  const Numbers pictures = open_numbers(images, images_name);
  const Numbers numbers = open_numbers(labels, labels_name);
  check_label_shape(pictures.header, numbers.header);
  const auto [picture, channels_last] = find_layout(pictures.header);
  if (pictures.header.count() > most_picture_values) {
    fail(images_name, "at most " + std::to_string(most_picture_values) + " values in all",
         shape_text(pictures.header));
  }
  const std::size_t per_picture = picture.example_count();
  const double scale = find_scale(pictures, per_picture);
  const int given = class_names.empty() ? classes : static_cast<int>(class_names.size());
  const int class_count = check_labels(numbers, given);

  Dataset data;
  data.name = "NPY";
  data.example = picture;
  data.class_names = class_names.empty() ? numbered_classes(class_count) : class_names;
  const auto count = static_cast<std::size_t>(pictures.header.dims[0]);
  const std::size_t plane = picture.plane_count();
  const auto channels = static_cast<std::size_t>(picture.c);
  data.pixels.resize(count * per_picture);
  for (std::size_t i = 0; i < data.pixels.size(); ++i) {
    const std::size_t pixel = i % per_picture;
    const std::size_t place = channels_last ? pixel % channels * plane + pixel / channels : pixel;
    data.pixels[i - pixel + place] =
        static_cast<std::uint8_t>(std::floor(pictures.at(i) * scale + 0.5));
  }
  data.labels.resize(count);
  for (std::size_t i = 0; i < count; ++i) data.labels[i] = static_cast<std::uint8_t>(numbers.at(i));
  return data;
}

std::vector<std::string> read_npy_class_names(std::span<const std::uint8_t> bytes) {
  const NpyHeader header = read_npy_header(bytes, names_name);
  if (header.kind != NpyKind::text) fail(names_name, "an array of texts", "numbers");
  if (header.rank != 1 || header.dims[0] > most_classes) {
    fail(names_name, "shape (N,) of 2 to " + std::to_string(most_classes) + " names",
         shape_text(header));
  }
  const auto values = bytes.subspan(header.value_offset);
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(header.dims[0]));
  for (std::size_t i = 0; i < header.dims[0]; ++i) {
    names.push_back(
        read_text(values.subspan(i * header.item_bytes, header.item_bytes), header.big_endian));
  }
  check_class_names(names, names_name);
  return names;
}

}  // namespace receptive
