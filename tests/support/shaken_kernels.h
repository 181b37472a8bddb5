#pragma once

#include <cstdint>

#include "kernels/kernels.h"

namespace receptive::testing {

/// The plain loops, with every value that a layer hands on moved by up to two roundings by chance.
/// What comes out says how far apart two right answers may be: a network that turns roundings into
/// differences (at the kink of a relu, or where a normalization blows up what is next to nothing)
/// shows it here.
/// @param seed of the chance, until the next call.
const Kernels& shaken_kernels(std::uint64_t seed);

}  // namespace receptive::testing
