#include "cli/files.h"

#include <fstream>
#include <string>
#include <system_error>

#include "base/error.h"

namespace receptive::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_file = std::uint64_t{1} << 30U;

}  // namespace

std::vector<std::uint8_t> read_file(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) throw ArgumentError(path.string() + ": cannot be opened");
  if (size > largest_file) throw ArgumentError(path.string() + ": expected at most 1 GB");
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in) throw ArgumentError(path.string() + ": cannot be read");
  return bytes;
}

void write_file(const fs::path& path, std::span<const std::uint8_t> bytes) {
  const fs::path partial = path.string() + ".partial";
  std::ofstream out(partial, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code error;
  if (out) fs::rename(partial, path, error);
  if (!out || error) {
    std::error_code ignored;
    fs::remove(partial, ignored);
    throw ArgumentError("save: cannot write " + path.string());
  }
}

}  // namespace receptive::cli
