#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"

namespace receptive {

/// @throws FormatError "<path>: line 3: expected ..., found ..."
[[noreturn]] inline void refuse_line(const std::string& path, std::uint64_t line,
                                     const std::string& expected, const std::string& found) {
  throw FormatError(Refusal{.where = path + ": line " + std::to_string(line),
                            .argument = {},
                            .expected = expected,
                            .found = found});
}

/// @throws FormatError "<path>: expected ..., found ..."
[[noreturn]] inline void refuse_table(const std::string& path, const std::string& expected,
                                      const std::string& found) {
  throw FormatError(Refusal{.where = path, .argument = {}, .expected = expected, .found = found});
}

}  // namespace receptive
