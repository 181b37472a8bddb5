#include "cli/catalogue_text.h"

#include <algorithm>
#include <cmath>

#include "base/json.h"
#include "inspect/structure/summary.h"
#include "nn/arguments.h"
#include "train/catalogue.h"

namespace receptive::cli {

namespace {

const char* type_name(ArgumentType type) {
  switch (type) {
    case ArgumentType::whole:
      return "whole";
    case ArgumentType::number:
      return "number";
    case ArgumentType::flag:
      return "flag";
    case ArgumentType::choice:
      return "choice";
    case ArgumentType::pair:
      return "pair";
    case ArgumentType::sides:
      return "sides";
    case ArgumentType::ends:
      return "ends";
    case ArgumentType::numbers:
      return "numbers";
    case ArgumentType::per_map:
      return "perMap";
    case ArgumentType::per_class:
      return "perClass";
    case ArgumentType::shape:
      return "shape";
    case ArgumentType::text:
      break;
  }
  return "text";
}

/// 3 rather than 3.0.
Json number_json(double number) {
  constexpr double beyond = 9007199254740991.0;
  if (std::floor(number) == number && std::abs(number) <= beyond) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

Json default_json(const Argument& argument) {
  if (argument.type == ArgumentType::flag) return argument.fallback != 0;
  if (!argument.choices.empty()) {
    return std::string(argument.choices[static_cast<std::size_t>(argument.fallback)]);
  }
  return number_json(argument.fallback);
}

bool has_range(const Argument& argument) {
  return argument.type != ArgumentType::flag && argument.type != ArgumentType::choice &&
         argument.type != ArgumentType::text;
}

Json argument_json(const Argument& argument) {
  Json json{{"name", argument.name}, {"type", type_name(argument.type)}};
  if (argument.required) json["required"] = true;
  if (has_range(argument)) {
    if (argument.low > -no_limit) json["min"] = number_json(argument.low);
    if (argument.high < no_limit && argument.high != no_whole_limit) {
      json["max"] = number_json(argument.high);
    }
    if (argument.below_high) json["belowMax"] = true;
  }
  if (!argument.choices.empty()) {
    json["choices"] = Json::array();
    for (const char* choice : argument.choices) json["choices"].push_back(choice);
  }
  if (!std::isnan(argument.fallback)) json["default"] = default_json(argument);
  if (argument.same_as != nullptr) json["defaultFrom"] = argument.same_as;
  json["title"] = argument.title.text();
  if (!argument.unit.text().empty()) json["unit"] = argument.unit.text();
  json["about"] = argument.about.text();
  return json;
}

Json declaration_json(const Declaration& declaration) {
  Json json{{"name", declaration.name}};
  if (declaration.role != Role::none) json["role"] = role_name(declaration.role);
  for (const GroupTitle& title : group_titles) {
    if (title.group == declaration.group) json["group"] = title.name;
  }
  if (declaration.joins) json["joins"] = true;
  json["title"] = declaration.title.text();
  json["about"] = declaration.about.text();
  if (!declaration.start.text().empty()) json["start"] = parse_json(declaration.start.text());
  json["arguments"] = Json::array();
  for (const Argument* argument : declaration.arguments) {
    json["arguments"].push_back(argument_json(*argument));
  }
  return json;
}

}  // namespace

std::string default_text(const Argument& argument) {
  if (argument.same_as != nullptr) return argument.same_as;
  if (std::isnan(argument.fallback)) return "";
  const Json value = default_json(argument);
  return value.is_string() ? "'" + value.get<std::string>() + "'" : value.dump();
}

std::string catalogue_json() {
  Json json;
  json["layerGroups"] = Json::array();
  for (const GroupTitle& title : group_titles) {
    json["layerGroups"].push_back({{"name", title.name}, {"title", title.title}});
  }
  for (const CatalogueSection& section : catalogue()) {
    Json entries = Json::array();
    for (const Declaration* entry : section.entries) entries.push_back(declaration_json(*entry));
    json[std::string(section.name)] = section.has_types ? entries : entries.at(0);
  }
  return json.dump();
}

}  // namespace receptive::cli
