// Compiled for speed: runs for every picture or step.
#include "data/readers/csv_lines.h"

#include <algorithm>

#include "base/error.h"

namespace receptive {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

char find_separator(std::string_view line) {
  bool quoted = false;
  char separator = ',';
  for (const char letter : line) {
    if (letter == '"') quoted = !quoted;
    if (quoted) continue;
    if (letter == '\t') return letter;
    if (letter == ';') separator = letter;
  }
  return separator;
}

/// value * 10^exponent
double scaled(double value, int exponent) {
  // Beyond 400 either way the result is 0 or infinite whatever the digits were.
  for (int e = std::min(exponent, 400); e > 0; --e) value *= 10.0;
  if (exponent >= 0) return value;
  double divisor = 1.0;
  for (int e = std::min(-exponent, 400); e > 0; --e) divisor *= 10.0;
  return value / divisor;
}

/// Takes the exponent "e-12" off the beginning. @returns false when it is none.
bool take_exponent(std::string_view& text, int& exponent) {
  text.remove_prefix(1);
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || !is_digit(text.front())) return false;
  int value = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    value = std::min(value * 10 + (text.front() - '0'), 100'000);
  }
  exponent += negative ? -value : value;
  return true;
}

}  // namespace

CsvLines::CsvLines(std::span<const std::uint8_t> bytes, std::size_t most_fields)
    : rest_(reinterpret_cast<const char*>(bytes.data()), bytes.size()), most_fields_(most_fields) {
  if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
  separator_ = find_separator(rest_.substr(0, rest_.find('\n')));
}

std::string CsvLines::place() const { return "CSV line " + std::to_string(number_); }

bool CsvLines::next() {
  if (rest_.empty()) return false;
  ++number_;
  const std::size_t end = std::min(rest_.find('\n'), rest_.size());
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (std::all_of(line.begin(), line.end(), is_blank)) {
    if (rest_.find_first_not_of(" \t\r\n") == std::string_view::npos) {
      rest_ = {};
      return false;
    }
    throw FormatError(place() + ": expected values, found an empty line");
  }
  fields_.clear();
  for (bool more = true; more;) {
    if (fields_.size() == most_fields_) {
      throw FormatError(place() + ": expected at most " + std::to_string(most_fields_) +
                        " columns (a label and 3x64x64 pixels), found more");
    }
    fields_.push_back(take_field(line));
    more = !line.empty();
    if (more) line.remove_prefix(1);
    // A separator at the end has an empty field behind it.
    if (more && line.empty()) {
      fields_.emplace_back();
      more = false;
    }
  }
  return true;
}

/// Takes a field off the line, up to its separator or the line's end.
std::string_view CsvLines::take_field(std::string_view& line) {
  std::string_view start = line;
  while (!start.empty() && start.front() != separator_ && is_blank(start.front())) {
    start.remove_prefix(1);
  }
  if (start.empty() || start.front() != '"') {
    // Most fields have a letter or three: a loop is faster here than a search.
    std::size_t end = 0;
    while (end < line.size() && line[end] != separator_) ++end;
    const std::string_view field = without_blanks(line.substr(0, end));
    line.remove_prefix(end);
    return field;
  }
  start.remove_prefix(1);
  std::size_t end = start.find('"');
  // Two quotes in a row stand for one of the text.
  while (end != std::string_view::npos && end + 1 < start.size() && start[end + 1] == '"') {
    end = start.find('"', end + 2);
  }
  if (end == std::string_view::npos) {
    throw FormatError(place() +
                      ": expected a quote at the end of the text that begins with one, "
                      "found the line's end");
  }
  const std::string_view field = start.substr(0, end);
  line = start.substr(end + 1);
  while (!line.empty() && line.front() != separator_) {
    if (!is_blank(line.front())) {
      throw FormatError(place() + ": expected a separator after a text in quotes, found more text");
    }
    line.remove_prefix(1);
  }
  return field;
}

std::optional<double> parse_decimal(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  // Digits beyond those that a double can tell apart only count for the magnitude.
  constexpr double most = 1e17;
  double value = 0.0;
  int exponent = 0;
  bool digits = false;
  bool point = false;
  for (; !text.empty(); text.remove_prefix(1)) {
    const char letter = text.front();
    if (letter == '.' && !point) {
      point = true;
    } else if (is_digit(letter)) {
      digits = true;
      const bool counts = value < most;
      if (counts) value = value * 10.0 + (letter - '0');
      // Longer numbers than this are in no file that means them.
      if (point == counts) exponent += point ? -1 : 1;
      exponent = std::clamp(exponent, -100'000, 100'000);
    } else {
      break;
    }
  }
  if (!digits) return std::nullopt;
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E') &&
      !take_exponent(text, exponent)) {
    return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  if (value != 0.0) value = scaled(value, exponent);
  return negative ? -value : value;
}

}  // namespace receptive
