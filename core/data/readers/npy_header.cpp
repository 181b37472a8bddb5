#include "data/readers/npy_header.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

constexpr std::string_view magic = "\x93NUMPY";
/// NumPy writes 128 bytes for anything that is read here.
constexpr std::size_t longest_dictionary = 16'384;

[[noreturn]] void fail(const std::string& what, const std::string& expected,
                       const std::string& found) {
  throw FormatError(what + ": expected " + expected + ", found " + found);
}

/// Reads Python's literals as far as headers have them.
class Dictionary {
 public:
  Dictionary(std::string_view text, std::string what) : rest_(text), what_(std::move(what)) {}

  [[nodiscard]] bool take(char letter) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != letter) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char letter) {
    if (!take(letter)) broken(std::string("'") + letter + "'");
  }

  [[nodiscard]] bool take_word(std::string_view word) {
    skip_blanks();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  std::string_view text() {
    const char quote = take('"') ? '"' : '\'';
    if (quote == '\'') expect('\'');
    const std::size_t end = rest_.find(quote);
    if (end == std::string_view::npos) broken("a text that ends");
    const std::string_view value = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return value;
  }

  std::uint64_t number() {
    skip_blanks();
    if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') broken("a whole number");
    std::uint64_t value = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1)) {
      const auto digit = static_cast<std::uint64_t>(rest_.front() - '0');
      if (value > (UINT64_MAX - digit) / 10)
        fail(what_, "sizes that fit into 64 bits", "a larger one");
      value = value * 10 + digit;
    }
    return value;
  }

  void expect_end() {
    skip_blanks();
    if (!rest_.empty()) broken("nothing behind the dictionary");
  }

  [[noreturn]] void broken(const std::string& expected) const {
    const std::string found = rest_.empty() ? "the header's end" : in_quotes(rest_);
    fail(what_, "a NumPy header with " + expected, found);
  }

 private:
  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n'))
      rest_.remove_prefix(1);
  }

  std::string_view rest_;
  std::string what_;
};

void read_type(std::string_view descr, const std::string& what, NpyHeader& header) {
  const auto refuse = [&] {
    fail(what, "values of type bool, int8 to int64, uint8 to uint64, float32, float64 or text",
         in_quotes(descr));
  };
  if (descr.size() < 3 || descr.size() > 8) refuse();
  const char order = descr[0];
  if (order != '<' && order != '>' && order != '|') refuse();
  std::size_t size = 0;
  for (const char digit : descr.substr(2)) {
    if (digit < '0' || digit > '9') refuse();
    size = size * 10 + static_cast<std::size_t>(digit - '0');
  }
  header.kind = static_cast<NpyKind>(descr[1]);
  header.big_endian = order == '>';
  header.item_bytes = size;
  const bool power = size == 1 || size == 2 || size == 4 || size == 8;
  switch (header.kind) {
    case NpyKind::boolean:
      if (size != 1) refuse();
      break;
    case NpyKind::signed_integer:
    case NpyKind::unsigned_integer:
      if (!power) refuse();
      break;
    case NpyKind::floating:
      if (size != 4 && size != 8) refuse();
      break;
    case NpyKind::text:
      // At most six digits, so that this cannot overflow.
      header.item_bytes = size * 4;
      if (size == 0) refuse();
      break;
    default:
      refuse();
  }
  if (order == '|' && header.item_bytes > 1) refuse();
}

void read_shape(Dictionary& dictionary, const std::string& what, NpyHeader& header) {
  dictionary.expect('(');
  while (!dictionary.take(')')) {
    if (header.rank == NpyHeader::max_rank) fail(what, "1 to 4 dimensions", "more than 4");
    header.dims[static_cast<std::size_t>(header.rank)] = dictionary.number();
    ++header.rank;
    if (dictionary.take(',')) continue;
    dictionary.expect(')');
    // Without a comma, (5) is a number and no shape.
    if (header.rank == 1) dictionary.broken("a shape such as (5,)");
    break;
  }
  if (header.rank == 0) fail(what, "1 to 4 dimensions", "none");
}

void read_dictionary(std::string_view text, const std::string& what, NpyHeader& header) {
  Dictionary dictionary(text, what);
  std::optional<std::string_view> descr;
  std::optional<bool> fortran;
  dictionary.expect('{');
  while (!dictionary.take('}')) {
    const std::string_view key = dictionary.text();
    dictionary.expect(':');
    if (key == "descr" && !descr) {
      if (dictionary.take('[')) fail(what, "values of one type", "records of several");
      descr = dictionary.text();
    } else if (key == "fortran_order" && !fortran) {
      fortran = dictionary.take_word("True");
      if (!*fortran && !dictionary.take_word("False")) dictionary.broken("True or False");
    } else if (key == "shape" && header.rank == 0) {
      read_shape(dictionary, what, header);
    } else {
      fail(what, "descr, fortran_order and shape, once each, in the NumPy header",
           "also " + in_quotes(key));
    }
    if (dictionary.take(',')) continue;
    dictionary.expect('}');
    break;
  }
  dictionary.expect_end();
  if (!descr || !fortran || header.rank == 0) {
    fail(what, "descr, fortran_order and shape in the NumPy header", "not all of them");
  }
  if (*fortran) {
    fail(what, "an array in C order (numpy.ascontiguousarray makes one)", "one in Fortran order");
  }
  read_type(*descr, what, header);
}

void check_length(const NpyHeader& header, std::size_t found, const std::string& what) {
  std::uint64_t total = header.item_bytes;
  for (int i = 0; i < header.rank; ++i) {
    const std::uint64_t dim = header.dims[static_cast<std::size_t>(i)];
    if (dim == 0) fail(what, "at least 1 value", "an array of shape " + shape_text(header));
    if (total > (UINT64_MAX - header.value_offset) / dim) {
      fail(what, "a size that fits into 64 bits", "shape " + shape_text(header));
    }
    total *= dim;
  }
  total += header.value_offset;
  if (found == total) return;
  const std::string expected = std::to_string(total) + " bytes for shape " + shape_text(header);
  if (found < total) {
    fail(what, expected, "only " + std::to_string(found) + ": the file is cut short");
  }
  fail(what, expected, std::to_string(found) + ": there is more behind the end");
}

}  // namespace

std::uint64_t NpyHeader::count() const {
  std::uint64_t product = 1;
  for (int i = 0; i < rank; ++i) product *= dims[static_cast<std::size_t>(i)];
  return product;
}

std::string shape_text(const NpyHeader& header) {
  std::string text = "(";
  for (int i = 0; i < header.rank; ++i) {
    if (i > 0) text += ", ";
    text += std::to_string(header.dims[static_cast<std::size_t>(i)]);
  }
  return text + (header.rank == 1 ? ",)" : ")");
}

NpyHeader read_npy_header(std::span<const std::uint8_t> bytes, const std::string& what) {
  constexpr std::size_t version_offset = 6;
  constexpr std::size_t length_offset = 8;
  if (bytes.empty()) fail(what, "a NumPy file", "no bytes at all");
  const std::size_t known = std::min(bytes.size(), magic.size());
  if (std::memcmp(bytes.data(), magic.data(), known) != 0) {
    fail(what, "a NumPy file, which begins with 0x93 NUMPY", "another beginning");
  }
  const auto cut_short = [&] {
    fail(what, "a whole NumPy header", "only " + std::to_string(bytes.size()) + " bytes");
  };
  if (bytes.size() < length_offset + 2) cut_short();
  const int version = bytes[version_offset];
  if (version < 1 || version > 3 || bytes[version_offset + 1] != 0) {
    fail(what, "version 1.0, 2.0 or 3.0 of the NumPy format",
         std::to_string(version) + "." + std::to_string(bytes[version_offset + 1]));
  }
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  const std::size_t start = length_offset + length_bytes;
  if (bytes.size() < start) cut_short();
  std::size_t length = 0;
  for (std::size_t i = length_bytes; i-- > 0;) length = length << 8U | bytes[length_offset + i];
  if (length > longest_dictionary) {
    fail(what, "a NumPy header of at most " + std::to_string(longest_dictionary) + " bytes",
         "one of " + std::to_string(length));
  }
  if (bytes.size() - start < length) cut_short();
  NpyHeader header;
  header.value_offset = start + length;
  read_dictionary({reinterpret_cast<const char*>(bytes.data()) + start, length}, what, header);
  check_length(header, bytes.size(), what);
  return header;
}

}  // namespace receptive
