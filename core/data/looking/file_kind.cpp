#include "data/looking/file_kind.h"

#include <algorithm>
#include <array>

#include "data/looking/array/array_header.h"
#include "data/looking/array/cifar.h"
#include "data/looking/path_words.h"

namespace receptive {

namespace {

struct Start {
  std::string_view bytes;
  const char* what;
};

/// Kinds of files that people bring and that are not read.
constexpr std::array<Start, 14> starts = {{
    {"%PDF", "a PDF"},
    {"7z\xBC\xAF", "a 7z archive: pack it as ZIP"},
    {"Rar!", "a RAR archive: pack it as ZIP"},
    {"\x89HDF", "an HDF5 file: save its arrays as NPZ"},
    {"PAR1", "a Parquet table: save it as CSV"},
    {"ARROW1", "an Arrow table: save it as CSV"},
    {"SQLite format 3", "an SQLite database: save its table as CSV"},
    {"MATLAB 5.0", "a MATLAB file: save its arrays as NPZ"},
    {"P2", "a PGM picture: save it as PNG"},
    {"P5", "a PGM picture: save it as PNG"},
    {"P3", "a PPM picture: save it as PNG"},
    {"P6", "a PPM picture: save it as PNG"},
    {"II*", "a TIFF picture: save it as PNG"},
    {"MM\0*", "a TIFF picture: save it as PNG"},
}};

struct Ending {
  std::string_view ending;
  const char* what;
};

/// Texts that are no tables, whatever is in them.
constexpr std::array<Ending, 14> text_endings = {{
    {".json", "JSON"},
    {".xml", "XML"},
    {".yaml", "YAML"},
    {".yml", "YAML"},
    {".md", "a text"},
    {".html", "a web page"},
    {".htm", "a web page"},
    {".py", "a program"},
    {".ipynb", "a notebook"},
    {".m", "a program"},
    {".r", "a program"},
    {".js", "a program"},
    {".svg", "a drawing: save it as PNG"},
    {".log", "a text"},
}};

std::string small(std::string_view text) {
  std::string result(text);
  for (char& letter : result) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  }
  return result;
}

/// Control characters other than those between fields and lines are no text; UTF-16 begins with a
/// mark, or has a zero in every other byte.
bool is_text(std::span<const std::uint8_t> head) {
  if (head.size() >= 2 &&
      ((head[0] == 0xFF && head[1] == 0xFE) || (head[0] == 0xFE && head[1] == 0xFF))) {
    return true;
  }
  std::size_t zeros = 0;
  for (const std::uint8_t byte : head) {
    const bool white = byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
    if (byte == 0) {
      ++zeros;
    } else if (byte < ' ' && !white) {
      return false;
    }
  }
  return zeros == 0 || (head.size() >= 4 && zeros >= head.size() / 2 - 1);
}

/// A Git LFS pointer stands where a file should be.
bool is_pointer(std::string_view text) { return text.starts_with("version https://git-lfs."); }

}  // namespace

KnownFile kind_of(std::string_view path, std::uint64_t size, std::span<const std::uint8_t> head) {
  if (head.empty()) return {.kind = FileKind::empty};
  if (is_npy(head)) return {.kind = FileKind::array};
  if (find_cifar(std::string(path), size)) return {.kind = FileKind::cifar};
  if (is_idx(head)) return {.kind = FileKind::array};
  if (is_pickle(head)) {
    return {.kind = FileKind::other,
            .what =
                "pickled Python objects, which may run programs and are not read: save the "
                "arrays with numpy.savez"};
  }
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  for (const Start& start : starts) {
    if (text.starts_with(start.bytes)) return {.kind = FileKind::other, .what = start.what};
  }
  if (is_pointer(text)) {
    return {.kind = FileKind::other,
            .what = "a pointer of Git LFS, not the file itself: fetch it with git lfs pull"};
  }
  const std::string name = small(file_name(path));
  for (const Ending& ending : text_endings) {
    if (name.ends_with(ending.ending)) return {.kind = FileKind::other, .what = ending.what};
  }
  if (!is_text(head)) return {};
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const char begin = first == std::string_view::npos ? '\n' : text[first];
  if (begin == '<') return {.kind = FileKind::other, .what = "a web page or another markup"};
  if (begin == '{') return {.kind = FileKind::other, .what = "JSON"};
  constexpr std::array<std::string_view, 6> notes = {"readme",    "license", "licence",
                                                     "changelog", "about",   "notice"};
  const bool note =
      std::ranges::any_of(notes, [&](std::string_view word) { return name.starts_with(word); });
  if (note) return {.kind = FileKind::other, .what = "a text"};
  return {.kind = FileKind::table};
}

}  // namespace receptive
