#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/files.h"
#include "cli/found_data.h"
#include "cli/model_source.h"
#include "cli/options.h"
#include "cli/report.h"

namespace receptive::cli {

/// Where the caller wants the pictures from. A text is "digits" or "digits:COUNT" for our own
/// generator's, anything else a file or a folder of files ("./digits" for one of that name).
struct DataSource {
  std::optional<std::string> data;       ///< `--data`
  std::optional<std::string> test_data;  ///< `--test-data`: judged by these instead
  /// `--add-digits`: so many generated ones more to train on, besides those of `data`.
  std::optional<int> added_digits;
  /// How the files are taken, where otherwise than found.
  Wanted choices = {};
};

/// Takes all of it from the options.
DataSource take_data_source(Options& options);

/// What `source` is trained on and judged by. Without `--data` networks that are made for generated
/// pictures get them from `seed`; "digits" are always the same, whatever the seed.
/// What was found in files is told, and what is unsure.
/// @throws Error when the network needs `--data` and there is none, or it cannot be read.
DataPair load_data(const ModelSource& source, const DataSource& wanted, std::uint64_t seed,
                   Report& report);

/// "xo", "digits", ...: what model files call the data; empty for a folder.
std::string data_id(const ModelSource& source, const DataSource& wanted);

}  // namespace receptive::cli
