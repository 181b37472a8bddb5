#pragma once

#include <span>
#include <string>

#include "nn/arguments.h"

namespace receptive {

/// One choice of a training recipe as its writer described it: a type ("sgd", "cosine", "hinge")
/// and its arguments. Nothing in it has been checked yet.
struct RecipePart {
  std::string type;
  Values arguments = {};
};

/// Which of `known` a part of a recipe names.
/// @param what "optimizer"
/// @throws SpecError: "optimizer: type: expected one of 'sgd', ..., found 'sdg'".
std::size_t index_of_type(const RecipePart& part, const char* what,
                          std::span<const Declaration* const> known);

/// The arguments of that part, which messages call "optimizer sgd".
Arguments arguments_of_part(const RecipePart& part, const char* what,
                            const Declaration& declaration);

}  // namespace receptive
