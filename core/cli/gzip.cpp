#include "cli/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <new>

#include "base/error.h"

namespace receptive::cli {

namespace {

/// zlib's window of 32 KB: alone for what stands in ZIP archives, and with a gzip header and
/// trailer.
constexpr int raw_window = -15;
constexpr int gzip_window = 15 + 16;

/// zlib counts in 32 bits: what is given to it at once is at most 1 GB.
class Unpacker {
 public:
  Unpacker(std::span<const std::uint8_t> packed, int window) {
    // zlib never writes to its input; its interface is older than const.
    stream_.next_in = const_cast<Bytef*>(packed.data());
    stream_.avail_in = static_cast<uInt>(packed.size());
    if (inflateInit2(&stream_, window) != Z_OK) throw std::bad_alloc();
  }
  ~Unpacker() { inflateEnd(&stream_); }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  /// Fills the target as far as there is anything. @returns the bytes written
  std::size_t fill(std::span<std::uint8_t> target) {
    stream_.next_out = target.data();
    stream_.avail_out = static_cast<uInt>(target.size());
    while (status_ == Z_OK && stream_.avail_out > 0) status_ = inflate(&stream_, Z_NO_FLUSH);
    return target.size() - stream_.avail_out;
  }

  /// The checksum was seen, and it is right.
  [[nodiscard]] bool ended() const { return status_ == Z_STREAM_END; }
  [[nodiscard]] bool damaged() const { return status_ == Z_DATA_ERROR || status_ == Z_NEED_DICT; }
  [[nodiscard]] std::size_t left() const { return stream_.avail_in; }

 private:
  z_stream stream_{};
  int status_ = Z_OK;
};

/// Appends one part. @returns how many bytes of `packed` it was.
std::size_t unpack_part(std::span<const std::uint8_t> packed, const std::string& name,
                        std::vector<std::uint8_t>& bytes) {
  Unpacker unpacker(packed, gzip_window);
  constexpr std::size_t step = std::size_t{1} << 20U;
  while (!unpacker.ended()) {
    const std::size_t have = bytes.size();
    if (have + step > most_unpacked) {
      throw FormatError(name + ": expected a file of at most 2 GB, found that it unpacks to more");
    }
    bytes.resize(have + step);
    const std::size_t found = unpacker.fill(std::span(bytes).subspan(have));
    bytes.resize(have + found);
    if (unpacker.damaged()) throw FormatError(name + ": expected gzip data, found it damaged");
    if (found < step && !unpacker.ended()) {
      throw FormatError(name + ": expected whole gzip data, found it cut short");
    }
  }
  return packed.size() - unpacker.left();
}

}  // namespace

bool is_gzip(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

std::vector<std::uint8_t> gunzip(std::span<const std::uint8_t> packed, const std::string& name) {
  std::vector<std::uint8_t> bytes;
  while (!packed.empty()) {
    packed = packed.subspan(unpack_part(packed, name, bytes));
    // Tapes and some programs fill up with zeros.
    if (std::ranges::all_of(packed, [](std::uint8_t byte) { return byte == 0; })) break;
    if (!is_gzip(packed)) {
      throw FormatError(name + ": expected the end or another part of gzip data, found " +
                        std::to_string(packed.size()) + " bytes of something else");
    }
  }
  return bytes;
}

std::vector<std::uint8_t> inflate_raw(std::span<const std::uint8_t> packed, std::size_t size,
                                      const std::string& name) {
  // Deflate makes no more of a byte than this: a size that lies takes no memory.
  constexpr std::size_t most_expansion = 1032;
  if (size / most_expansion > packed.size()) {
    throw FormatError(name + ": expected packed data for " + std::to_string(size) +
                      " bytes, found only " + std::to_string(packed.size()));
  }
  Unpacker unpacker(packed, raw_window);
  // One byte more than announced shows whether there is anything behind the end.
  std::vector<std::uint8_t> bytes(size + 1);
  const std::size_t found = unpacker.fill(bytes);
  if (unpacker.damaged() || found != size || !unpacker.ended()) {
    throw FormatError(name + ": expected packed data for " + std::to_string(size) +
                      " bytes, found it damaged");
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace receptive::cli
