// Compiled for speed: runs for every value of a file.
#include "data/looking/table/fields.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/looking/table/number.h"

namespace receptive {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

bool is_gap(char letter) {
  return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}

std::string_view without_gaps(std::string_view text) {
  while (!text.empty() && is_gap(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_gap(text.back())) text.remove_suffix(1);
  return text;
}

/// The numbers of a list may stand in brackets, as Python writes them.
std::string_view without_brackets(std::string_view text) {
  const bool square = text.starts_with('[') && text.ends_with(']');
  const bool round = text.starts_with('(') && text.ends_with(')');
  return (square || round) && text.size() > 1 ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

TableFields::TableFields(char delimiter, DecimalSign sign, std::size_t most)
    : delimiter_(delimiter), sign_(sign), most_(most) {}

bool TableFields::cut(std::string_view line) {
  count_ = 0;
  empty_ = 0;
  last_empty_ = 0;
  others_.clear();
  lists_.clear();
  unquoted_.clear();
  if (delimiter_ == ' ') {
    line = without_gaps(line);
    if (line.empty()) return true;
  }
  const char* at = line.data();
  const char* const end = at + line.size();
  for (;;) {
    // Most fields are a digit or three.
    const char* const start = at;
    std::uint32_t value = 0;
    for (std::uint32_t digit = 0;
         (digit = static_cast<unsigned char>(*at) - std::uint32_t{'0'}) < 10; ++at) {
      value = value * 10 + digit;
    }
    constexpr std::uint32_t most_digits = 9;
    if (static_cast<std::uint32_t>(at - start) - 1 < most_digits &&
        (at == end || *at == delimiter_) && sign_ != DecimalSign::none) {
      add_number(value);
    } else {
      at = take_field(start, end);
      if (at == nullptr) return false;
    }
    if (at == end) return true;
    ++at;
    if (delimiter_ == ' ') {
      while (is_delimiter(*at)) ++at;
    }
  }
}

void TableFields::drop_last() {
  --count_;
  --empty_;
  if (!others_.empty() && others_.back().column == count_) others_.pop_back();
}

std::span<const double> TableFields::numbers() const {
  return std::span(numbers_).first(std::min(count_, most_));
}

const char* TableFields::past_gap(const char* at, const char* end) const {
  while (at != end && is_gap(*at) && !is_delimiter(*at)) ++at;
  return at;
}

/// @returns where the field's delimiter or the line's end is; nullptr where there is text behind a
/// closing quote.
const char* TableFields::take_field(const char* at, const char* end) {
  at = past_gap(at, end);
  if (at != end && *at == '"') return take_quoted(at + 1, end);
  const char* const start = at;
  while (at != end && !is_delimiter(*at)) ++at;
  add_field(without_gaps({start, static_cast<std::size_t>(at - start)}), false);
  return at;
}

/// @param at behind the opening quote
const char* TableFields::take_quoted(const char* at, const char* end) {
  const auto find_quote = [&](const char* from) { return std::find(from, end, '"'); };
  const char* close = find_quote(at);
  std::string_view text(at, static_cast<std::size_t>(close - at));
  if (close != end && close + 1 != end && close[1] == '"') {
    // All of the line at most, so that earlier texts stay where they are.
    unquoted_.reserve(unquoted_.size() + static_cast<std::size_t>(end - at));
    const std::size_t start = unquoted_.size();
    while (close != end && close + 1 != end && close[1] == '"') {
      unquoted_.append(at, close + 1);
      at = close + 2;
      close = find_quote(at);
    }
    unquoted_.append(at, close);
    text = std::string_view(unquoted_).substr(start);
  }
  if (close == end) return nullptr;
  close = past_gap(close + 1, end);
  if (close != end && !is_delimiter(*close)) return nullptr;
  add_field(without_gaps(text), true);
  return close;
}

void TableFields::add_number(double number) {
  if (count_ < numbers_.size()) {
    numbers_[count_] = number;
  } else {
    add_beyond(number);
  }
  ++count_;
}

void TableFields::add_beyond(double number) {
  if (count_ >= most_) return;
  constexpr std::size_t first = 64;
  numbers_.resize(std::min(most_, std::max(first, 2 * count_)));
  numbers_[count_] = number;
}

void TableFields::add_field(std::string_view text, bool quoted) {
  if (text.empty()) {
    ++empty_;
    last_empty_ = count_ + 1;
  }
  if (count_ >= most_) {
    ++count_;
    return;
  }
  double number = nothing;
  if (!read(text, number)) {
    Other other{.column = count_, .kind = Kind::text, .quoted = quoted, .text = text};
    const std::size_t list_start = lists_.size();
    if (text.empty()) {
      other.kind = Kind::empty;
    } else if (sign_ == DecimalSign::none) {
      other.kind = Kind::text;
    } else if (!quoted && is_missing(text)) {
      other.kind = Kind::missing;
    } else if (read_list(text, quoted)) {
      other.kind = Kind::list;
      other.list_start = list_start;
      other.list_length = lists_.size() - list_start;
    } else {
      lists_.resize(list_start);
    }
    others_.push_back(other);
  }
  add_number(number);
}

bool TableFields::read(std::string_view text, double& number) {
  if (sign_ == DecimalSign::none) return false;
  if (sign_ == DecimalSign::first || sign_ == DecimalSign::both) {
    return read_with_any_sign(text, number);
  }
  const auto found = read_number(text, sign_ == DecimalSign::comma ? ',' : '.');
  if (found) number = *found;
  return found.has_value();
}

bool TableFields::read_with_any_sign(std::string_view text, double& number) {
  bool comma = false;
  auto found = read_number(text, '.');
  if (!found && (found = read_number(text, ','))) {
    comma = true;
    // Where semicolons are between the fields, a comma is sure to be none that groups.
    if (delimiter_ != ';' && may_be_thousands(text)) {
      if (sign_ == DecimalSign::first) sign_ = DecimalSign::point;
      return false;
    }
  }
  if (!found) return false;
  if (comma || text.find('.') != std::string_view::npos) meet_sign(comma);
  number = *found;
  return true;
}

bool TableFields::read_list(std::string_view text, bool quoted) {
  const std::string_view inside = without_brackets(text);
  const bool enclosed = quoted || inside.size() < text.size();
  text = without_gaps(inside);
  if (sign_ == DecimalSign::point || sign_ == DecimalSign::comma) {
    return read_list(text, enclosed, sign_ == DecimalSign::comma ? ',' : '.');
  }
  const std::size_t start = lists_.size();
  const bool comma = !read_list(text, enclosed, '.');
  if (comma) {
    lists_.resize(start);
    if (!read_list(text, enclosed, ',')) return false;
  }
  if (comma || text.find('.') != std::string_view::npos) meet_sign(comma);
  return true;
}

/// Adds the numbers to `lists_`, some even where it is no list. Between all of them is the same:
/// blanks, or where brackets or quotes enclose them a comma or semicolon.
bool TableFields::read_list(std::string_view text, bool enclosed, char sign) {
  const auto skip_blanks = [&] {
    while (!text.empty() && is_gap(text.front())) text.remove_prefix(1);
  };
  const auto is_mark = [&](char letter) {
    return enclosed && (letter == ';' || (letter == ',' && sign != ','));
  };
  bool marked = false;
  for (std::size_t count = 1; lists_.size() < most_listed; ++count) {
    const auto number = take_number(text, sign);
    if (!number) return false;
    lists_.push_back(*number);
    if (text.empty()) return count >= shortest_list;
    const std::size_t before = text.size();
    skip_blanks();
    const bool mark = !text.empty() && is_mark(text.front());
    if (mark) text.remove_prefix(1);
    if (text.size() == before || (count > 1 && mark != marked)) return false;
    marked = mark;
    skip_blanks();
  }
  return false;
}

/// A number has a decimal sign.
void TableFields::meet_sign(bool comma) {
  if (sign_ == DecimalSign::first) sign_ = comma ? DecimalSign::comma : DecimalSign::point;
  ++(comma ? commas_ : points_);
}

}  // namespace receptive
