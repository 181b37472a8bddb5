#include "team.h"

#include <emscripten/bind.h>

#include <memory>

namespace receptive::bindings {

namespace {

std::unique_ptr<Team>& team() {
  static auto team = std::make_unique<Team>(1);
  return team;
}

/// Once, before the first model is made: models hold on to the team that they were made with.
/// @returns how many threads there are now; the new ones begin to help as soon as they are up.
int start_threads(int threads) {
  team() = std::make_unique<Team>(threads);
  return team()->threads();
}

}  // namespace

Team& module_team() { return *team(); }

EMSCRIPTEN_BINDINGS(receptive_team) { emscripten::function("startThreads", &start_threads); }

}  // namespace receptive::bindings
