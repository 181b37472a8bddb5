#include "data/looking/distinct.h"

#include <algorithm>
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

/// Takes a byte, or a letter of Western Europe, as what it is sorted by: without case and accents.
unsigned take_letter(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  if (first >= 'A' && first <= 'Z') return first + 32U;
  constexpr unsigned latin = 0xC3;  // U+00C0 to U+00FF in UTF-8
  if (first != latin || text.empty()) return first;
  constexpr std::string_view bases =
      "aaaaaaaceeeeiiiidnooooo*ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
  const auto second = static_cast<unsigned char>(text.front());
  if (second < 0x80 || second >= 0x80 + bases.size()) return first;
  text.remove_prefix(1);
  return static_cast<unsigned char>(bases[second - 0x80U]);
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
    const unsigned one = take_letter(a);
    const unsigned other = take_letter(b);
    if (one != other) return one < other;
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole_a < whole_b;
}

bool operator<(const LabelValue& a, const LabelValue& b) {
  if (a.is_text() != b.is_text()) return b.is_text();
  return a.is_text() ? natural_less(a.text, b.text) : a.number < b.number;
}

std::string value_text(const LabelValue& value) {
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

std::size_t Distinct::add_new(double number) {
  constexpr double bytes = 256.0;
  if (number >= 0.0 && number < bytes && std::trunc(number) == number) {
    const auto byte = static_cast<std::size_t>(number);
    const std::size_t before = bytes_.size();
    for (const std::size_t room : {16U, 64U, 256U}) {
      if (byte >= bytes_.size() && room > bytes_.size()) bytes_.resize(room);
    }
    const std::size_t taken = (bytes_.size() - before) * sizeof(bytes_[0]);
    ++bytes_[byte];
    return grow() ? taken : 0;
  }
  if (std::isnan(number)) return 0;
  const auto found = std::lower_bound(
      numbers_.begin(), numbers_.end(), number,
      [](const NumberCount& counted, double wanted) { return counted.number < wanted; });
  if (found != numbers_.end() && found->number == number) {
    ++found->count;
    return 0;
  }
  const std::size_t before = numbers_.capacity();
  numbers_.insert(found, {number, 1});
  const std::size_t taken = (numbers_.capacity() - before) * sizeof(NumberCount);
  return grow() ? taken : 0;
}

std::size_t Distinct::add(std::string_view text) {
  if (many_ || text.empty()) return 0;
  if (text.size() > longest_text) {
    forget();
    return 0;
  }
  const auto found = texts_.find(text);
  if (found != texts_.end()) {
    ++found->second;
    return 0;
  }
  texts_.emplace(text, 1);
  // A node of a map with a string in it.
  constexpr std::size_t node = 96;
  text_bytes_ += node + text.size();
  return grow() ? node + text.size() : 0;
}

bool Distinct::grow() {
  if (++size_ > most) forget();
  return !many_;
}

void Distinct::forget() {
  *this = Distinct();
  many_ = true;
}

std::size_t Distinct::memory() const {
  return bytes_.capacity() * sizeof(std::uint32_t) + numbers_.capacity() * sizeof(NumberCount) +
         text_bytes_;
}

std::vector<Counted> Distinct::values() const {
  std::vector<Counted> result;
  result.reserve(size_);
  // Below 0, from 0 to 255, and what lies between them and above.
  for (const NumberCount& counted : numbers_) {
    result.push_back({{counted.number, {}}, counted.count});
  }
  for (std::size_t i = 0; i < bytes_.size(); ++i) {
    if (bytes_[i] > 0) result.push_back({{static_cast<double>(i), {}}, bytes_[i]});
  }
  for (const auto& [text, count] : texts_) result.push_back({{0.0, text}, count});
  heap_sort(result, std::less<>{}, &Counted::value);
  return result;
}

}  // namespace receptive
