#include "data/looking/table/header.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <string_view>

namespace receptive {

namespace {

using Kind = TableFields::Kind;

/// A row that may be the header.
struct Candidate {
  std::uint64_t line = 0;
  std::vector<std::string> names = {};  ///< its fields as they are written
  std::vector<bool> words = {};         ///< those that are no numbers and no lists
  std::vector<double> numbers = {};     ///< NaN where it has none
  std::size_t lists = 0;
};

/// Each number of the row is the one before it plus 1.
bool counts_up(std::span<const double> numbers) {
  double before = std::nan("");
  for (const double number : numbers) {
    if (std::isnan(number)) continue;
    if (!std::isnan(before) && number != before + 1.0) return false;
    before = number;
  }
  return true;
}

/// What the rows below have in a column.
struct Below {
  std::size_t numbers = 0;  ///< lists too
  std::size_t fractions = 0;
  std::size_t texts = 0;
  /// A text here and there is what somebody writes for a number that is not there.
  [[nodiscard]] bool is_numbers() const { return numbers > 0 && texts * 2 <= numbers; }
};

struct Rows {
  std::size_t count = 0;
  bool one_counts_up = false;
  std::vector<Below> columns = {};

  void add(const TableFields& fields) {
    ++count;
    const auto numbers = fields.numbers();
    one_counts_up = one_counts_up || counts_up(numbers);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (std::isnan(numbers[i])) continue;
      ++columns[i].numbers;
      if (std::trunc(numbers[i]) != numbers[i]) ++columns[i].fractions;
    }
    for (const auto& other : fields.others()) {
      if (other.kind == Kind::list) ++columns[other.column].numbers;
      if (other.kind == Kind::text) ++columns[other.column].texts;
    }
  }

  void add(const Rows& more) {
    count += more.count;
    one_counts_up = one_counts_up || more.one_counts_up;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      columns[i].numbers += more.columns[i].numbers;
      columns[i].fractions += more.columns[i].fractions;
      columns[i].texts += more.columns[i].texts;
    }
  }
};

class Finder {
 public:
  Finder(const TableBeginning& beginning, char delimiter, std::size_t width)
      : beginning_(beginning), delimiter_(delimiter), width_(width) {}

  TableHeader find() {
    look();
    if (first_.line == 0) return {};
    if (names_columns(first_, first_is_short_)) return TableHeader{first_.line, first_.names};
    if (!first_is_short_ && comment_.line > 0) {
      // Below the comment is the first row too.
      rows_.add(first_row_);
      if (names_columns(comment_, false)) return TableHeader{comment_.line, comment_.names};
    }
    return {};
  }

 private:
  /// The first row, and what is below it.
  void look() {
    rows_.columns.resize(width_);
    first_row_.columns.resize(width_);
    TableFields fields(delimiter_, DecimalSign::both, width_);
    beginning_.each_line(delimiter_, fields, [&](const auto& line) {
      const bool fits = fits_table(fields, width_);
      const bool is_short = width_ > 2 && fields.count() + 1 == width_ && !fields.last_is_empty();
      if (fields.count() > width_ && fits) fields.drop_last();
      if (line.comment) {
        if (fits && first_.line == 0) comment_ = candidate_of(fields, line, 0);
      } else if (first_.line == 0 && (fits || is_short)) {
        first_ = candidate_of(fields, line, is_short ? 1 : 0);
        first_is_short_ = is_short;
        if (fits) first_row_.add(fields);
      } else if (fits) {
        rows_.add(fields);
      }
      return true;
    });
  }

  /// @param shift columns without a name in front
  [[nodiscard]] Candidate candidate_of(const TableFields& fields, const TableBeginning::Line& line,
                                       std::size_t shift) const {
    Candidate candidate{.line = line.number};
    candidate.names.resize(width_);
    candidate.words.resize(width_);
    candidate.numbers.resize(width_, std::nan(""));
    for (std::size_t i = 0; i + shift < width_; ++i) {
      candidate.numbers[i + shift] = fields.numbers()[i];
    }
    for (const auto& other : fields.others()) {
      candidate.words[shift + other.column] = other.kind == Kind::text;
      if (other.kind == Kind::list) ++candidate.lists;
    }
    TableFields names(delimiter_, DecimalSign::none, width_);
    names.cut(line.text);
    for (const auto& name : names.others()) candidate.names[shift + name.column] = name.text;
    return candidate;
  }

  [[nodiscard]] bool names_columns(const Candidate& row, bool is_short) const {
    std::size_t numbers = row.lists;
    std::size_t texts = 0;
    std::size_t texts_over_numbers = 0;
    std::size_t fractions_over_whole = 0;
    for (std::size_t i = 0; i < row.numbers.size(); ++i) {
      const Below& below = rows_.columns[i];
      if (!std::isnan(row.numbers[i])) {
        ++numbers;
        if (below.is_numbers() && below.fractions == 0 &&
            std::trunc(row.numbers[i]) != row.numbers[i]) {
          ++fractions_over_whole;
        }
      } else if (row.words[i]) {
        ++texts;
        if (below.is_numbers()) ++texts_over_numbers;
      }
    }
    // With nothing below them, words are names.
    if (rows_.count == 0) return numbers == 0 && texts > 0;
    if (texts_over_numbers > numbers) return true;
    if (numbers == 0) return texts > 0 && (is_short || has_words_of_its_own(row));
    constexpr std::size_t no_chance = 4;
    const bool sure = numbers >= no_chance || (numbers > 1 && texts_over_numbers > 0);
    if (sure && counts_up(row.numbers) && !rows_.one_counts_up) return true;
    constexpr std::size_t pixels = 16;
    return numbers >= pixels && fractions_over_whole * 2 > numbers && all_different(row);
  }

  static bool all_different(const Candidate& row) {
    std::set<std::string_view> names;
    return std::all_of(row.names.begin(), row.names.end(),
                       [&](const std::string& name) { return names.insert(name).second; });
  }

  /// In a table of words.
  [[nodiscard]] bool has_words_of_its_own(const Candidate& row) const {
    // Enough to find the column of labels.
    constexpr std::size_t columns_tried = 16;
    std::vector<std::set<std::string, std::less<>>> words(std::min(width_, columns_tried));
    TableFields fields(delimiter_, DecimalSign::both, words.size());
    beginning_.each_line(delimiter_, fields, [&](const auto& line) {
      if (line.comment || line.number == row.line) return true;
      for (const auto& other : fields.others()) {
        if (other.kind == Kind::text) words[other.column].emplace(other.text);
      }
      return true;
    });
    bool own = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!row.words[i]) continue;
      if (words[i].contains(row.names[i])) return false;
      own = own || (!words[i].empty() && words[i].size() * 2 <= rows_.columns[i].texts);
    }
    return own;
  }

  const TableBeginning& beginning_;
  char delimiter_;
  std::size_t width_;
  Candidate first_ = {};
  bool first_is_short_ = false;
  Candidate comment_ = {};
  Rows rows_ = {};       ///< below the first
  Rows first_row_ = {};  ///< the first, as one of the rows
};

}  // namespace

TableHeader find_table_header(const TableBeginning& beginning, char delimiter, std::size_t width) {
  return Finder(beginning, delimiter, width).find();
}

}  // namespace receptive
