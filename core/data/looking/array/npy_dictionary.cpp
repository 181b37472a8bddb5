#include "data/looking/array/npy_dictionary.h"

#include "base/error.h"
#include "data/looking/array/array_header.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

/// Reads Python's literals as far as headers have them.
class Literals {
 public:
  Literals(std::string_view text, const std::string& path) : rest_(text), path_(path) {}

  [[nodiscard]] bool take(char letter) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != letter) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(char letter) {
    if (!take(letter)) broken(std::string("'") + letter + "'");
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

  bool truth() {
    if (take_word("True")) return true;
    if (!take_word("False")) broken("True or False");
    return false;
  }

  std::vector<std::uint64_t> shape() {
    std::vector<std::uint64_t> sizes;
    expect('(');
    while (!take(')')) {
      if (sizes.size() == ArrayHeader::most_sizes) {
        refuse("at most " + std::to_string(ArrayHeader::most_sizes) + " dimensions", "more");
      }
      sizes.push_back(number());
      if (take(',')) continue;
      expect(')');
      // Without a comma, (5) is a number and no shape.
      if (sizes.size() == 1) broken("a shape such as (5,)");
      break;
    }
    return sizes;
  }

  void expect_end() {
    skip_blanks();
    if (!rest_.empty()) broken("nothing behind the dictionary");
  }

  [[noreturn]] void refuse(const std::string& expected, const std::string& found) const {
    throw FormatError({.where = path_, .expected = expected, .found = found});
  }

 private:
  [[noreturn]] void broken(const std::string& expected) const {
    refuse("a NumPy header with " + expected,
           rest_.empty() ? "the header's end" : in_quotes(rest_));
  }

  [[nodiscard]] bool take_word(std::string_view word) {
    skip_blanks();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  [[nodiscard]] bool at_digit() const {
    return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
  }

  std::uint64_t number() {
    skip_blanks();
    if (!at_digit()) broken("a whole number");
    std::uint64_t value = 0;
    for (; at_digit(); rest_.remove_prefix(1)) {
      const auto digit = static_cast<std::uint64_t>(rest_.front() - '0');
      if (value > (UINT64_MAX - digit) / 10) refuse("sizes that fit into 64 bits", "a larger one");
      value = value * 10 + digit;
    }
    // Python 2 on Windows wrote 60000L.
    if (!rest_.empty() && rest_.front() == 'L') rest_.remove_prefix(1);
    return value;
  }

  void skip_blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n')) {
      rest_.remove_prefix(1);
    }
  }

  std::string_view rest_;
  const std::string& path_;
};

}  // namespace

NpyDictionary read_npy_dictionary(const std::string& path, std::string_view text) {
  Literals literals(text, path);
  NpyDictionary result;
  bool has_descr = false;
  bool has_order = false;
  bool has_shape = false;
  literals.expect('{');
  while (!literals.take('}')) {
    const std::string_view key = literals.text();
    literals.expect(':');
    if (key == "descr" && !has_descr) {
      has_descr = true;
      // What the fields are does not matter: nothing behind it is read either.
      if (literals.take('[')) return {.records = true};
      result.descr = literals.text();
    } else if (key == "fortran_order" && !has_order) {
      has_order = true;
      result.fortran_order = literals.truth();
    } else if (key == "shape" && !has_shape) {
      has_shape = true;
      result.shape = literals.shape();
    } else {
      literals.refuse("descr, fortran_order and shape, once each, in the NumPy header",
                      "also " + in_quotes(key));
    }
    if (literals.take(',')) continue;
    literals.expect('}');
    break;
  }
  literals.expect_end();
  if (!has_descr || !has_order || !has_shape) {
    literals.refuse("descr, fortran_order and shape in the NumPy header", "not all of them");
  }
  return result;
}

}  // namespace receptive
