#include "cli/files.h"

#include <fstream>
#include <string>
#include <system_error>

#include "base/error.h"
#include "cli/gzip.h"
#include "data/readers/idx_reader.h"

namespace receptive::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_file = std::uint64_t{1} << 30U;

fs::path find(const fs::path& folder, const std::string& name) {
  for (const char* ending : {".gz", ""}) {
    const fs::path path = folder / (name + ending);
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) return path;
  }
  throw ArgumentError("data: expected " + name + " or " + name + ".gz in " + folder.string() +
                      ", found neither");
}

/// The plain bytes of an IDX file, unpacked if need be.
std::vector<std::uint8_t> read_idx_bytes(const fs::path& path) {
  std::vector<std::uint8_t> bytes = read_file(path);
  if (bytes.size() < 2 || bytes[0] != 0x1F || bytes[1] != 0x8B) return bytes;
  const std::string name = path.filename().string();
  return gunzip(bytes, name, [&](std::span<const std::uint8_t> head) {
    const IdxHeader header = read_idx_header(head, name);
    if (header.total_bytes > largest_file) {
      throw FormatError(name + ": expected at most 1 GB, its header announces " +
                        std::to_string(header.total_bytes >> 20U) + " MB");
    }
    return static_cast<std::size_t>(header.total_bytes);
  });
}

/// @param classes as in `read_idx`
Dataset read_part(const fs::path& folder, const std::string& part, int classes) {
  const fs::path images = find(folder, part + "-images-idx3-ubyte");
  const fs::path labels = find(folder, part + "-labels-idx1-ubyte");
  return read_idx(read_idx_bytes(images), read_idx_bytes(labels), classes);
}

}  // namespace

DataPair read_idx_folder(const fs::path& folder) {
  DataPair pair{read_part(folder, "train", 0), {}};
  pair.test = read_idx_test(folder, pair.training.classes());
  return pair;
}

Dataset read_idx_test(const fs::path& folder, int classes) {
  return read_part(folder, "t10k", classes);
}

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
