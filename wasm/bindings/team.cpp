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

struct ThreadsInUse {
  int threads = 1;
  bool busy = false;
};

ThreadsInUse threads_in_use() {
  return {.threads = team()->threads_in_use(), .busy = team()->is_busy()};
}

}  // namespace

Team& module_team() { return *team(); }

EMSCRIPTEN_BINDINGS(receptive_team) {
  emscripten::value_object<ThreadsInUse>("ThreadsInUse")
      .field("threads", &ThreadsInUse::threads)
      .field("busy", &ThreadsInUse::busy);
  emscripten::function("startThreads", &start_threads);
  emscripten::function("threadsInUse", &threads_in_use);
}

}  // namespace receptive::bindings
