// Every argument of every entry of the catalogue is built at its limits, at its default and
// outside.

#include "train/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.h"
#include "base/json.h"
#include "nn/graph.h"
#include "nn/layers.h"
#include "train/trainer.h"

namespace receptive::catalogue_test {

// The browser's builds have no sentences, and so no starts to begin with.
#ifndef __EMSCRIPTEN__

namespace {

using receptive::Argument;
using receptive::ArgumentType;
using receptive::CatalogueSection;
using receptive::Declaration;
using receptive::Graph;
using receptive::Json;
using receptive::LayerSpec;
using receptive::no_whole_limit;
using receptive::Refusal;
using receptive::Shape;
using receptive::SpecError;

/// What a layer may be tried on: maps, rows, a picture of a digit, maps for the largest windows,
/// and many maps.
constexpr Shape inputs[] = {
    {1, 4, 16, 16},     {1, 4, 1, 16},   {1, 1, 1, 16},      {1, 1, 12, 7},   {1, 1, 1, 1},
    {1, 1, 4096, 4096}, {1, 1, 1, 4096}, {1, 1, 8200, 8200}, {1, 1, 1, 8200}, {1, 32, 4, 4}};

/// What came of it: nothing, or the refusals, one for each input that was tried.
using Refusals = std::vector<Refusal>;

class Entry {
 public:
  Entry(const CatalogueSection& section, const Declaration& declaration)
      : section_(section), declaration_(declaration) {
    const std::string_view start = declaration.start.text();
    start_ = start.empty() ? Json::object() : receptive::parse_json(start);
  }

  /// How refusals call it.
  [[nodiscard]] std::string owner() const {
    if (is_layer()) return declaration_.name;
    if (section_.has_types) return std::string(section_.key) + " " + declaration_.name;
    return is_run() ? "" : declaration_.name;
  }

  /// As it starts, with this value of one argument; without it when the value is discarded.
  [[nodiscard]] Json with(const char* argument, const Json& value) const {
    Json json = Json::object();
    for (const auto& [name, given] : start_.items()) {
      if (name != argument) json[name] = given;
    }
    if (!value.is_discarded()) json[argument] = value;
    return json;
  }

  /// Empty when it can be built on one of the inputs.
  [[nodiscard]] Refusals build(const Json& json) const {
    if (!is_layer()) return build_recipe(json);
    Refusals refusals;
    for (const Shape& input : inputs) {
      try {
        (void)graph(json, input);
        return {};
      } catch (const SpecError& error) {
        refusals.push_back(error.refusal());
      }
    }
    return refusals;
  }

  [[nodiscard]] Graph graph(const Json& json, const Shape& input) const {
    Json layer = json;
    layer["type"] = declaration_.name;
    layer["name"] = declaration_.name;
    if (declaration_.joins) layer["inputs"] = {"input", "input"};
    const Json spec{{"input", {input.c, input.h, input.w}}, {"layers", Json::array({layer})}};
    return Graph(receptive::parse_trainer_spec(spec.dump()).model);
  }

  [[nodiscard]] bool is_layer() const { return section_.name == "layers"; }
  [[nodiscard]] bool is_run() const { return section_.name == "run"; }
  [[nodiscard]] const Json& start() const { return start_; }

 private:
  [[nodiscard]] Refusals build_recipe(const Json& json) const {
    Json spec{{"input", {1, 2, 2}},
              {"layers", Json::array({Json{{"type", "dense"}, {"units", 2}}})}};
    Json part = json;
    if (section_.has_types) part["type"] = declaration_.name;
    if (is_run()) {
      spec.update(part);
    } else {
      spec[std::string(section_.key)] = part;
    }
    try {
      const receptive::Trainer trainer(receptive::parse_trainer_spec(spec.dump()));
    } catch (const SpecError& error) {
      return {error.refusal()};
    }
    return {};
  }

  const CatalogueSection& section_;
  const Declaration& declaration_;
  Json start_;
};

/// Calls visit(entry, argument) for all there are.
template <typename Visit>
void for_each_argument(const Visit& visit) {
  for (const CatalogueSection& section : receptive::catalogue()) {
    for (const Declaration* declaration : section.entries) {
      const Entry entry(section, *declaration);
      for (const Argument* argument : declaration->arguments) {
        const std::string name = entry.owner() + ": " + argument->name;
        CAPTURE(name);
        visit(entry, *argument);
      }
    }
  }
}

bool has_most(const Argument& argument) {
  return argument.high < receptive::no_limit && argument.high != no_whole_limit;
}

/// Values that must do: the limits, and each form in which they can be written.
std::vector<Json> fitting(const Argument& argument) {
  const double low = argument.low;
  const double high = has_most(argument) ? argument.high : std::max(low, 1.0);
  switch (argument.type) {
    case ArgumentType::whole:
      return {low, high};
    case ArgumentType::number:
      return {low, argument.below_high ? high - 1e-6 : high};
    case ArgumentType::flag:
      return {true, false};
    case ArgumentType::choice:
      return std::vector<Json>(argument.choices.begin(), argument.choices.end());
    case ArgumentType::pair:
      return {low, high, Json{low, high}, Json{high, low}};
    case ArgumentType::sides:
    case ArgumentType::ends: {
      std::vector<Json> values{low, Json{0, 1}};
      if (argument.type == ArgumentType::sides) values.push_back(Json{0, 1, 1, 0});
      values.insert(values.end(), argument.choices.begin(), argument.choices.end());
      return values;
    }
    case ArgumentType::per_map:
      return {2, -0.5, Json{1, 2, 3, 4}};
    case ArgumentType::per_class: {
      std::vector<Json> values{Json{low, high}};  // of the two classes that recipes are tried with
      values.insert(values.end(), argument.choices.begin(), argument.choices.end());
      return values;
    }
    case ArgumentType::shape:
      return {Json{-1, 1, 1}, Json{1, 4, 4}, Json{1, 1, -1}};
    case ArgumentType::text:
      return {"0 1 2 3 0 1 2 3"};  // a group of maps for each of 8 filters
    case ArgumentType::numbers:
      break;  // as many as the layer has weights: see below
  }
  return {};
}

/// Values that must be refused whatever the shapes are.
std::vector<Json> outside(const Argument& argument) {
  std::vector<Json> values;
  const auto numbers = [&] {
    if (argument.low > -receptive::no_limit) values.push_back(argument.low - 1);
    if (has_most(argument)) values.push_back(argument.high + (argument.below_high ? 0 : 1));
  };
  switch (argument.type) {
    case ArgumentType::whole:
      numbers();
      values.insert(values.end(), {1.5, "1", true, Json{1}});
      break;
    case ArgumentType::number:
      numbers();
      values.insert(values.end(), {"1", true, Json{1}});
      break;
    case ArgumentType::pair:
      numbers();
      values.insert(values.end(), {1.5, "1", Json{1}, Json{1, 0}, Json{1, 1, 1}});
      break;
    case ArgumentType::sides:
    case ArgumentType::ends:
      numbers();
      values.insert(values.end(), {1.5, "around", true, Json{1}, Json{1, 2, 3}, Json{0, -1}});
      break;
    case ArgumentType::flag:
      values = {1, "true", Json{1}};
      break;
    case ArgumentType::choice:
      values = {"none of them", 0, true};
      break;
    case ArgumentType::numbers:
      values = {1, "1", Json{1e39}};
      break;
    case ArgumentType::per_map:
      values = {"1", Json{1e39}, true};
      break;
    case ArgumentType::per_class:
      values = {"none of them", 1, true, Json{1}, Json{1, 2, 3}};
      values.push_back(Json{1, argument.low - 1});
      values.push_back(Json{1, argument.high + 1});
      break;
    case ArgumentType::shape:
      values = {4, "4", Json{4}, Json{-1, -1, 1}, Json{0, 1, 1}};
      break;
    case ArgumentType::text:
      values = {1, true};
      break;
  }
  return values;
}

const Json left_out = receptive::parse_json("{");  // what is discarded

}  // namespace

TEST_CASE("catalogue: every entry can be built as it starts") {
  for (const CatalogueSection& section : receptive::catalogue()) {
    CHECK(!section.entries.empty());
    for (const Declaration* declaration : section.entries) {
      const Entry entry(section, *declaration);
      CAPTURE(entry.owner());
      CHECK(entry.build(entry.start()).empty());
      CHECK(!declaration->title.text().empty());
      CHECK(declaration->about.text().ends_with("."));
    }
  }
}

TEST_CASE("catalogue: every argument can be at its limits and in each of its forms") {
  int tried = 0;
  for_each_argument([&](const Entry& entry, const Argument& argument) {
    CHECK(!argument.title.text().empty());
    CHECK(argument.about.text().ends_with("."));
    for (const Json& value : fitting(argument)) {
      CAPTURE(value.dump());
      CHECK(entry.build(entry.with(argument.name, value)).empty());
      ++tried;
    }
  });
  CHECK(tried > 300);
}

TEST_CASE("catalogue: an argument outside of its limits is refused by name") {
  int tried = 0;
  for_each_argument([&](const Entry& entry, const Argument& argument) {
    for (const Json& value : outside(argument)) {
      CAPTURE(value.dump());
      const Refusals refusals = entry.build(entry.with(argument.name, value));
      CHECK(!refusals.empty());
      // Where the input itself is wrong for the layer, that is said first.
      int named = 0;
      for (const Refusal& refusal : refusals) {
        if (refusal.where == entry.owner() && refusal.argument == argument.name) {
          CHECK(!refusal.expected.empty());
          CHECK(!refusal.found.empty());
          ++named;
        }
      }
      CHECK(named > 0);
      ++tried;
    }
  });
  CHECK(tried > 400);
}

TEST_CASE("catalogue: what is left out has its default, or is missed by name") {
  for_each_argument([&](const Entry& entry, const Argument& argument) {
    const Refusals refusals = entry.build(entry.with(argument.name, left_out));
    if (!argument.required) {
      CHECK(refusals.empty());
      return;
    }
    CHECK(std::isnan(argument.fallback));
    CHECK(std::ranges::any_of(refusals, [&](const Refusal& refusal) {
      return refusal.where == entry.owner() && refusal.argument == argument.name &&
             refusal.found == "nothing";
    }));
  });
}

TEST_CASE("catalogue: a layer reads every argument that it declares") {
  for_each_argument([&](const Entry& entry, const Argument& argument) {
    if (!entry.is_layer() || std::isnan(argument.fallback)) return;
    for (const Shape& input : inputs) {
      try {
        const Graph graph = entry.graph(entry.start(), input);
        const receptive::Node& node = graph.nodes()[0];
        // What stands for several layers is read before these are made, and so is an activation.
        const bool is_made = receptive::find_layer_kind(entry.owner())->make != nullptr;
        if (is_made && argument.name != std::string("activation")) {
          CHECK(node.settings.contains(argument.name));
        }
        return;
      } catch (const SpecError&) {
        continue;
      }
    }
    FAIL_CHECK("no input fits");
  });
}

TEST_CASE("catalogue: weights by hand are as many as the layer has") {
  int lists = 0;
  for_each_argument([&](const Entry& entry, const Argument& argument) {
    if (argument.type != ArgumentType::numbers) return;
    for (const Shape& input : {inputs[0], inputs[1]}) {
      try {
        const Graph graph = entry.graph(entry.start(), input);
        const auto& parameters = graph.nodes()[0].parameters;
        const std::size_t which = std::string(argument.name).starts_with("bias") ? 1 : 0;
        const std::vector<double> values(parameters[which].shape.count(), 0.5);
        const Graph given = entry.graph(entry.with(argument.name, values), input);
        CHECK(given.nodes()[0].parameters[which].values.size() == values.size());
        ++lists;
        const std::vector<double> fewer(values.begin() + 1, values.end());
        CHECK_THROWS_AS((void)entry.graph(entry.with(argument.name, fewer), input), SpecError);
        return;
      } catch (const SpecError&) {
        continue;
      }
    }
    FAIL_CHECK("no input fits");
  });
  CHECK(lists >= 10);
}

#endif

TEST_CASE("catalogue: plain structures start as their declarations say") {
  const receptive::TrainerSpec built;
  const receptive::TrainerSpec read = receptive::parse_trainer_spec(
      R"({"input": [1, 2, 2], "layers": [], "penalty": {}, "augmentation": {}, "fit": {}})");
  CHECK(read.penalty.l1 == built.penalty.l1);
  CHECK(read.penalty.l2 == built.penalty.l2);
  CHECK(read.augmentation.smoothness == built.augmentation.smoothness);
  CHECK(!read.augmentation.changes_anything());
  CHECK(read.fit.validation == built.fit.validation);
  CHECK(read.fit.digit_width == built.fit.digit_width);
  CHECK(read.fit.exact_statistics == built.fit.exact_statistics);
  const receptive::EarlyStopping& stopping = read.fit.early_stopping;
  CHECK(stopping.patience == built.fit.early_stopping.patience);
  CHECK(stopping.min_epochs == built.fit.early_stopping.min_epochs);
  CHECK(stopping.patience_increase == built.fit.early_stopping.patience_increase);
  CHECK(stopping.improvement == built.fit.early_stopping.improvement);
  for (const receptive::Argument* argument : receptive::run_declaration.arguments) {
    const std::string name = argument->name;
    const double value =
        name == "seed" ? static_cast<double>(built.seed) : static_cast<double>(built.batch_size);
    CAPTURE(name);
    CHECK(argument->fallback == value);
  }
}

TEST_CASE("catalogue: names are there once") {
  for (const receptive::CatalogueSection& section : receptive::catalogue()) {
    std::set<std::string> names;
    for (const receptive::Declaration* declaration : section.entries) {
      CHECK(names.insert(declaration->name).second);
      std::set<std::string> arguments;
      for (const receptive::Argument* argument : declaration->arguments) {
        CHECK(arguments.insert(argument->name).second);
      }
    }
  }
}

}  // namespace receptive::catalogue_test
