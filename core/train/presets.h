#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "train/trainer_spec.h"

namespace receptive {

/// A network of the books with the recipe that trains it.
struct Preset {
  std::string_view name;         ///< for command lines and URLs: "theano-lenet"
  std::string_view title;        ///< for people: "LeNet (Theano tutorial)"
  std::string_view description;  ///< one plain sentence
  std::string_view source;       ///< where it comes from, with the published figure if there is one
  std::vector<std::string_view> data;  ///< what it is made for: "xo", "xo28", "mnist"
  int epochs = 1;                      ///< that the recipe trains for
  std::string_view spec;               ///< as `parse_trainer_spec` reads it
};

std::span<const Preset> presets();

/// @throws ArgumentError that lists the names when there is none of this name.
const Preset& find_preset(std::string_view name);

/// All of them: [{name, title, description, source, data, epochs, spec: {...}}].
std::string presets_json();

}  // namespace receptive
