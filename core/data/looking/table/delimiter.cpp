#include "data/looking/table/delimiter.h"

#include <exception>
#include <map>
#include <optional>

#include "base/error.h"
#include "data/looking/table/number.h"
#include "data/looking/table/refuse.h"

namespace receptive {

namespace {

constexpr std::size_t rows_tried = 100;

/// How well a delimiter cuts the rows.
struct Trial {
  char delimiter = ',';
  std::size_t fields = 0;  ///< of most rows
  double agreeing = 0.0;   ///< share of the rows that have so many
  bool torn = false;       ///< most of what is between the delimiters has another delimiter
  bool numbers = false;    ///< at least half of the fields are numbers

  [[nodiscard]] double worth() const { return agreeing * static_cast<double>(fields); }
  [[nodiscard]] bool cuts() const { return fields > 1 && !torn; }
};

/// "5;0" is, and "0000 -1"; "70 80 82" is a list.
bool is_torn(std::string_view text) {
  std::size_t count = 0;
  bool blanks_only = true;
  for (;;) {
    if (!take_number(text, '.')) return false;
    ++count;
    if (text.empty()) return count > 1 && (count == 2 || !blanks_only);
    if (table_delimiters.find(text.front()) == std::string_view::npos) return false;
    if (text.front() != ' ') blanks_only = false;
    text.remove_prefix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
}

Trial try_delimiter(const TableBeginning& beginning, char delimiter) {
  TableFields fields(delimiter, DecimalSign::both, most_table_columns);
  std::map<std::size_t, std::size_t> rows_by_fields;
  std::size_t rows = 0;
  std::size_t first = 0;
  std::size_t all = 0;
  std::size_t torn = 0;
  std::size_t others = 0;
  const bool readable = beginning.each_line(delimiter, fields, [&](const auto& line) {
    if (line.comment) return true;
    if (rows == 0) first = fields.count();
    ++rows_by_fields[fields.count()];
    all += fields.numbers().size();
    for (const auto& other : fields.others()) {
      ++others;
      if (other.kind == TableFields::Kind::text && !other.quoted && is_torn(other.text)) ++torn;
    }
    return ++rows < rows_tried;
  });
  Trial trial{.delimiter = delimiter};
  if (!readable || rows == 0) return trial;
  std::size_t most = 0;
  for (const auto& [count, times] : rows_by_fields) {
    if (times < most) continue;
    most = times;
    trial.fields = count;
  }
  // A header may lack the field above the row names, or the delimiter at the end of each line.
  if (first + 1 == trial.fields) ++most;
  trial.agreeing = static_cast<double>(most) / static_cast<double>(rows);
  trial.torn = torn * 2 > all;
  trial.numbers = (all - others) * 2 >= all;
  return trial;
}

/// What a first line "sep=;" says.
std::optional<char> find_named(const TableBeginning& beginning) {
  const auto line = beginning.text.substr(0, beginning.text.find_first_of("\r\n"));
  const auto named = named_delimiter(line);
  if (named && table_delimiters.find(*named) == std::string_view::npos) {
    refuse_line(beginning.path, 1, "a comma, semicolon, tab, bar or blank behind \"sep=\"",
                "'" + std::string(1, *named) + "'");
  }
  return named;
}

}  // namespace

char find_delimiter(const TableBeginning& beginning) {
  if (const auto named = find_named(beginning)) return *named;
  // More rows than a tenth that do not fit are refused later.
  constexpr double nearly_all = 0.9;
  Trial best;
  Trial likely;
  std::size_t unreadable = 0;
  std::exception_ptr why;
  for (const char delimiter : table_delimiters) {
    if (delimiter == ' ' && best.cuts()) break;
    try {
      const Trial trial = try_delimiter(beginning, delimiter);
      if (!trial.cuts() || (delimiter == ' ' && !trial.numbers)) continue;
      if (trial.agreeing >= nearly_all && trial.worth() > best.worth()) best = trial;
      if (trial.agreeing >= nearly_all / 2 && trial.worth() > likely.worth()) likely = trial;
    } catch (const FormatError&) {
      // A quote that nothing closes may be none with another delimiter.
      ++unreadable;
      why = std::current_exception();
    }
  }
  if (unreadable == table_delimiters.size()) std::rethrow_exception(why);
  return best.cuts() ? best.delimiter : likely.delimiter;
}

}  // namespace receptive
