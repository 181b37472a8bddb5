#include "cli/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <new>

#include "base/error.h"

namespace receptive::cli {

namespace {

constexpr std::size_t head_bytes = 20;
/// Deflate makes no more of a byte than this.
constexpr std::size_t most_expansion = 1032;
/// zlib's window of 32 KB, plus what stands for "with a gzip header and trailer".
constexpr int gzip_only = 15 + 16;

/// zlib counts in 32 bits: files are at most 1 GB.
class Unpacker {
 public:
  explicit Unpacker(std::span<const std::uint8_t> packed) {
    // zlib never writes to its input; its interface is older than const.
    stream_.next_in = const_cast<Bytef*>(packed.data());
    stream_.avail_in = static_cast<uInt>(packed.size());
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::bad_alloc();
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

}  // namespace

std::vector<std::uint8_t> gunzip(
    std::span<const std::uint8_t> packed, const std::string& name,
    const std::function<std::size_t(std::span<const std::uint8_t>)>& size_of) {
  Unpacker unpacker(packed);
  std::vector<std::uint8_t> bytes(head_bytes);
  bytes.resize(unpacker.fill(bytes));
  if (unpacker.damaged()) throw FormatError(name + ": expected gzip data, found it damaged");
  const std::size_t size = size_of(bytes);
  if (size / most_expansion > packed.size()) {
    throw FormatError(name + ": expected gzip data for " + std::to_string(size) +
                      " bytes, found only " + std::to_string(packed.size()));
  }
  const std::size_t have = bytes.size();
  // One byte more than announced shows whether there is anything behind the end.
  bytes.resize(std::max(have, size) + 1);
  const std::size_t found = have + unpacker.fill(std::span(bytes).subspan(have));
  if (unpacker.damaged()) throw FormatError(name + ": expected gzip data, found it damaged");
  if (found > size) {
    throw FormatError(name + ": expected " + std::to_string(size) +
                      " bytes, as its header announces, found that it unpacks to more");
  }
  if (!unpacker.ended()) throw FormatError(name + ": expected whole gzip data, found it cut short");
  if (unpacker.left() > 0) {
    throw FormatError(name + ": expected one gzip part and nothing behind it, found " +
                      std::to_string(unpacker.left()) + " bytes more");
  }
  bytes.resize(found);
  return bytes;
}

}  // namespace receptive::cli
