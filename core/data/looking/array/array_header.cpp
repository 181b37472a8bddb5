#include "data/looking/array/array_header.h"

#include "base/error.h"
#include "data/looking/array/idx_array.h"
#include "data/looking/array/npy_array.h"

namespace receptive {

namespace {

/// Numbers of JavaScript and doubles are exact up to here.
constexpr std::uint64_t most_bytes = 1ULL << 53U;

/// Sizes of 0 do not excuse the others: whoever multiplies some of them need not check again.
void check_sizes(const ArrayHeader& header) {
  std::uint64_t total = header.item_bytes;
  for (const std::uint64_t size : header.sizes) {
    if (size == 0) continue;
    if (size > (most_bytes - header.value_offset) / total) {
      throw FormatError({.where = header.path,
                         .expected = "sizes that make at most 2^53 bytes",
                         .found = header.shape_text() + " of " + header.type_text()});
    }
    total *= size;
  }
}

}  // namespace

std::uint64_t ArrayHeader::count() const {
  std::uint64_t product = 1;
  for (const std::uint64_t size : sizes) {
    if (size == 0) return 0;
    product *= size;
  }
  return product;
}

std::uint64_t ArrayHeader::file_bytes() const {
  return record_bytes > 0 ? record_bytes * sizes[0] : value_offset + count() * item_bytes;
}

std::string ArrayHeader::shape_text() const {
  std::string text = "(";
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(sizes[turned ? sizes.size() - 1 - i : i]);
  }
  return text + (sizes.size() == 1 ? ",)" : ")");
}

std::string ArrayHeader::type_text() const {
  const std::string bits = std::to_string(8 * item_bytes);
  switch (type) {
    case ArrayType::boolean:
      return "bool";
    case ArrayType::int8:
    case ArrayType::int16:
    case ArrayType::int32:
    case ArrayType::int64:
      return "int" + bits;
    case ArrayType::uint8:
    case ArrayType::uint16:
    case ArrayType::uint32:
    case ArrayType::uint64:
      return "uint" + bits;
    case ArrayType::float16:
    case ArrayType::float32:
    case ArrayType::float64:
      return "float" + bits;
    case ArrayType::text:
      return "texts of up to " + std::to_string(item_bytes / 4) + " characters";
    case ArrayType::bytes:
      return "texts of up to " + std::to_string(item_bytes) + " bytes";
  }
  return "unknown";
}

bool is_pickle(std::span<const std::uint8_t> head) {
  constexpr std::uint8_t protocol = 0x80;
  return head.size() >= 2 && head[0] == protocol && head[1] >= 2 && head[1] <= 5;
}

ArrayHeader read_array_header(const std::string& path, std::span<const std::uint8_t> head) {
  if (!is_idx(head) && !is_npy(head)) {
    throw FormatError(
        {.where = path,
         .expected = "an IDX file (0, 0, a type, 1 to 4 sizes) or a .npy file (0x93 NUMPY)",
         .found = head.empty() ? "no bytes at all" : "another beginning"});
  }
  const ArrayHeader header = is_idx(head) ? read_idx_array(path, head) : read_npy_array(path, head);
  check_sizes(header);
  return header;
}

}  // namespace receptive
