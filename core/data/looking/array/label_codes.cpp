#include "data/looking/array/label_codes.h"

#include <cmath>
#include <utility>

namespace receptive {

void LabelCodes::add(double number) {
  values_.add(number);
  if (coded_) push(std::isnan(number) ? -1 : number_of(number));
}

void LabelCodes::add(std::string_view text) {
  values_.add(text);
  if (coded_) push(text.empty() ? -1 : number_of(text));
}

std::vector<std::int32_t> LabelCodes::take_codes() {
  if (!coded_) return {};
  std::vector<std::int32_t> places(static_cast<std::size_t>(known_));
  std::int32_t place = 0;
  for (const auto& [value, count] : values_.values()) {
    const std::int32_t number = value.is_text() ? number_of(value.text) : number_of(value.number);
    places[static_cast<std::size_t>(number)] = place++;
  }
  for (std::int32_t& code : codes_) {
    if (code >= 0) code = places[static_cast<std::size_t>(code)];
  }
  return std::exchange(codes_, {});
}

std::int32_t LabelCodes::number_of(double number) {
  constexpr double bytes = 256.0;
  if (number >= 0.0 && number < bytes && std::trunc(number) == number) {
    if (bytes_.empty()) bytes_.resize(static_cast<std::size_t>(bytes), -1);
    std::int32_t& found = bytes_[static_cast<std::size_t>(number)];
    if (found < 0) found = known_++;
    return found;
  }
  const auto [found, added] = numbers_.try_emplace(number, known_);
  if (added) ++known_;
  return found->second;
}

std::int32_t LabelCodes::number_of(std::string_view text) {
  const auto found = texts_.find(text);
  if (found != texts_.end()) return found->second;
  texts_.emplace(text, known_);
  return known_++;
}

void LabelCodes::push(std::int32_t number) {
  codes_.push_back(number);
  if (values_.many() || codes_.size() > most_codes) give_up();
}

void LabelCodes::give_up() {
  coded_ = false;
  known_ = 0;
  codes_ = {};
  bytes_ = {};
  numbers_.clear();
  texts_.clear();
}

}  // namespace receptive
