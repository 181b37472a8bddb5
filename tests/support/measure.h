#pragma once

#include <cstdint>
#include <string>

namespace receptive::testing {

/// How much of something a test does: what `--NAME=NUMBER` on the command line says, else `usual`.
/// On the command line, because a module in Node does not see the environment.
std::uint64_t measure(const std::string& name, std::uint64_t usual);

}  // namespace receptive::testing
