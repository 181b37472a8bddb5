#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace receptive::cli {

/// Bytes beyond which nothing is unpacked.
inline constexpr std::size_t most_unpacked = std::size_t{2} << 30U;

bool is_gzip(std::span<const std::uint8_t> bytes);

/// Unpacks a gzip file (RFC 1952) of one part or several.
/// @param name the file in messages.
/// @throws FormatError when it is cut short or damaged, or unpacks to more than `most_unpacked`.
std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> packed, const std::string& name);

/// Unpacks bytes as they lie in a ZIP archive (RFC 1951), which says how many they become.
/// @throws FormatError when they become fewer or more, or are damaged.
std::vector<std::uint8_t> inflate_raw(std::span<const std::uint8_t> packed, std::size_t size,
                                      const std::string& name);

}  // namespace receptive::cli
