#include "train/trainer_spec.h"

#include <cmath>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace receptive {

namespace declared {

constexpr Argument seed{
    .name = "seed",
    .type = ArgumentType::whole,
    .high = 9007199254740991.0,  // as far as JSON's numbers count in ones
    .fallback = 1,
    .title = "Seed",
    .about = "Starts the weights, the order of the examples, dropout and augmentation."};
constexpr Argument batch_size{.name = "batchSize",
                              .type = ArgumentType::whole,
                              .low = 1,
                              .high = 65536,
                              .fallback = 32,
                              .title = "Batch size",
                              .unit = "examples",
                              .about = "Examples of a step, and what memory is planned for."};

constexpr double many = 1000000;
constexpr Argument validation{.name = "validation",
                              .type = ArgumentType::whole,
                              .high = no_whole_limit,
                              .fallback = 0,
                              .title = "Validation",
                              .unit = "examples",
                              .about =
                                  "Training examples set aside to judge by; the best epoch is "
                                  "kept."};
constexpr Argument patience{.name = "patience",
                            .type = ArgumentType::whole,
                            .high = many,
                            .fallback = 0,
                            .title = "Patience",
                            .unit = "epochs",
                            .about =
                                "Epochs without a better score before it stops; 0 never "
                                "stops early."};
constexpr Argument min_epochs{.name = "minEpochs",
                              .type = ArgumentType::whole,
                              .high = many,
                              .fallback = 0,
                              .title = "At least",
                              .unit = "epochs",
                              .about = "It trains at least this long."};
constexpr Argument patience_increase{
    .name = "patienceIncrease",
    .low = 1,
    .high = 1000,
    .fallback = 1,
    .title = "Patience grows",
    .about = "And at least this many times as long as to the best score."};
constexpr Argument improvement{.name = "improvement",
                               .high = 1,
                               .fallback = 1,
                               .title = "Improvement",
                               .about =
                                   "A score is better when its error is below the best one "
                                   "times this (Theano: 0.995)."};
constexpr Argument digit_width{.name = "digitWidth",
                               .type = ArgumentType::whole,
                               .high = 65536,
                               .fallback = 0,
                               .title = "Width of the ink",
                               .unit = "columns",
                               .about =
                                   "Columns that the ink is stretched to; 0 leaves it as it "
                                   "is."};
constexpr Argument exact_statistics{
    .name = "exactStatistics",
    .type = ArgumentType::flag,
    .fallback = 0,
    .title = "Exact statistics",
    .about =
        "Before scoring, statistics of normalizations are gathered from the whole training "
        "set."};

}  // namespace declared

namespace {

/// "layer 0" and "layer 0: units".
[[noreturn]] void refuse(const std::string& place, const std::string& argument,
                         const std::string& expected, const Json& found) {
  std::string text = found.dump();
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  throw SpecError(
      Refusal{.where = place, .argument = argument, .expected = expected, .found = text});
}

[[noreturn]] void refuse(const std::string& place, const std::string& expected, const Json& found) {
  refuse(place, "", expected, found);
}

Json parse_object(std::string_view text, const std::string& what) {
  Json json = parse_json(text);
  if (json.is_discarded()) throw SpecError(what + ": expected JSON, found text that is not");
  return json;
}

Value to_value(const Json& json, const std::string& place, const std::string& argument) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    std::vector<double> numbers;
    for (const Json& item : json) {
      if (!item.is_number()) refuse(place, argument, "a list of numbers", json);
      numbers.push_back(item.get<double>());
    }
    return numbers;
  }
  refuse(place, argument, "true, false, a number, a text or a list of numbers", json);
}

std::string to_text(const Json& json, const std::string& place, const std::string& argument) {
  if (!json.is_string()) refuse(place, argument, "a text", json);
  return json.get<std::string>();
}

/// A whole number; JSON has no integers of its own.
double to_whole(const Json& json, const Argument& argument) {
  const double number = json.is_number() ? json.get<double>() : no_default;
  if (std::floor(number) != number || !is_in_range(argument, number)) {
    refuse("", argument.name, expected_text(argument), json);
  }
  return number;
}

Shape read_input(const Json& json) {
  const std::string expected = "[channels, height, width], each from 1 to 65536";
  if (!json.is_array() || json.size() != 3) refuse("input", expected, json);
  Shape shape;
  int* const extents[] = {&shape.c, &shape.h, &shape.w};
  for (std::size_t i = 0; i < 3; ++i) {
    const double extent = json[i].is_number() ? json[i].get<double>() : 0.0;
    if (!(extent >= 1 && extent <= 65536) || std::floor(extent) != extent) {
      refuse("input", expected, json[i]);
    }
    *extents[i] = static_cast<int>(extent);
  }
  return shape;
}

LayerSpec read_layer(const Json& json, std::size_t index) {
  const std::string place = "layer " + std::to_string(index);
  if (!json.is_object()) refuse(place, "an object with a type", json);
  LayerSpec layer;
  for (const auto& [key, value] : json.items()) {
    if (key == "type") {
      layer.type = to_text(value, place, key);
    } else if (key == "name") {
      layer.name = to_text(value, place, key);
    } else if (key == "inputs") {
      if (!value.is_array() || value.empty()) refuse(place, key, "a list of layer names", value);
      for (const Json& input : value) layer.inputs.push_back(to_text(input, place, key));
    } else if (key == "weightsOf") {
      layer.weights_of = to_text(value, place, key);
    } else if (key == "trainable") {
      if (!value.is_boolean()) refuse(place, key, "true or false", value);
      layer.trainable = value.get<bool>();
    } else {
      layer.arguments[key] = to_value(value, place, key);
    }
  }
  return layer;
}

/// A text, or an object with a type and arguments.
RecipePart read_part(const Json& json, const std::string& place) {
  RecipePart part;
  if (json.is_string()) {
    part.type = json.get<std::string>();
    return part;
  }
  if (!json.is_object()) refuse(place, "a name or an object with a type", json);
  if (!json.contains("type")) refuse(place, "an object with a type", json);
  for (const auto& [key, value] : json.items()) {
    if (key == "type") {
      part.type = to_text(value, place, key);
    } else {
      part.arguments[key] = to_value(value, place, key);
    }
  }
  return part;
}

Arguments read_arguments(const Json& json, const Declaration& declaration) {
  const std::string place = declaration.name;
  if (!json.is_object()) refuse(place, "an object", json);
  Values values;
  for (const auto& [key, value] : json.items()) values[key] = to_value(value, place, key);
  return {place, declaration, std::move(values)};
}

Penalty read_penalty(const Json& json) {
  Arguments arguments = read_arguments(json, penalty_declaration);
  return {.l1 = arguments.number("l1"), .l2 = arguments.number("l2")};
}

Augmentation read_augmentation(const Json& json) {
  Arguments arguments = read_arguments(json, augmentation_declaration);
  return {.rotation = arguments.number("rotation"),
          .scale = arguments.number("scale"),
          .shear = arguments.number("shear"),
          .shift = arguments.number("shift"),
          .elastic = arguments.number("elastic"),
          .smoothness = arguments.number("smoothness"),
          .erasing = arguments.number("erasing"),
          .noise = arguments.number("noise")};
}

FitSpec read_fit(const Json& json) {
  Arguments arguments = read_arguments(json, fit_declaration);
  const FitSpec fit{.validation = arguments.whole("validation"),
                    .early_stopping = {.patience = arguments.whole("patience"),
                                       .min_epochs = arguments.whole("minEpochs"),
                                       .patience_increase = arguments.number("patienceIncrease"),
                                       .improvement = arguments.number("improvement")},
                    .digit_width = arguments.whole("digitWidth"),
                    .exact_statistics = arguments.flag("exactStatistics")};
  if (fit.early_stopping.patience > 0 && fit.validation == 0) {
    arguments.refuse("patience", "a validation set to judge by (validation above 0)", "none");
  }
  return fit;
}

}  // namespace

extern constinit const Declaration fit_declaration{
    .name = "fit",
    .arguments = arguments_of<declared::validation, declared::patience, declared::min_epochs,
                              declared::patience_increase, declared::improvement,
                              declared::digit_width, declared::exact_statistics>,
    .title = "Whole epochs",
    .about = "How the command line trains over whole epochs; single steps do without.",
    .start = R"({"validation": 10000})"};

extern constinit const Declaration run_declaration{
    .name = "run",
    .arguments = arguments_of<declared::seed, declared::batch_size>,
    .title = "Run",
    .about = "What a run is begun with."};

TrainerSpec parse_trainer_spec(std::string_view text) {
  const Json json = parse_object(text, "model");
  if (!json.is_object()) refuse("model", "an object with input and layers", json);
  TrainerSpec spec;
  if (!json.contains("input")) refuse("input", "[channels, height, width]", nullptr);
  if (!json.contains("layers")) refuse("layers", "a list of layers", nullptr);
  for (const auto& [key, value] : json.items()) {
    if (key == "input") {
      spec.model.input = read_input(value);
    } else if (key == "layers") {
      if (!value.is_array()) refuse("layers", "a list of layers", value);
      for (const Json& layer : value) {
        spec.model.layers.push_back(read_layer(layer, spec.model.layers.size()));
      }
    } else if (key == "loss") {
      spec.loss = read_part(value, "loss");
    } else if (key == "optimizer") {
      spec.optimizer = read_part(value, "optimizer");
    } else if (key == "schedule") {
      spec.schedule = read_part(value, "schedule");
    } else if (key == "averaging") {
      spec.averaging = read_part(value, "averaging");
    } else if (key == "penalty") {
      spec.penalty = read_penalty(value);
    } else if (key == "augmentation") {
      spec.augmentation = read_augmentation(value);
    } else if (key == "fit") {
      spec.fit = read_fit(value);
    } else if (key == declared::seed.name) {
      spec.seed = static_cast<std::uint64_t>(to_whole(value, declared::seed));
    } else if (key == declared::batch_size.name) {
      spec.batch_size = static_cast<int>(to_whole(value, declared::batch_size));
    } else {
      refuse(
          key,
          "only input, layers, loss, optimizer, schedule, averaging, penalty, augmentation, fit, "
          "seed and batchSize",
          value);
    }
  }
  return spec;
}

OptimizerSpec parse_optimizer_spec(std::string_view text) {
  return read_part(parse_object(text, "optimizer"), "optimizer");
}

Augmentation parse_augmentation(std::string_view text) {
  return read_augmentation(parse_object(text, "augmentation"));
}

}  // namespace receptive
