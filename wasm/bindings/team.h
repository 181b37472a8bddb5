#pragma once

#include "threads/team.h"

namespace receptive::bindings {

/// The threads that every model of this module works with: one, until `startThreads` was called.
Team& module_team();

}  // namespace receptive::bindings
