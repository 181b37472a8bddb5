#include "data/looking/distinct.h"

#include <cmath>

#include "base/decimal.h"
#include "base/heap_sort.h"

namespace receptive {

namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// Digits in a row, without zeros in front.
std::string_view take_digits(std::string_view& text) {
  while (text.size() > 1 && text[0] == '0' && is_digit(text[1])) text.remove_prefix(1);
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  const std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  return digits;
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a;
  const std::string_view whole_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view one = take_digits(a);
      const std::string_view other = take_digits(b);
      if (one.size() != other.size()) return one.size() < other.size();
      if (one != other) return one < other;
      continue;
    }
    const auto one = static_cast<unsigned char>(a.front());
    const auto other = static_cast<unsigned char>(b.front());
    if (one != other) return one < other;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole_a < whole_b;
}

bool operator<(const Value& a, const Value& b) {
  if (a.is_text() != b.is_text()) return b.is_text();
  return a.is_text() ? natural_less(a.text, b.text) : a.number < b.number;
}

std::string value_text(const Value& value) {
  return value.is_text() ? value.text : number_text(value.number);
}

std::string number_text(double number) {
  constexpr double largest_exact = 1e15;
  if (std::trunc(number) == number && std::abs(number) < largest_exact) {
    return std::to_string(static_cast<std::int64_t>(number));
  }
  constexpr int digits = 6;
  return general_text(number, digits);
}

void Distinct::add(double number) {
  if (many_) return;
  constexpr double bytes = 256.0;
  if (number >= 0.0 && number < bytes && std::trunc(number) == number) {
    if (bytes_.empty()) bytes_.resize(static_cast<std::size_t>(bytes));
    std::uint64_t& count = bytes_[static_cast<std::size_t>(number)];
    if (++count == 1) grow();
    return;
  }
  if (std::isnan(number)) return;
  std::uint64_t& count = numbers_[number];
  if (++count == 1) grow();
}

void Distinct::add(std::string_view text) {
  if (many_ || text.empty()) return;
  const auto found = texts_.find(text);
  if (found != texts_.end()) {
    ++found->second;
    return;
  }
  texts_.emplace(text, 1);
  grow();
}

void Distinct::grow() {
  if (++size_ <= most) return;
  many_ = true;
  bytes_ = {};
  numbers_.clear();
  texts_.clear();
}

std::vector<Counted> Distinct::values() const {
  std::vector<Counted> result;
  // Below 0, from 0 to 255, and what lies between them and above.
  for (const auto& [number, count] : numbers_) result.push_back({{number, {}}, count});
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (bytes_[i] > 0) result.push_back({{static_cast<double>(i), {}}, bytes_[i]});
  }
  for (const auto& [text, count] : texts_) result.push_back({{0.0, text}, count});
  heap_sort(result, std::less<>{}, &Counted::value);
  return result;
}

}  // namespace receptive
