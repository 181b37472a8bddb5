#include "data/looking/class_lists.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "data/looking/path_words.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\"'";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty() && line.front() != '#') lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::string_view> fields_of(std::string_view line) {
  constexpr std::string_view marks = ",;\t: ";
  std::vector<std::string_view> fields;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(marks), line.size());
    const std::string_view field = trimmed(line.substr(0, end));
    if (!field.empty()) fields.push_back(field);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return fields;
}

/// A whole number of up to six digits; -1 for anything else.
int number_of(std::string_view field) {
  constexpr std::size_t most_digits = 6;
  if (field.empty() || field.size() > most_digits) return -1;
  int number = 0;
  for (const char letter : field) {
    if (letter < '0' || letter > '9') return -1;
    number = 10 * number + (letter - '0');
  }
  return number;
}

/// Of a line; -1 where it begins with anything else.
int first_number(std::string_view line) {
  const auto fields = fields_of(line);
  return fields.empty() ? -1 : number_of(fields.front());
}

bool are_numbers(const std::vector<std::string_view>& fields) {
  return std::ranges::all_of(fields, [](auto field) { return number_of(field) >= 0; });
}

/// "1 65 97": the character of the first code.
std::string character_of(int code) {
  constexpr int first_printable = 33;
  constexpr int last_printable = 126;
  if (code < first_printable || code > last_printable) return "";
  return std::string(1, static_cast<char>(code));
}

/// The name behind a number: one character, where there is a field of one ("0,U+304A,o"), else all
/// that follows ("3 golden retriever").
std::string name_behind(std::string_view line, const std::vector<std::string_view>& fields) {
  if (are_numbers(fields)) return character_of(number_of(fields[1]));
  const std::string_view last = fields.back();
  if (fields[1].starts_with("U+") && fields.size() == 3) return std::string(last);
  const auto behind = static_cast<std::size_t>(fields[1].data() - line.data());
  return std::string(trimmed(line.substr(behind)));
}

bool are_names(const std::vector<std::string>& names) {
  return std::ranges::all_of(
             names, [](const std::string& name) { return wrong_with_class_name(name).empty(); }) &&
         std::set<std::string>(names.begin(), names.end()).size() == names.size();
}

}  // namespace

std::optional<ClassList> read_class_list(const std::string& path, std::string_view text) {
  std::vector<std::string_view> lines = lines_of(text);
  // "index,codepoint,char": a header stands over the pairs.
  if (lines.size() > 2 && first_number(lines[0]) < 0 && first_number(lines[1]) >= 0) {
    lines.erase(lines.begin());
  }
  if (lines.empty() || lines.size() > most_classes) return {};
  ClassList list{.path = path};
  // More is a table; and so is a name with a delimiter in it, unless the file is called as lists
  // are.
  constexpr std::size_t most_fields = 4;
  constexpr std::string_view delimiters = ",;\t";
  const bool called = is_called_names(file_name(path));
  bool pairs = true;
  bool plain = true;
  for (const std::string_view line : lines) {
    const auto fields = fields_of(line);
    const int number = first_number(line);
    // Codes are those of a letter in both cases; more numbers are a table.
    const std::size_t most = are_numbers(fields) ? 3 : most_fields;
    pairs = pairs && fields.size() >= 2 && fields.size() <= most && number >= 0 &&
            !list.by_number.contains(number);
    if (pairs) list.by_number[number] = name_behind(line, fields);
    plain = plain && (called || line.find_first_of(delimiters) == std::string_view::npos);
    list.names.emplace_back(line);
  }
  if (pairs) {
    list.names.clear();
    for (const auto& [number, name] : list.by_number) {
      if (!wrong_with_class_name(name).empty()) return {};
    }
    return list;
  }
  list.by_number.clear();
  if (!plain || !are_names(list.names)) return {};
  return list;
}

std::vector<std::string> names_by(const ClassList& list, const std::vector<LabelValue>& values) {
  std::vector<std::string> names;
  if (values.empty() || values.front().is_text() || values.back().is_text()) return names;
  for (const LabelValue& value : values) {
    if (list.names.empty()) {
      const auto found = list.by_number.find(value.number);
      if (found == list.by_number.end()) return {};
      names.push_back(found->second);
      continue;
    }
    const bool from_one = values.front().number == 1.0 &&
                          values.back().number == static_cast<double>(list.names.size());
    const double place = value.number - (from_one ? 1.0 : 0.0);
    if (place < 0 || place >= static_cast<double>(list.names.size())) return {};
    names.push_back(list.names[static_cast<std::size_t>(place)]);
  }
  return are_names(names) ? names : std::vector<std::string>{};
}

}  // namespace receptive
