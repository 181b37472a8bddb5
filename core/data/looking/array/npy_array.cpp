#include "data/looking/array/npy_array.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "data/looking/array/npy_dictionary.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t version_at = magic.size();
constexpr std::size_t length_at = version_at + 2;

/// @param found what the writer called it: "objects ('|O')"
[[noreturn]] void refuse_type(const std::string& path, const std::string& found) {
  throw FormatError(
      {.where = path, .expected = "an array of numbers, booleans or texts", .found = found});
}

/// What is left out on purpose, by its name and with a way out.
std::string name_of_others(char kind, const std::string& quoted) {
  switch (kind) {
    case 'O':
      return "objects: pickled objects are not read: save the labels as numbers or texts";
    case 'c':
      return "complex numbers (" + quoted + "): save their absolute values, or two arrays";
    case 'M':
      return "dates (" + quoted + "): save them as numbers or texts";
    case 'm':
      return "lengths of time (" + quoted + "): save them as numbers";
    case 'V':
      return "raw bytes (" + quoted + "), as bfloat16 and records are written: save the values " +
             "as float32";
    case 'f':
      return "floating-point numbers of another length (" + quoted + "): save them as float64";
    default:
      return "the type " + quoted;
  }
}

/// Bytes of a value of the kind; 0 where `digits` is no number of at most six digits.
std::size_t length_of(std::string_view digits) {
  constexpr std::size_t longest = 6;
  if (digits.size() > longest) return 0;
  std::size_t length = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return 0;
    length = length * 10 + static_cast<std::size_t>(digit - '0');
  }
  return length;
}

/// The place of 1, 2, 4, 8 among them; -1 for another length.
int power_of(std::size_t bytes) {
  for (int power = 0; power < 4; ++power) {
    if (bytes == std::size_t{1} << static_cast<unsigned>(power)) return power;
  }
  return -1;
}

ArrayType larger(ArrayType first, int steps, int apart) {
  return static_cast<ArrayType>(static_cast<int>(first) + steps * apart);
}

void read_type(std::string_view descr, ArrayHeader& header) {
  const std::string quoted = in_quotes(descr);
  // '|' is for what has no order; without a sign, or with '=', the writer's own, which is little.
  if (!descr.empty() &&
      (descr[0] == '<' || descr[0] == '>' || descr[0] == '|' || descr[0] == '=')) {
    header.big_endian = descr[0] == '>';
    descr.remove_prefix(1);
  }
  const char kind = descr.empty() ? ' ' : descr[0];
  const std::size_t length = descr.empty() ? 0 : length_of(descr.substr(1));
  const int power = power_of(length);
  header.item_bytes = length;
  if (kind == 'b' && length == 1) {
    header.type = ArrayType::boolean;
  } else if (kind == 'i' && power >= 0) {
    header.type = larger(ArrayType::int8, power, 2);
  } else if (kind == 'u' && power >= 0) {
    header.type = larger(ArrayType::uint8, power, 2);
  } else if (kind == 'f' && power >= 1) {
    header.type = larger(ArrayType::float16, power - 1, 1);
  } else if (kind == 'U' || kind == 'S') {
    if (length == 0 || length > most_text_characters) {
      refuse_type(header.path, "texts of another length than 1 to " +
                                   std::to_string(most_text_characters) + " (" + quoted + ")");
    }
    header.type = kind == 'U' ? ArrayType::text : ArrayType::bytes;
    header.item_bytes = kind == 'U' ? 4 * length : length;
  } else {
    refuse_type(header.path, name_of_others(kind, quoted));
  }
}

/// The dictionary's text; sets where the values begin.
std::string_view find_dictionary(std::span<const std::uint8_t> head, ArrayHeader& header) {
  const auto refuse = [&](const std::string& expected, const std::string& found) {
    throw FormatError({.where = header.path, .expected = expected, .found = found});
  };
  const auto check_whole = [&](std::size_t bytes) {
    if (head.size() >= bytes) return;
    if (head.size() >= array_head_bytes) {
      refuse("a NumPy header of at most " + std::to_string(array_head_bytes) + " bytes",
             "one of " + std::to_string(bytes) + ", as records of many fields have");
    }
    refuse("a NumPy header of " + std::to_string(bytes) + " bytes",
           "only " + std::to_string(head.size()) + ": the file is cut short");
  };
  check_whole(length_at + 2);
  const int version = head[version_at];
  if (version < 1 || version > 3 || head[version_at + 1] != 0) {
    refuse("version 1.0, 2.0 or 3.0 of the NumPy format",
           std::to_string(version) + "." + std::to_string(head[version_at + 1]));
  }
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  const std::size_t start = length_at + length_bytes;
  check_whole(start);
  std::uint32_t length = 0;
  for (std::size_t i = length_bytes; i-- > 0;) length = length << 8U | head[length_at + i];
  // In 64 bits: a length near 2^32 must not become a small one where sizes have 32.
  const std::uint64_t end = std::uint64_t{start} + length;
  check_whole(static_cast<std::size_t>(std::min(end, std::uint64_t{SIZE_MAX})));
  header.value_offset = static_cast<std::size_t>(end);
  return {reinterpret_cast<const char*>(head.data()) + start, length};
}

}  // namespace

bool is_npy(std::span<const std::uint8_t> head) {
  return head.size() >= magic.size() && std::memcmp(head.data(), magic.data(), magic.size()) == 0;
}

ArrayHeader read_npy_array(const std::string& path, std::span<const std::uint8_t> head) {
  ArrayHeader header{.path = path};
  NpyDictionary dictionary = read_npy_dictionary(path, find_dictionary(head, header));
  if (dictionary.records) {
    refuse_type(path, "records of several fields: save each field as an array of its own");
  }
  read_type(dictionary.descr, header);
  header.sizes = std::move(dictionary.shape);
  // With up to one size, both orders are the same.
  header.turned = dictionary.fortran_order && header.sizes.size() > 1;
  if (header.turned) std::reverse(header.sizes.begin(), header.sizes.end());
  return header;
}

}  // namespace receptive
