#pragma once

#include <cstdint>
#include <string>

namespace receptive {

/// "1 picture", "200 pictures"
inline std::string pictures_text(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " picture" : " pictures");
}

}  // namespace receptive
