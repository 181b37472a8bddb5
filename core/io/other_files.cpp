// What people open in place of a safetensors file.

#include "base/error.h"
#include "io/refuse_file.h"
#include "io/safetensors.h"

namespace receptive {

namespace {

struct Kind {
  std::string_view start;
  std::string_view text;
};

constexpr Kind kinds[] = {
    {"version https://git-lfs",
     "Git LFS pointer, which stands for a file that was not fetched (git lfs pull)"},
    {"PK\3\4", "ZIP archive, as torch.save, NumPy and Keras write them"},
    {"\x89HDF", "HDF5 file, as Keras writes them"},
    {"\x80\2\x8a\n", "pickle, as older PyTorch writes them"},
    {"<!DOCTYPE", "web page"},
    {"<!doctype", "web page"},
    {"<html", "web page"}};

[[noreturn]] void refuse_kind(std::string_view kind) {
  refuse_file({"a safetensors file, found a ", kind});
}

}  // namespace

bool Safetensors::is_whole(std::span<const std::uint8_t> file) {
  Safetensors tried;
  try {
    tried.read(file);
    return true;
  } catch (const FormatError&) {
    return false;
  }
}

/// Whether every LF became CR LF: none stands alone, and without the CRs the file is whole.
bool Safetensors::is_text_copy(std::span<const std::uint8_t> file) {
  std::vector<std::uint8_t> before;
  before.reserve(file.size());
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (file[i] == '\n') {
      if (i == 0 || file[i - 1] != '\r') return false;
      before.back() = '\n';
    } else {
      before.push_back(file[i]);
    }
  }
  return before.size() < file.size() && is_whole(before);
}

Safetensors::Safetensors(std::span<const std::uint8_t> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  for (const Kind& kind : kinds) {
    if (text.starts_with(kind.start)) refuse_kind(kind.text);
  }
  try {
    read(file);
  } catch (const FormatError&) {
    if (is_text_copy(file)) refuse_kind("copy in text mode, where every LF became CR LF");
    throw;
  }
}

}  // namespace receptive
