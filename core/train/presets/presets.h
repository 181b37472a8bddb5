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
  /// What it is made for: "xo", "xo28", "mnist", "sentences".
  std::vector<std::string_view> data;
  int epochs = 1;    ///< that the recipe trains for
  std::string spec;  ///< as `parse_trainer_spec` reads it
  /// For a committee: the digit widths of its columns (0: as they are), each a net of its own.
  std::vector<int> columns = {};
};

std::span<const Preset> presets();

/// @throws ArgumentError that lists the names when there is none of this name.
const Preset& find_preset(std::string_view name);

/// All of them: [{name, title, description, source, data, epochs, columns, spec: {...}}].
std::string presets_json();

}  // namespace receptive
