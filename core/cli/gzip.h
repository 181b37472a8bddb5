#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace receptive::cli {

/// Unpacks a gzip file (RFC 1952) of one part.
/// @param name the file in messages.
/// @param size_of how many bytes the file must have, told by its first unpacked bytes (up to 20);
/// throws when that is too many. No memory is taken before.
/// @throws FormatError when the file is cut short or damaged, holds more or less than it should, or
/// has anything behind its end.
std::vector<std::uint8_t> gunzip(
    std::span<const std::uint8_t> packed, const std::string& name,
    const std::function<std::size_t(std::span<const std::uint8_t>)>& size_of);

}  // namespace receptive::cli
