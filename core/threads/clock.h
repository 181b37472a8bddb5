#pragma once

#include <cstdint>

namespace receptive {

/// Of a clock that never goes back. Not the C++ library's: the system's own costs no code.
std::int64_t monotonic_nanoseconds();

}  // namespace receptive
