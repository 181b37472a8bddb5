#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace receptive {

enum class FileKind : std::uint8_t { empty, array, cifar, table, other };

struct KnownFile {
  FileKind kind = FileKind::other;
  /// Of `other`: what it is, "a PDF"; empty where nobody knows.
  std::string what = {};
};

/// By its name, its size in bytes (0: not known) and its first bytes.
KnownFile kind_of(std::string_view path, std::uint64_t size, std::span<const std::uint8_t> head);

}  // namespace receptive
