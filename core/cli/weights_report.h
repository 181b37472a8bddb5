#pragma once

#include <string>

#include "cli/report.h"
#include "io/weight_match.h"

namespace receptive::cli {

/// Says which tensor of a file went into which parameter where its names are not the network's own,
/// what was left out, and what was not float32. Nothing where there is nothing to say.
void say_match(Report& report, const std::string& path, const WeightMatch& match,
               const Graph& graph);

}  // namespace receptive::cli
