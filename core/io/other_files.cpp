// What people open in place of a safetensors file.

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "io/safetensors_parser.h"

namespace receptive {

namespace {

struct Kind {
  std::string_view start;
  const char* text;
};

constexpr Kind kinds[] = {
    {"version https://git-lfs",
     "a Git LFS pointer, which stands for the file where it was not fetched (git lfs pull)"},
    {"PK\3\4", "a ZIP archive, as torch.save, NumPy and Keras write them"},
    {"\x89HDF", "an HDF5 file, as Keras writes them"},
    {"\x80\2\x8a\n", "a pickle, as older PyTorch writes them"},
    {"<!DOCTYPE", "a web page"},
    {"<!doctype", "a web page"},
    {"<html", "a web page"}};

/// The file as it was before every LF became CR LF.
std::vector<std::uint8_t> without_carriage_returns(std::span<const std::uint8_t> file) {
  std::vector<std::uint8_t> before;
  before.reserve(file.size());
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (file[i] != '\r' || i + 1 == file.size() || file[i + 1] != '\n') before.push_back(file[i]);
  }
  return before;
}

/// No LF stands alone, and without the CRs the file is whole.
bool is_text_copy(std::span<const std::uint8_t> file) {
  bool any = false;
  for (std::size_t i = 0; i < file.size(); ++i) {
    if (file[i] != '\n') continue;
    if (i == 0 || file[i - 1] != '\r') return false;
    any = true;
  }
  if (!any) return false;
  try {
    (void)parse_safetensors(without_carriage_returns(file));
    return true;
  } catch (const FormatError&) {
    return false;
  }
}

}  // namespace

std::string what_else_it_is(std::span<const std::uint8_t> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  for (const Kind& kind : kinds) {
    if (text.starts_with(kind.start)) return kind.text;
  }
  if (!is_text_copy(file)) return {};
  return "a copy in text mode, which made CR LF of every LF (copy it as binary)";
}

}  // namespace receptive
