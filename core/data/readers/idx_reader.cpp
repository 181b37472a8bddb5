#include "data/readers/idx_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.h"

namespace receptive {

namespace {

constexpr std::uint32_t max_side = 512;
constexpr std::uint32_t max_channels = 16;
constexpr std::uint64_t max_values = 0x7FFF'FFFF;  // what a Shape may hold
constexpr std::size_t magic_bytes = 4;

const std::string images_name = "IDX images";
const std::string labels_name = "IDX labels";

[[noreturn]] void fail(const std::string& what, const std::string& expected,
                       const std::string& found) {
  throw FormatError(what + ": expected " + expected + ", found " + found);
}

std::string bytes_text(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string hex_text(std::uint8_t byte) {
  constexpr char digits[] = "0123456789abcdef";
  return std::string("0x") + digits[byte >> 4U] + digits[byte & 15U];
}

/// Bytes of one value, 0 for a code that IDX does not have.
std::uint64_t value_bytes(std::uint8_t code) {
  switch (static_cast<IdxType>(code)) {
    case IdxType::uint8:
    case IdxType::int8:
      return 1;
    case IdxType::int16:
      return 2;
    case IdxType::int32:
    case IdxType::float32:
      return 4;
    case IdxType::float64:
      return 8;
  }
  return 0;
}

const char* type_name(IdxType type) {
  switch (type) {
    case IdxType::uint8:
      return "uint8";
    case IdxType::int8:
      return "int8";
    case IdxType::int16:
      return "int16";
    case IdxType::int32:
      return "int32";
    case IdxType::float32:
      return "float32";
    case IdxType::float64:
      return "float64";
  }
  return "unknown";
}

std::string rank_text(int rank) {
  return std::to_string(rank) + (rank == 1 ? " dimension" : " dimensions");
}

/// "60000x28x28"
std::string dims_text(const IdxHeader& header) {
  std::string text;
  for (int i = 0; i < header.rank; ++i) {
    if (i > 0) text += 'x';
    text += std::to_string(header.dims[static_cast<std::size_t>(i)]);
  }
  return text;
}

void check_magic(std::span<const std::uint8_t> bytes, const std::string& what) {
  if (bytes.empty()) fail(what, "an IDX file", "no bytes at all");
  if (bytes[0] == 0x1F && (bytes.size() < 2 || bytes[1] == 0x8B)) {
    fail(what, "plain IDX bytes beginning with 0 0",
         "gzip bytes (0x1f 0x8b): the file must be unpacked first");
  }
  if (bytes[0] != 0) fail(what, "first byte 0x00 of an IDX file", hex_text(bytes[0]));
  if (bytes.size() > 1 && bytes[1] != 0) {
    fail(what, "second byte 0x00 of an IDX file", hex_text(bytes[1]));
  }
  if (bytes.size() < magic_bytes) {
    fail(what, "an IDX header of at least 8 bytes", bytes_text(bytes.size()));
  }
  if (value_bytes(bytes[2]) == 0) {
    fail(what, "a type code of IDX (0x08, 0x09, 0x0b to 0x0e) as third byte", hex_text(bytes[2]));
  }
  if (bytes[3] < 1 || bytes[3] > IdxHeader::max_rank) {
    fail(what, "1 to " + std::to_string(IdxHeader::max_rank) + " dimensions", rank_text(bytes[3]));
  }
}

/// A header whose values are unsigned bytes, all of them there and nothing after them.
IdxHeader read_whole(std::span<const std::uint8_t> bytes, const std::string& what) {
  IdxHeader header = read_idx_header(bytes, what);
  if (header.type != IdxType::uint8) {
    fail(what, "values of type uint8", std::string("type ") + type_name(header.type));
  }
  return header;
}

void check_length(const IdxHeader& header, std::size_t found, const std::string& what) {
  if (found == header.total_bytes) return;
  const std::string expected = bytes_text(header.total_bytes) + " for " + dims_text(header);
  if (found < header.total_bytes) {
    fail(what, expected, "only " + bytes_text(found) + ": the file is cut short");
  }
  fail(what, expected,
       bytes_text(found) + ": " + bytes_text(found - header.total_bytes) + " too many at the end");
}

/// The shape of one picture.
Shape picture_shape(const IdxHeader& header) {
  const bool has_channels = header.rank == 4;
  const std::uint32_t channels = has_channels ? header.dims[1] : 1;
  const std::uint32_t rows = header.dims[has_channels ? 2 : 1];
  const std::uint32_t columns = header.dims[has_channels ? 3 : 2];
  if (channels > max_channels) {
    fail(images_name, "1 to " + std::to_string(max_channels) + " channels",
         std::to_string(channels));
  }
  if (rows > max_side || columns > max_side) {
    fail(images_name, "pictures of 1 to " + std::to_string(max_side) + " rows and columns",
         std::to_string(rows) + "x" + std::to_string(columns));
  }
  // No overflow: dims[0] < 2^32 and a picture has at most 2^22 values.
  const std::uint64_t picture = std::uint64_t{channels} * rows * columns;
  if (header.dims[0] * picture > max_values) {
    fail(images_name, "at most " + std::to_string(max_values) + " values in all",
         dims_text(header));
  }
  return {1, static_cast<int>(channels), static_cast<int>(rows), static_cast<int>(columns)};
}

int count_classes(std::span<const std::uint8_t> labels, int classes) {
  const auto largest = std::max_element(labels.begin(), labels.end());
  if (classes == 0) return std::max(*largest + 1, 2);
  if (*largest >= classes) {
    fail(labels_name, "labels 0 to " + std::to_string(classes - 1),
         "label " + std::to_string(*largest) + " at example " +
             std::to_string(largest - labels.begin()));
  }
  return classes;
}

}  // namespace

IdxHeader read_idx_header(std::span<const std::uint8_t> bytes, const std::string& what) {
  check_magic(bytes, what);
  IdxHeader header;
  header.type = static_cast<IdxType>(bytes[2]);
  header.rank = bytes[3];
  const auto rank = static_cast<std::size_t>(header.rank);
  const std::size_t header_bytes = magic_bytes + 4 * rank;
  if (bytes.size() < header_bytes) {
    fail(what, "a header of " + bytes_text(header_bytes) + " for " + rank_text(header.rank),
         "only " + bytes_text(bytes.size()) + ": the file is cut short");
  }
  for (std::size_t i = 0; i < rank; ++i) {
    std::uint32_t dim = 0;
    for (std::size_t b = 0; b < 4; ++b) dim = dim << 8U | bytes[magic_bytes + 4 * i + b];
    header.dims[i] = dim;
  }
  std::uint64_t payload = value_bytes(bytes[2]);
  for (std::size_t i = 0; i < rank; ++i) {
    const std::uint64_t dim = header.dims[i];
    if (dim == 0) {
      fail(what, i == 0 ? "at least 1 example" : "dimensions of at least 1", dims_text(header));
    }
    if (payload > (UINT64_MAX - header_bytes) / dim) {
      fail(what, "a size that fits into 64 bits", dims_text(header));
    }
    payload *= dim;
  }
  header.total_bytes = header_bytes + payload;
  return header;
}

Dataset read_idx(std::span<const std::uint8_t> images, std::span<const std::uint8_t> labels,
                 int classes) {
  if (classes != 0 && (classes < 2 || classes > 256)) {
    throw ArgumentError("IDX: classes must be 0 (count them) or 2 to 256, found " +
                        std::to_string(classes));
  }
  const IdxHeader image_header = read_whole(images, images_name);
  const IdxHeader label_header = read_whole(labels, labels_name);
  if (image_header.rank == 1 && label_header.rank >= 3) {
    throw FormatError("IDX: expected images first and labels second, found the two files swapped");
  }
  if (image_header.rank < 3) {
    fail(images_name, "3 dimensions (examples, rows, columns) or 4 (with channels)",
         rank_text(image_header.rank) + " (" + dims_text(image_header) + ")");
  }
  if (label_header.rank != 1) {
    fail(labels_name, "1 dimension (examples)",
         rank_text(label_header.rank) + " (" + dims_text(label_header) + ")");
  }
  if (image_header.dims[0] != label_header.dims[0]) {
    fail("IDX", "as many labels as images",
         std::to_string(image_header.dims[0]) + " images and " +
             std::to_string(label_header.dims[0]) + " labels");
  }
  const Shape picture = picture_shape(image_header);
  check_length(image_header, images.size(), images_name);
  check_length(label_header, labels.size(), labels_name);

  // The lengths are known to be right: values are what follows the headers.
  const auto pixels = images.last(image_header.dims[0] * picture.example_count());
  const auto values = labels.last(label_header.dims[0]);
  const int class_count = count_classes(values, classes);

  Dataset data;
  data.name = "IDX";
  data.example = picture;
  for (int i = 0; i < class_count; ++i) data.class_names.push_back(std::to_string(i));
  data.pixels.assign(pixels.begin(), pixels.end());
  data.labels.assign(values.begin(), values.end());
  return data;
}

}  // namespace receptive
