#include "nn/arguments.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/decimal.h"
#include "base/error.h"

namespace receptive {

namespace {

std::string short_number(double number) { return general_text(number, 9); }

bool is_whole(double number) { return std::isfinite(number) && std::floor(number) == number; }

std::string whole_text(const Argument& argument, double high) {
  if (high == no_whole_limit || high >= no_limit) {
    return "a whole number of at least " + short_number(argument.low);
  }
  constexpr double beyond = 9007199254740991.0;  // as far as JSON's numbers count in ones
  return "a whole number from " + short_number(argument.low) + " to " +
         (high == beyond ? "2^53 - 1" : short_number(high));
}

std::string range_text(const Argument& argument) {
  // What must be there has limits that mean something.
  if (argument.high >= no_limit && !argument.required) {
    return "a number of at least " + short_number(argument.low);
  }
  return "a number from " + short_number(argument.low) +
         (argument.below_high ? " to below " : " to ") + short_number(argument.high);
}

std::string choices_text(const Argument& argument) {
  std::string text;
  for (const char* choice : argument.choices) {
    if (!text.empty()) text += ", ";
    text += "'" + std::string(choice) + "'";
  }
  return text;
}

std::string padding_text(const Argument& argument) {
  std::string text = choices_text(argument);
  if (!text.empty()) text += ", ";
  text += whole_text(argument, argument.high);
  return text + (argument.type == ArgumentType::ends
                     ? " or [left, right]"
                     : ", [vertical, horizontal] or [top, bottom, left, right]");
}

bool is_whole_in_range(const Argument& argument, double number) {
  return is_whole(number) && number >= argument.low && number <= argument.high;
}

/// The sides that a number or a list stands for, or nothing when it is neither.
std::optional<Padding> sides_of(const Argument& argument, const Value& value) {
  const bool ends = argument.type == ArgumentType::ends;
  std::vector<double> sides;
  if (const auto* number = std::get_if<double>(&value)) sides.assign(ends ? 2 : 4, *number);
  if (const auto* list = std::get_if<NumberList>(&value)) {
    sides = *list;
    if (!ends && sides.size() == 2) sides = {sides[0], sides[0], sides[1], sides[1]};
  }
  const auto fits = [&](double side) { return is_whole_in_range(argument, side); };
  if (sides.size() != (ends ? 2U : 4U) || !std::ranges::all_of(sides, fits)) return {};
  const auto at = [&](std::size_t i) { return static_cast<int>(sides[i]); };
  if (ends) return Padding{.left = at(0), .right = at(1)};
  return Padding{at(0), at(1), at(2), at(3)};
}

}  // namespace

std::string value_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return short_number(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return "'" + *text + "'";
  std::string list = "[";
  for (const double number : std::get<NumberList>(value)) {
    if (list.size() > 1) list += ", ";
    list += short_number(number);
  }
  return list + "]";
}

std::string expected_text(const Argument& argument, std::optional<int> most) {
  switch (argument.type) {
    case ArgumentType::whole:
      return whole_text(argument, most ? static_cast<double>(*most) : argument.high);
    case ArgumentType::number:
      return range_text(argument);
    case ArgumentType::flag:
      return "true or false";
    case ArgumentType::choice:
      return "one of " + choices_text(argument);
    case ArgumentType::pair:
      return whole_text(argument, argument.high) + ", or two of them [height, width]";
    case ArgumentType::sides:
    case ArgumentType::ends:
      return padding_text(argument);
    case ArgumentType::numbers:
      return "a list of numbers";
    case ArgumentType::per_map:
      return "a number, or a list with one for each map";
    case ArgumentType::per_class:
      return choices_text(argument) + " or a list with " + range_text(argument) + " for each class";
    case ArgumentType::shape:
      return "[channels, height, width] (one may be -1)";
    case ArgumentType::text:
      break;
  }
  return "a text";
}

bool is_in_range(const Argument& argument, double number) {
  return std::isfinite(number) && number >= argument.low && number <= argument.high &&
         !(argument.below_high && number == argument.high);
}

Arguments::Arguments(std::string owner, const Declaration& declaration, Values values)
    : owner_(std::move(owner)), declaration_(&declaration), values_(std::move(values)) {
  for (const auto& [name, value] : values_) {
    if (find_argument(declaration, name) != nullptr) continue;
    std::string known;
    for (const Argument* argument : declaration.arguments) {
      known += (known.empty() ? "only " : ", ") + std::string(argument->name);
    }
    const Refusal refusal{.where = owner_,
                          .argument = name,
                          .expected = known.empty() ? "no arguments" : known,
                          .found = value_text(value)};
    throw SpecError(refusal, owner_ + ": unknown argument '" + name + "', expected " +
                                 refusal.expected + ", found " + refusal.found);
  }
}

const Argument& Arguments::declared(const std::string& name) const {
  const Argument* argument = find_argument(*declaration_, name);
  if (argument == nullptr) throw ArgumentError(owner_ + ": " + name + " is read but not declared");
  return *argument;
}

std::optional<Value> Arguments::raw(const std::string& name) {
  (void)declared(name);
  const auto found = values_.find(name);
  if (found == values_.end()) return {};
  settings_[name] = found->second;
  return found->second;
}

const Value* Arguments::given(const Argument& argument, std::optional<int> most) {
  const auto found = values_.find(argument.name);
  if (found == values_.end()) {
    if (argument.required) refuse(argument.name, expected_text(argument, most), "nothing");
    return nullptr;
  }
  settings_[argument.name] = found->second;
  return &found->second;
}

void Arguments::note(const std::string& name, Value value) { settings_[name] = std::move(value); }

int Arguments::whole(const std::string& name, std::optional<int> most) {
  const Argument& argument = declared(name);
  const Value* value = given(argument, most);
  if (value == nullptr) {
    note(name, argument.fallback);
    return static_cast<int>(argument.fallback);
  }
  const auto* number = std::get_if<double>(value);
  const double limit = most ? static_cast<double>(*most) : no_whole_limit;
  if (number == nullptr || !is_whole_in_range(argument, *number) || *number > limit) {
    refuse(argument, *value, most);
  }
  return static_cast<int>(*number);
}

IntPair Arguments::pair(const std::string& name) {
  const Argument& argument = declared(name);
  const Value* value = given(argument);
  IntPair result;
  if (value == nullptr) {
    const auto both = static_cast<int>(argument.same_as == nullptr ? argument.fallback : 1);
    result = argument.same_as == nullptr ? IntPair{both, both} : pair(argument.same_as);
  } else {
    const auto fits = [&](double x) { return is_whole_in_range(argument, x); };
    const auto* number = std::get_if<double>(value);
    const auto* list = std::get_if<NumberList>(value);
    if (number != nullptr && fits(*number)) {
      result = {static_cast<int>(*number), static_cast<int>(*number)};
    } else if (list != nullptr && list->size() == 2 && std::ranges::all_of(*list, fits)) {
      result = {static_cast<int>((*list)[0]), static_cast<int>((*list)[1])};
    } else {
      refuse(argument, *value);
    }
  }
  note(name, std::vector<double>{static_cast<double>(result.h), static_cast<double>(result.w)});
  return result;
}

double Arguments::number(const std::string& name) {
  const Argument& argument = declared(name);
  const Value* value = given(argument);
  if (value == nullptr) {
    note(name, argument.fallback);
    return argument.fallback;
  }
  const auto* number = std::get_if<double>(value);
  if (number == nullptr || !is_in_range(argument, *number)) refuse(argument, *value);
  return *number;
}

bool Arguments::flag(const std::string& name) {
  const Argument& argument = declared(name);
  const Value* value = given(argument);
  if (value == nullptr) {
    note(name, argument.fallback != 0);
    return argument.fallback != 0;
  }
  const auto* flag = std::get_if<bool>(value);
  if (flag == nullptr) refuse(argument, *value);
  return *flag;
}

std::size_t Arguments::choice_index(const std::string& name) {
  const Argument& argument = declared(name);
  const Value* value = given(argument);
  if (value == nullptr) {
    const auto place = static_cast<std::size_t>(argument.fallback);
    note(name, std::string(argument.choices[place]));
    return place;
  }
  const auto* text = std::get_if<std::string>(value);
  for (std::size_t i = 0; text != nullptr && i < argument.choices.size(); ++i) {
    if (*text == argument.choices[i]) return i;
  }
  refuse(argument, *value);
}

std::string_view Arguments::choice(const std::string& name) {
  return declared(name).choices[choice_index(name)];
}

PaddingChoice Arguments::padding(const std::string& name) {
  const Argument& argument = declared(name);
  if (argument.type == ArgumentType::choice) return {.word = choice(name), .sides = {}};
  const Value* value = given(argument);
  if (value == nullptr) {
    if (!argument.choices.empty()) {
      const char* word = argument.choices[static_cast<std::size_t>(argument.fallback)];
      note(name, std::string(word));
      return {.word = word, .sides = {}};
    }
    note(name, argument.fallback);
    return {.word = {}, .sides = *sides_of(argument, argument.fallback)};
  }
  if (const auto* text = std::get_if<std::string>(value)) {
    for (const char* word : argument.choices) {
      if (*text == word) return {.word = word, .sides = {}};
    }
  }
  const std::optional<Padding> sides = sides_of(argument, *value);
  if (!sides) refuse(argument, *value);
  return {.word = {}, .sides = *sides};
}

void Arguments::refuse(const Argument& argument, const Value& found,
                       std::optional<int> most) const {
  refuse(argument.name, expected_text(argument, most), value_text(found));
}

void Arguments::refuse(const std::string& argument, const std::string& expected,
                       const std::string& found) const {
  throw SpecError(
      Refusal{.where = owner_, .argument = argument, .expected = expected, .found = found});
}

}  // namespace receptive
