#include "nn/arguments.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/decimal.h"
#include "base/error.h"

namespace receptive {

namespace {

std::string number_text(double number) { return general_text(number, 9); }

bool is_whole(double number) { return std::isfinite(number) && std::floor(number) == number; }

std::string range_text(int low, int high) {
  if (high == std::numeric_limits<int>::max()) {
    return "a whole number of at least " + std::to_string(low);
  }
  return "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
}

}  // namespace

std::string value_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return "'" + *text + "'";
  std::string list = "[";
  for (const double number : std::get<std::vector<double>>(value)) {
    if (list.size() > 1) list += ", ";
    list += number_text(number);
  }
  return list + "]";
}

Arguments::Arguments(std::string owner, Values values)
    : owner_(std::move(owner)), values_(std::move(values)) {}

std::optional<Value> Arguments::raw(const std::string& name) {
  const auto found = values_.find(name);
  if (found == values_.end()) return {};
  settings_[name] = found->second;
  return found->second;
}

void Arguments::note(const std::string& name, Value value) { settings_[name] = std::move(value); }

int Arguments::whole(const std::string& name, int low, int high, std::optional<int> fallback) {
  const std::string expected = range_text(low, high);
  const std::optional<Value> value = raw(name);
  if (!value) {
    if (!fallback) refuse(name, expected, "nothing");
    note(name, static_cast<double>(*fallback));
    return *fallback;
  }
  const auto* number = std::get_if<double>(&*value);
  if (number == nullptr || !is_whole(*number) || *number < low || *number > high) {
    refuse(name, expected, value_text(*value));
  }
  return static_cast<int>(*number);
}

IntPair Arguments::pair(const std::string& name, std::optional<IntPair> fallback) {
  // No window of a real network comes near this; it keeps sums of extents far from overflow.
  constexpr double limit = 4096;
  const std::string expected = "a whole number from 1 to 4096, or two of them [height, width]";
  const std::optional<Value> value = raw(name);
  if (!value && !fallback) refuse(name, expected, "nothing");
  IntPair result = fallback.value_or(IntPair{});
  if (value) {
    const auto fits = [](double x) { return is_whole(x) && x >= 1 && x <= limit; };
    const auto* number = std::get_if<double>(&*value);
    const auto* list = std::get_if<std::vector<double>>(&*value);
    if (number != nullptr && fits(*number)) {
      result = {static_cast<int>(*number), static_cast<int>(*number)};
    } else if (list != nullptr && list->size() == 2 && std::ranges::all_of(*list, fits)) {
      result = {static_cast<int>((*list)[0]), static_cast<int>((*list)[1])};
    } else {
      refuse(name, expected, value_text(*value));
    }
  }
  note(name, std::vector<double>{static_cast<double>(result.h), static_cast<double>(result.w)});
  return result;
}

double Arguments::number(const std::string& name, double low, double high, double fallback,
                         bool below_high) {
  const std::optional<Value> value = raw(name);
  if (!value) {
    note(name, fallback);
    return fallback;
  }
  const auto* number = std::get_if<double>(&*value);
  if (number == nullptr || !std::isfinite(*number) || *number < low || *number > high ||
      (below_high && *number == high)) {
    const bool open = high >= std::numeric_limits<float>::max();  // no limit worth naming
    refuse(name,
           open ? "a number of at least " + number_text(low)
                : "a number from " + number_text(low) + (below_high ? " to below " : " to ") +
                      number_text(high),
           value_text(*value));
  }
  return *number;
}

double Arguments::required_number(const std::string& name, double low, double high) {
  if (!values_.contains(name)) {
    refuse(name, "a number from " + number_text(low) + " to " + number_text(high), "nothing");
  }
  return number(name, low, high, low);
}

bool Arguments::flag(const std::string& name, bool fallback) {
  const std::optional<Value> value = raw(name);
  if (!value) {
    note(name, fallback);
    return fallback;
  }
  const auto* flag = std::get_if<bool>(&*value);
  if (flag == nullptr) refuse(name, "true or false", value_text(*value));
  return *flag;
}

std::string Arguments::choice(const std::string& name, const std::vector<std::string>& allowed,
                              const std::string& fallback) {
  const std::optional<Value> value = raw(name);
  if (!value) {
    note(name, fallback);
    return fallback;
  }
  const auto* text = std::get_if<std::string>(&*value);
  if (text == nullptr || std::ranges::find(allowed, *text) == allowed.end()) {
    std::string expected;
    for (const std::string& option : allowed) {
      if (!expected.empty()) expected += ", ";
      expected += "'" + option + "'";
    }
    refuse(name, "one of " + expected, value_text(*value));
  }
  return *text;
}

void Arguments::expect_all_read() const {
  for (const auto& [name, value] : values_) {
    if (settings_.contains(name)) continue;
    std::string known;
    for (const auto& [setting, unused] : settings_) {
      if (!known.empty()) known += ", ";
      known += setting;
    }
    throw SpecError(owner_ + ": unknown argument '" + name + "', expected " +
                    (known.empty() ? "no arguments" : "only " + known) + ", found " +
                    value_text(value));
  }
}

void Arguments::refuse(const std::string& argument, const std::string& expected,
                       const std::string& found) const {
  throw SpecError(
      Refusal{.where = owner_, .argument = argument, .expected = expected, .found = found});
}

}  // namespace receptive
