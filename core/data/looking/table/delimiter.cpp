#include "data/looking/table/delimiter.h"

#include <cstdint>
#include <map>
#include <utility>

#include "base/error.h"
#include "data/looking/path_words.h"
#include "data/looking/table/number.h"
#include "data/looking/table/refuse.h"

namespace receptive {

namespace {

constexpr std::size_t rows_tried = 100;

enum class Torn : std::uint8_t { not_at_all, by_blanks, by_more };

/// Whether a field is several numbers: "5;0" is, and "0000 -1"; "70 80 82" is a list.
Torn how_torn(std::string_view text) {
  if (may_be_thousands(text)) return Torn::not_at_all;
  std::size_t count = 0;
  Torn torn = Torn::by_blanks;
  for (;;) {
    if (!take_number(text, '.')) return Torn::not_at_all;
    ++count;
    if (text.empty()) break;
    if (table_delimiters.find(text.front()) == std::string_view::npos) return Torn::not_at_all;
    if (text.front() != ' ') torn = Torn::by_more;
    text.remove_prefix(1);
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return count == 2 || (count > 2 && torn == Torn::by_more) ? torn : Torn::not_at_all;
}

/// Whether a quote within a field stands beside another delimiter, as in 1;"a,b" cut at its comma.
bool has_torn_quotes(std::string_view text) {
  const auto delimits = [&](std::size_t at) {
    return at < text.size() && text[at] != ' ' &&
           table_delimiters.find(text[at]) != std::string_view::npos;
  };
  std::size_t at = text.find('"');
  for (; at != std::string_view::npos; at = text.find('"', at + 1)) {
    if (delimits(at + 1) || (at > 0 && delimits(at - 1))) return true;
  }
  return false;
}

/// What the rows are cut into.
struct Tally {
  std::size_t rows = 0;
  std::size_t first = 0;  ///< fields of the first row
  std::map<std::size_t, std::size_t> rows_by_fields = {};
  std::size_t fields = 0;
  std::size_t others = 0;  ///< fields that are no numbers
  std::size_t torn_by_more = 0;
  std::size_t torn_inside = 0;  ///< by blanks, and neither the first nor the last of the row
  bool torn_outside = false;    ///< by blanks, the first of a row
  std::size_t torn_quotes = 0;  ///< rows
  std::size_t pictures = 0;     ///< rows that begin with the name of one

  void add(const TableFields& row) {
    if (rows++ == 0) first = row.count();
    ++rows_by_fields[row.count()];
    fields += row.numbers().size();
    others += row.others().size();
    bool quotes = false;
    for (const auto& other : row.others()) {
      if (other.kind != TableFields::Kind::text || other.quoted) continue;
      if (other.column == 0 && is_called_picture(other.text)) ++pictures;
      quotes = quotes || has_torn_quotes(other.text);
      const Torn how = how_torn(other.text);
      if (how == Torn::by_more) ++torn_by_more;
      if (how != Torn::by_blanks) continue;
      if (other.column == 0) torn_outside = true;
      if (other.column > 0 && other.column + 1 < row.count()) ++torn_inside;
    }
    if (quotes) ++torn_quotes;
  }
};

DelimiterTrial try_delimiter(const TableBeginning& beginning, char delimiter) {
  TableFields fields(delimiter, DecimalSign::both, most_table_columns);
  Tally tally;
  const bool readable = beginning.each_line(delimiter, fields, [&](const auto& line) {
    if (!line.comment) tally.add(fields);
    return tally.rows < rows_tried;
  });
  DelimiterTrial trial{.delimiter = delimiter};
  if (!readable || tally.rows == 0) return trial;
  std::size_t most = 0;
  for (const auto& [count, times] : tally.rows_by_fields) {
    if (times < most) continue;
    most = times;
    trial.fields = count;
  }
  // A header may lack the field above the row names, or the delimiter at the end of each line.
  if (tally.first + 1 == trial.fields) ++most;
  trial.agreeing = static_cast<double>(most) / static_cast<double>(tally.rows);
  // "1;0,5" in two at its comma: the half of it is torn. "6,0 -1,0 0,5" at its commas: all but its
  // ends is; "2020 01,5" is whole.
  const bool half = tally.torn_by_more * 2 >= tally.fields;
  const bool inside = tally.torn_inside * 2 + most * 2 > tally.fields;
  const bool quotes = tally.torn_quotes * 2 >= tally.rows;
  trial.torn = half || quotes || (inside && tally.torn_inside > 0 && !tally.torn_outside);
  trial.pictures = tally.pictures * 10 >= tally.rows * 9;
  trial.numbers = (tally.fields - tally.others) * 2 >= tally.fields;
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

DelimiterSearch::DelimiterSearch(TableBeginning beginning)
    : beginning_(std::move(beginning)), named_(find_named(beginning_)) {}

bool DelimiterSearch::step() {
  if (named_ || tried_ == table_delimiters.size()) return false;
  try_next();
  ++tried_;
  if (unreadable_ == table_delimiters.size()) std::rethrow_exception(why_);
  return tried_ < table_delimiters.size();
}

void DelimiterSearch::try_next() {
  // More rows than a tenth that do not fit are refused later.
  constexpr double nearly_all = 0.9;
  const char delimiter = table_delimiters[tried_];
  if (delimiter == ' ' && best_.cuts()) return;
  try {
    const DelimiterTrial trial = try_delimiter(beginning_, delimiter);
    if (!trial.cuts()) return;
    // Blanks stand between words of any text.
    if (delimiter == ' ' && !trial.numbers && !trial.pictures) return;
    if (trial.agreeing >= nearly_all && trial.worth() > best_.worth()) best_ = trial;
    if (trial.agreeing >= nearly_all / 2 && trial.worth() > likely_.worth()) likely_ = trial;
  } catch (const FormatError&) {
    // A quote that nothing closes may be none with another delimiter.
    ++unreadable_;
    if (!why_) why_ = std::current_exception();
  }
}

char DelimiterSearch::found() const {
  if (named_) return *named_;
  return best_.cuts() ? best_.delimiter : likely_.delimiter;
}

}  // namespace receptive
