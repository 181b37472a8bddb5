#include "cli/files.h"

#include <zlib.h>

#include <fstream>
#include <memory>
#include <string>
#include <system_error>

#include "data/idx_reader.h"
#include "tensor/error.h"

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
  throw Error("data: expected " + name + " or " + name + ".gz in " + folder.string() +
              ", found neither");
}

struct CloseGzip {
  void operator()(gzFile_s* file) const { gzclose(file); }
};

std::vector<std::uint8_t> read_idx_bytes(const fs::path& path) {
  const std::string name = path.filename().string();
  // zlib reads plain files as they are.
  const std::unique_ptr<gzFile_s, CloseGzip> file(gzopen(path.string().c_str(), "rb"));
  if (!file) throw Error(name + ": cannot be opened");
  const auto read = [&](std::span<std::uint8_t> target) {
    const int count = gzread(file.get(), target.data(), static_cast<unsigned>(target.size()));
    if (count < 0) throw FormatError(name + ": broken gzip data");
    return static_cast<std::size_t>(count);
  };
  // The header says how long the file must be: memory is taken for that, not for what a small
  // file might unpack to.
  std::vector<std::uint8_t> bytes(20);
  bytes.resize(read(bytes));
  const IdxHeader header = read_idx_header(bytes, name);
  if (header.total_bytes > largest_file) {
    throw FormatError(name + ": expected at most 1 GB, its header announces " +
                      std::to_string(header.total_bytes >> 20U) + " MB");
  }
  std::size_t have = bytes.size();
  // One byte more than announced shows whether there is anything behind the end.
  bytes.resize(std::max<std::size_t>(have, static_cast<std::size_t>(header.total_bytes) + 1));
  while (have < bytes.size()) {
    const std::size_t count = read(std::span(bytes).subspan(have));
    if (count == 0) break;
    have += count;
  }
  bytes.resize(have);
  return bytes;
}

}  // namespace

DataPair read_idx_folder(const fs::path& folder) {
  const auto load = [&](const std::string& part, int classes) {
    const fs::path images = find(folder, part + "-images-idx3-ubyte");
    const fs::path labels = find(folder, part + "-labels-idx1-ubyte");
    return read_idx(read_idx_bytes(images), read_idx_bytes(labels), classes);
  };
  DataPair pair{load("train", 0), {}};
  pair.test = load("t10k", pair.training.classes());
  return pair;
}

std::vector<std::uint8_t> read_file(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) throw Error(path.string() + ": cannot be opened");
  if (size > largest_file) throw Error(path.string() + ": expected at most 1 GB");
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
  std::ifstream in(path, std::ios::binary);
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!in) throw Error(path.string() + ": cannot be read");
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
    throw Error("save: cannot write " + path.string());
  }
}

}  // namespace receptive::cli
