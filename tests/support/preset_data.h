#pragma once

#include "data/generators/sentence_generator.h"
#include "data/generators/xo_generator.h"
#include "train/trainer_spec.h"

namespace receptive::testing {

/// Examples that a network of this input can be fed with, whatever they mean to it.
inline Dataset data_for(const Shape& input, int count, std::uint64_t seed = 1) {
  if (input.h == 1) return make_sentences({.count = count, .seed = seed});
  return make_xo({.count = count, .seed = seed, .size = input.h});
}

}  // namespace receptive::testing
