#include "cli/npz.h"

#include <zlib.h>

#include <string_view>

#include "base/error.h"
#include "cli/gzip.h"

namespace receptive::cli {

namespace {

using Bytes = std::span<const std::uint8_t>;

/// A record of a ZIP archive: numbers are little-endian.
class Record {
 public:
  Record(Bytes bytes, std::size_t at, std::size_t size, const std::string& name) {
    if (at > bytes.size() || bytes.size() - at < size) {
      throw FormatError(name + ": expected a whole archive, found it cut short or damaged");
    }
    bytes_ = bytes.subspan(at);
  }
  [[nodiscard]] std::uint64_t number(std::size_t at, std::size_t size) const {
    std::uint64_t value = 0;
    for (std::size_t i = size; i-- > 0;) value = value << 8U | bytes_[at + i];
    return value;
  }
  [[nodiscard]] Bytes rest(std::size_t from) const { return bytes_.subspan(from); }

 private:
  Bytes bytes_;
};

struct Entry {
  std::string name = {};
  std::uint64_t flags = 0;
  std::uint64_t method = 0;
  std::uint64_t checksum = 0;
  std::uint64_t packed = 0;
  std::uint64_t size = 0;
  std::uint64_t at = 0;
};

constexpr std::uint64_t end_mark = 0x06054B50;
constexpr std::uint64_t end64_mark = 0x06064B50;
constexpr std::uint64_t locator_mark = 0x07064B50;
constexpr std::uint64_t entry_mark = 0x02014B50;
constexpr std::uint64_t local_mark = 0x04034B50;
constexpr std::size_t end_bytes = 22;
constexpr std::size_t entry_bytes = 46;
constexpr std::size_t local_bytes = 30;

/// Where the directory begins and how many entries it has.
struct Directory {
  std::size_t at = 0;
  std::uint64_t entries = 0;
};

Directory find_directory(Bytes bytes, const std::string& name) {
  // A comment of up to 65,535 bytes may follow.
  for (std::size_t back = end_bytes; back <= bytes.size() && back <= end_bytes + 0xFFFF; ++back) {
    const std::size_t at = bytes.size() - back;
    const Record end(bytes, at, end_bytes, name);
    if (end.number(0, 4) != end_mark || end.number(20, 2) != back - end_bytes) continue;
    constexpr std::size_t locator_bytes = 20;
    if (at >= locator_bytes) {
      const Record locator(bytes, at - locator_bytes, locator_bytes, name);
      if (locator.number(0, 4) == locator_mark) {
        constexpr std::size_t end64_bytes = 56;
        const Record end64(bytes, locator.number(8, 8), end64_bytes, name);
        if (end64.number(0, 4) != end64_mark) break;
        return {.at = end64.number(48, 8), .entries = end64.number(32, 8)};
      }
    }
    return {.at = end.number(16, 4), .entries = end.number(10, 2)};
  }
  throw FormatError(name + ": expected a whole ZIP archive, found it without its end");
}

/// Sizes beyond 32 bits stand in an extra field (4.5.3 of APPNOTE).
void read_large_sizes(const Record& record, std::size_t from, std::size_t length, Entry& entry) {
  constexpr std::uint64_t unknown = 0xFFFFFFFF;
  for (std::size_t at = from; at + 4 <= from + length;) {
    const std::uint64_t kind = record.number(at, 2);
    const std::size_t size = record.number(at + 2, 2);
    if (at + 4 + size > from + length) return;
    if (kind == 1) {
      std::size_t value = at + 4;
      for (std::uint64_t* number : {&entry.size, &entry.packed, &entry.at}) {
        if (*number != unknown || value + 8 > at + 4 + size) continue;
        *number = record.number(value, 8);
        value += 8;
      }
    }
    at += 4 + size;
  }
}

Entry read_entry(Bytes bytes, std::size_t& at, const std::string& name) {
  const Record fixed(bytes, at, entry_bytes, name);
  if (fixed.number(0, 4) != entry_mark) {
    throw FormatError(name + ": expected an entry of the archive's directory, found it damaged");
  }
  const std::size_t name_bytes = fixed.number(28, 2);
  const std::size_t extra_bytes = fixed.number(30, 2);
  const std::size_t all = entry_bytes + name_bytes + extra_bytes + fixed.number(32, 2);
  const Record record(bytes, at, all, name);
  const Bytes text = record.rest(entry_bytes).first(name_bytes);
  Entry entry{.name = std::string(text.begin(), text.end()),
              .flags = record.number(8, 2),
              .method = record.number(10, 2),
              .checksum = record.number(16, 4),
              .packed = record.number(20, 4),
              .size = record.number(24, 4),
              .at = record.number(42, 4)};
  read_large_sizes(record, entry_bytes + name_bytes, extra_bytes, entry);
  at += all;
  return entry;
}

std::vector<std::uint8_t> unpack(Bytes bytes, const Entry& entry, const std::string& path) {
  if ((entry.flags & 1U) != 0)
    throw FormatError(path + ": expected an open file, found it encrypted");
  if (entry.size > most_unpacked) throw FormatError(path + ": expected at most 2 GB, found more");
  const Record local(bytes, entry.at, local_bytes, path);
  if (local.number(0, 4) != local_mark) {
    throw FormatError(path + ": expected a file where the directory says, found it damaged");
  }
  const std::size_t begin = entry.at + local_bytes + local.number(26, 2) + local.number(28, 2);
  const Bytes packed = Record(bytes, begin, entry.packed, path).rest(0).first(entry.packed);
  constexpr std::uint64_t stored = 0;
  constexpr std::uint64_t deflated = 8;
  std::vector<std::uint8_t> result;
  if (entry.method == stored && entry.size == entry.packed) {
    result.assign(packed.begin(), packed.end());
  } else if (entry.method == deflated) {
    result = inflate_raw(packed, entry.size, path);
  } else {
    throw FormatError(path + ": expected a file that is stored or deflated, found method " +
                      std::to_string(entry.method) + ": pack it with numpy.savez");
  }
  if (crc32_z(0, result.data(), result.size()) != entry.checksum) {
    throw FormatError(path + ": expected the archive's checksum, found another: it is damaged");
  }
  return result;
}

}  // namespace

bool is_zip(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 4 && bytes[0] == 'P' && bytes[1] == 'K' &&
         ((bytes[2] == 3 && bytes[3] == 4) || (bytes[2] == 5 && bytes[3] == 6));
}

std::vector<NamedFile> read_npz(std::span<const std::uint8_t> bytes, const std::string& name) {
  const Directory directory = find_directory(bytes, name);
  std::vector<NamedFile> files;
  std::size_t at = directory.at;
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    const Entry entry = read_entry(bytes, at, name);
    const std::string path = name + "/" + entry.name;
    files.push_back({.path = path, .bytes = unpack(bytes, entry, path)});
  }
  return files;
}

}  // namespace receptive::cli
