#include "base/json.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"

namespace receptive {

const Json& Json::Iterator::operator*() const { return at_->value; }

Json::Iterator& Json::Iterator::operator++() {
  ++at_;
  return *this;
}

Json::Json(std::string_view text) : kind_(Kind::text), number_{.text = new std::string(text)} {}

// By way of another constructor, so that what was taken is given back where the rest finds no room.
Json::Json(std::initializer_list<Json> parts) : Json() {
  const bool named = std::all_of(parts.begin(), parts.end(), [](const Json& part) {
    return part.is_array() && part.size() == 2 && part[0].is_string();
  });
  become(named ? Kind::object : Kind::array);
  for (const Json& part : parts) {
    if (named) {
      (*this)[part[0].as_text()] = part[1];
    } else {
      push_back(part);
    }
  }
}

Json::Json(const Json& other) : kind_(other.kind_), number_(other.number_) {
  if (is_string()) number_.text = new std::string(*other.number_.text);
  if (has_members()) number_.members = new std::vector<Member>(*other.number_.members);
}

Json::Json(Json&& other) noexcept
    : kind_(std::exchange(other.kind_, Kind::null)), number_(other.number_) {}

Json& Json::operator=(const Json& other) {
  Json copy(other);
  return *this = std::move(copy);
}

Json& Json::operator=(Json&& other) noexcept {
  std::swap(kind_, other.kind_);
  std::swap(number_, other.number_);
  return *this;
}

Json::~Json() {
  if (is_string()) delete number_.text;
  if (has_members()) delete number_.members;
}

Json Json::array() {
  Json json;
  json.become(Kind::array);
  return json;
}

Json Json::array(std::initializer_list<Json> values) {
  Json json = array();
  for (const Json& value : values) json.push_back(value);
  return json;
}

Json Json::object() {
  Json json;
  json.become(Kind::object);
  return json;
}

void Json::become(Kind kind) {
  number_.members = new std::vector<Member>();
  kind_ = kind;
}

void Json::set_whole(std::uint64_t value) {
  kind_ = Kind::whole;
  number_.whole = value;
}

void Json::set_whole(std::int64_t value) {
  if (value >= 0) return set_whole(static_cast<std::uint64_t>(value));
  kind_ = Kind::negative;
  number_.negative = value;
}

const char* Json::type_name() const {
  switch (kind_) {
    case Kind::null:
      return "null";
    case Kind::discarded:
      return "discarded";
    case Kind::boolean:
      return "boolean";
    case Kind::whole:
    case Kind::negative:
    case Kind::real:
      return "number";
    case Kind::text:
      return "string";
    case Kind::array:
      return "array";
    case Kind::object:
      return "object";
  }
  return "";
}

void Json::refuse(const char* expected) const {
  throw ArgumentError(Refusal{.where = "JSON",
                              .expected = expected,
                              .found = std::string("a value of type ") + type_name()});
}

bool Json::as_bool() const {
  if (!is_boolean()) refuse("true or false");
  return number_.whole != 0;
}

double Json::as_real() const {
  if (kind_ == Kind::real) return number_.real;
  if (kind_ == Kind::negative) return static_cast<double>(number_.negative);
  if (kind_ != Kind::whole) refuse("a number");
  return static_cast<double>(number_.whole);
}

std::int64_t Json::as_signed() const {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  if (kind_ == Kind::negative) return number_.negative;
  if (kind_ == Kind::whole) {
    return static_cast<std::int64_t>(std::min(number_.whole, static_cast<std::uint64_t>(most)));
  }
  const double value = as_real();
  if (std::isnan(value)) return 0;
  if (value >= 0x1p63) return most;
  return value <= -0x1p63 ? -most - 1 : static_cast<std::int64_t>(value);
}

std::uint64_t Json::as_unsigned() const {
  if (kind_ == Kind::whole) return number_.whole;
  if (kind_ == Kind::real && number_.real >= 0x1p63) {
    return number_.real >= 0x1p64 ? std::numeric_limits<std::uint64_t>::max()
                                  : static_cast<std::uint64_t>(number_.real);
  }
  return static_cast<std::uint64_t>(std::max<std::int64_t>(as_signed(), 0));
}

const std::string& Json::as_text() const {
  if (!is_string()) refuse("a text");
  return *number_.text;
}

std::size_t Json::size() const {
  if (has_members()) return number_.members->size();
  return kind_ == Kind::null || is_discarded() ? 0 : 1;
}

std::span<const Json::Member> Json::items() const {
  if (!has_members()) return {};
  return *number_.members;
}

Json::Iterator Json::end() const {
  const std::span<const Member> all = items();
  return Iterator(all.data() + all.size());
}

Json::Iterator Json::find(std::string_view name) const {
  if (!is_object()) return end();
  const std::span<const Member> all = items();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Member& member) { return member.name == name; });
  return Iterator(all.data() + (found - all.begin()));
}

Json Json::value(std::string_view name, const Json& otherwise) const {
  const Iterator found = find(name);
  return found == end() ? otherwise : *found;
}

const Json& Json::at(std::string_view name) const {
  const Iterator found = find(name);
  if (found == end()) refuse(("an object with '" + std::string(name) + "'").c_str());
  return *found;
}

const Json& Json::at(std::size_t index) const {
  if (!is_array() || index >= size()) refuse("a longer list");
  return (*number_.members)[index].value;
}

Json& Json::operator[](std::string_view name) {
  if (kind_ == Kind::null) become(Kind::object);
  if (!is_object()) refuse("an object");
  for (Member& member : *number_.members) {
    if (member.name == name) return member.value;
  }
  return number_.members->emplace_back(std::string(name), Json()).value;
}

void Json::push_back(Json value) {
  if (kind_ == Kind::null) become(Kind::array);
  if (!is_array()) refuse("a list");
  number_.members->emplace_back(std::string(), std::move(value));
}

void Json::update(const Json& other) {
  for (const auto& [name, value] : other.items()) (*this)[name] = value;
}

bool Json::equals(const Json& other) const {
  if (is_number() && other.is_number()) {
    if (kind_ == Kind::real || other.kind_ == Kind::real) return as_real() == other.as_real();
    return kind_ == other.kind_ && number_.whole == other.number_.whole;
  }
  if (kind_ != other.kind_ || is_discarded()) return false;
  if (is_boolean()) return as_bool() == other.as_bool();
  if (is_string()) return as_text() == other.as_text();
  if (size() != other.size()) return false;
  for (std::size_t i = 0; i < size(); ++i) {
    const auto& [name, value] = items()[i];
    const Iterator there = is_object() ? other.find(name) : Iterator(&other.items()[i]);
    if (there == other.end() || *there != value) return false;
  }
  return true;
}

}  // namespace receptive
