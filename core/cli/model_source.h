#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/files.h"
#include "cli/options.h"
#include "io/safetensors.h"
#include "train/trainer_spec.h"

namespace receptive::cli {

/// A network that the caller named: a preset, a file with a specification, or a trained model.
struct ModelSource {
  std::string name;       ///< the preset's or the file's
  std::string title;      ///< for people
  std::string preset;     ///< its name; empty: it is none
  std::string spec_text;  ///< JSON, as it goes into a model file
  TrainerSpec spec;
  std::vector<int> columns = {};  ///< of a committee: digit widths
  std::string data;               ///< "mnist", "xo", ...: what to train on without --data
  int epochs = 1;                 ///< that the recipe trains for
};

/// `--preset NAME` or `--spec FILE`.
/// @throws Error unless exactly one is given and it can be read.
ModelSource take_source(Options& options);
/// The same where one of them is given.
std::optional<ModelSource> named_source(Options& options);

/// `--class-weight balanced`, or numbers with commas between them: `classWeight` of the loss.
/// @throws Error for anything else; whether it fits the network shows when that is made.
void take_class_weight(Options& options, ModelSource& source);

/// What a model file says of itself, or the network that the caller named for it.
/// @throws Error when neither does, with what is in the file.
ModelSource source_of_model(const std::string& path, const Safetensors& file,
                            const std::optional<ModelSource>& named);

}  // namespace receptive::cli
