#pragma once

#include <string>

#include "nn/arguments.h"

namespace receptive {

/// One choice of a training recipe as its writer described it: a type ("sgd", "cosine", "hinge")
/// and its arguments. Nothing in it has been checked yet.
struct RecipePart {
  std::string type;
  Values arguments = {};
};

}  // namespace receptive
