#include "data/looking/picture_labels.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "base/heap_sort.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

/// Values and codes of what each picture says.
LabelSource source_of(std::string id, std::string title,
                      const std::vector<std::string_view>& said) {
  LabelSource source{.id = std::move(id), .title = std::move(title), .by_name = true};
  std::unordered_map<std::string_view, std::int32_t> codes;
  std::vector<std::string_view> texts;
  for (const std::string_view text : said) {
    if (!text.empty() && codes.try_emplace(text).second) texts.push_back(text);
  }
  heap_sort(texts, natural_less);
  for (const std::string_view text : texts) {
    codes[text] = static_cast<std::int32_t>(source.values.size());
    source.values.push_back({.number = 0.0, .text = std::string(text)});
  }
  source.codes.reserve(said.size());
  for (const std::string_view text : said) {
    source.codes.push_back(text.empty() ? -1 : codes.at(text));
  }
  return source;
}

}  // namespace

std::string_view class_in_name(std::string_view path) {
  const std::string_view name = without_ending(file_name(path));
  const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  const auto is_mark = [](char letter) {
    return letter == '.' || letter == '_' || letter == '-' || letter == ' ' || letter == '(' ||
           letter == ')' || letter == '#';
  };
  std::size_t end = name.size();
  while (end > 0 && (is_digit(name[end - 1]) || is_mark(name[end - 1]))) --end;
  if (end > 0 && end < name.size()) {
    // "7_0012": digits that are the class stand before the number.
    return name.substr(0, end);
  }
  if (end == 0) {
    const std::size_t mark = name.find_first_of("._- ");
    return mark == std::string_view::npos ? "" : name.substr(0, mark);
  }
  std::size_t begin = 0;
  while (begin < name.size() && (is_digit(name[begin]) || is_mark(name[begin]))) ++begin;
  return begin > 0 ? name.substr(begin) : "";
}

std::optional<LabelSource> labels_by_file_names(const std::vector<FolderedPicture>& all) {
  std::vector<std::string_view> said;
  said.reserve(all.size());
  for (const FolderedPicture& one : all) said.push_back(class_in_name(one.picture->facts.path));
  if (std::ranges::find(said, "") != said.end()) return {};
  LabelSource source = source_of("names", "the files' names", said);
  const bool sensible = source.values.size() >= 2 && source.values.size() <= most_classes &&
                        2 * source.values.size() <= all.size();
  if (!sensible) return {};
  source.by_name = false;
  return source;
}

LabelSource labels_by_folders(const std::vector<FolderedPicture>& all) {
  std::vector<std::string_view> said;
  said.reserve(all.size());
  for (const FolderedPicture& one : all) {
    const auto& names = one.folder->names;
    said.push_back(names.empty() ? std::string_view() : names.back());
  }
  return source_of("folders", "the folders' names", said);
}

}  // namespace receptive
