#include "train/trainer_spec.h"

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace receptive {

namespace {

constexpr int largest_batch = 65536;

[[noreturn]] void refuse(const std::string& place, const std::string& expected, const Json& found) {
  std::string text = found.dump();
  if (text.size() > 60) text = text.substr(0, 57) + "...";
  throw SpecError(place + ": expected " + expected + ", found " + text);
}

Json parse_object(std::string_view text, const std::string& what) {
  Json json = parse_json(text);
  if (json.is_discarded()) throw SpecError(what + ": expected JSON, found text that is not");
  return json;
}

Value to_value(const Json& json, const std::string& place) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>();
  if (json.is_string()) return json.get<std::string>();
  if (json.is_array()) {
    std::vector<double> numbers;
    for (const Json& item : json) {
      if (!item.is_number()) refuse(place, "a list of numbers", json);
      numbers.push_back(item.get<double>());
    }
    return numbers;
  }
  refuse(place, "true, false, a number, a text or a list of numbers", json);
}

std::string to_text(const Json& json, const std::string& place) {
  if (!json.is_string()) refuse(place, "a text", json);
  return json.get<std::string>();
}

/// A whole number from `low` to `high`; JSON has no integers of its own.
double to_whole(const Json& json, double low, double high, const std::string& place,
                const std::string& expected) {
  if (!json.is_number()) refuse(place, expected, json);
  const auto number = json.get<double>();
  if (std::floor(number) != number || number < low || number > high) refuse(place, expected, json);
  return number;
}

Shape read_input(const Json& json) {
  const std::string expected = "[channels, height, width], each from 1 to 65536";
  if (!json.is_array() || json.size() != 3) refuse("input", expected, json);
  Shape shape;
  int* const extents[] = {&shape.c, &shape.h, &shape.w};
  for (std::size_t i = 0; i < 3; ++i) {
    *extents[i] = static_cast<int>(to_whole(json[i], 1, 65536, "input", expected));
  }
  return shape;
}

LayerSpec read_layer(const Json& json, std::size_t index) {
  const std::string place = "layer " + std::to_string(index);
  if (!json.is_object()) refuse(place, "an object with a type", json);
  LayerSpec layer;
  for (const auto& [key, value] : json.items()) {
    if (key == "type") {
      layer.type = to_text(value, place + ": type");
    } else if (key == "name") {
      layer.name = to_text(value, place + ": name");
    } else if (key == "inputs") {
      if (!value.is_array() || value.empty()) {
        refuse(place + ": inputs", "a list of layer names", value);
      }
      for (const Json& input : value) layer.inputs.push_back(to_text(input, place + ": inputs"));
    } else if (key == "weightsOf") {
      layer.weights_of = to_text(value, place + ": weightsOf");
    } else if (key == "trainable") {
      if (!value.is_boolean()) refuse(place + ": trainable", "true or false", value);
      layer.trainable = value.get<bool>();
    } else {
      layer.arguments[key] = to_value(value, place + ": " + key);
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
      part.type = to_text(value, place + ": type");
    } else {
      part.arguments[key] = to_value(value, place + ": " + key);
    }
  }
  return part;
}

Arguments read_arguments(const Json& json, const std::string& place) {
  if (!json.is_object()) refuse(place, "an object", json);
  Values values;
  for (const auto& [key, value] : json.items()) values[key] = to_value(value, place + ": " + key);
  return {place, std::move(values)};
}

Penalty read_penalty(const Json& json) {
  Arguments arguments = read_arguments(json, "penalty");
  const Penalty penalty{.l1 = arguments.number("l1", 0, 1e6, 0),
                        .l2 = arguments.number("l2", 0, 1e6, 0)};
  arguments.expect_all_read();
  return penalty;
}

Augmentation read_augmentation(const Json& json) {
  Arguments arguments = read_arguments(json, "augmentation");
  const Augmentation augmentation{.rotation = arguments.number("rotation", 0, 180, 0),
                                  .scale = arguments.number("scale", 0, 0.9, 0),
                                  .shear = arguments.number("shear", 0, 2, 0),
                                  .shift = arguments.number("shift", 0, 64, 0),
                                  .elastic = arguments.number("elastic", 0, 16, 0),
                                  .smoothness = arguments.number("smoothness", 0.5, 32, 4),
                                  .erasing = arguments.number("erasing", 0, 1, 0),
                                  .noise = arguments.number("noise", 0, 1, 0)};
  arguments.expect_all_read();
  return augmentation;
}

FitSpec read_fit(const Json& json) {
  constexpr int many = 1000000;
  Arguments arguments = read_arguments(json, "fit");
  const FitSpec fit{
      .validation = arguments.whole("validation", 0, std::numeric_limits<int>::max(), 0),
      .early_stopping = {.patience = arguments.whole("patience", 0, many, 0),
                         .min_epochs = arguments.whole("minEpochs", 0, many, 0),
                         .patience_increase = arguments.number("patienceIncrease", 1, 1000, 1),
                         .improvement = arguments.number("improvement", 0, 1, 1)},
      .digit_width = arguments.whole("digitWidth", 0, 65536, 0),
      .exact_statistics = arguments.flag("exactStatistics", false)};
  arguments.expect_all_read();
  if (fit.early_stopping.patience > 0 && fit.validation == 0) {
    arguments.refuse("patience", "a validation set to judge by (validation above 0)", "none");
  }
  return fit;
}

}  // namespace

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
    } else if (key == "seed") {
      spec.seed = static_cast<std::uint64_t>(
          to_whole(value, 0, 9007199254740991.0, "seed", "a whole number from 0 to 2^53 - 1"));
    } else if (key == "batchSize") {
      spec.batch_size = static_cast<int>(
          to_whole(value, 1, largest_batch, "batchSize", "a whole number from 1 to 65536"));
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
