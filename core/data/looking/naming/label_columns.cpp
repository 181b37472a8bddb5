#include "data/looking/naming/label_columns.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "data/looking/table_roles.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

/// What a column holds decides how likely it has the classes.
enum class Rank : std::uint8_t { called, texts, one_hot, numbers };

struct Candidate {
  Rank rank = Rank::numbers;
  LabelColumn column = {};
};

const Column& column_of(const TableFacts& facts, int place) {
  return facts.columns[static_cast<std::size_t>(place)];
}

/// Whether a column may say anything of a picture but its name and what it is for.
bool may_tell(const TableFacts& facts, const NamingTable& naming, int place) {
  const Column& column = column_of(facts, place);
  const bool counts = column.texts == 0 && column.numbers.whole &&
                      (column.counts_up || is_number_column(column.name));
  const bool hot = std::ranges::find(naming.hot, place) != naming.hot.end();
  return place != naming.column && !column.is_blank() && !hot && !is_split_column(column.name) &&
         (is_label_column(column.name) || !facts.has_header || !counts);
}

std::string key_of(const TableFacts& facts, int place) {
  const std::string& name = column_of(facts, place).name;
  return "column " + (name.empty() ? std::to_string(place + 1) : name);
}

/// The same column in all tables.
std::vector<Candidate> candidates_of(std::span<const LookedTable> tables,
                                     std::span<const NamingTable> naming,
                                     std::span<const std::size_t> used) {
  std::vector<Candidate> all;
  for (const std::size_t n : used) {
    const TableFacts& facts = tables[naming[n].table].facts;
    for (int i = 0; i < static_cast<int>(facts.columns.size()); ++i) {
      if (!may_tell(facts, naming[n], i)) continue;
      const Column& column = column_of(facts, i);
      std::string id = key_of(facts, i);
      auto same = std::ranges::find(all, id, [](const Candidate& one) { return one.column.id; });
      if (same == all.end()) {
        all.push_back({.column = {.id = std::move(id),
                                  .title = column_title(facts, i),
                                  .called = is_label_column(column.name)}});
        same = all.end() - 1;
      }
      if (column.texts > 0) same->rank = Rank::texts;
      if (same->column.called) same->rank = Rank::called;
      same->column.places.emplace_back(n, i);
    }
  }
  return all;
}

/// Few values over all tables, whose rows are known.
bool fits(std::span<const LookedTable> tables, std::span<const NamingTable> naming,
          const Candidate& candidate, bool alone) {
  std::set<LabelValue> values;
  std::uint64_t named = 0;
  for (const auto& [n, place] : candidate.column.places) {
    const Column& column = column_of(tables[naming[n].table].facts, place);
    if (column.values.many() || column.packed > 0 || column.codes.empty() ||
        !column.numbers.whole) {
      return false;
    }
    for (Counted& one : column.values.values()) values.insert(std::move(one.value));
    named += naming[n].named;
  }
  // What hardly repeats and is not called so tells pictures apart, not classes.
  const bool repeats = candidate.column.called || alone || 2 * values.size() <= named;
  return values.size() >= 2 && values.size() <= most_classes && repeats;
}

/// Where nearly all rows have one 1 among the columns of 0 and 1.
void add_one_hot(std::span<const LookedTable> tables, std::span<const NamingTable> naming,
                 std::span<const std::size_t> used, std::vector<Candidate>& fitting) {
  Candidate candidate{.rank = Rank::one_hot, .column = {.id = "columns of 0 and 1"}};
  for (const std::size_t n : used) {
    const NamingTable& table = naming[n];
    const TableFacts& facts = tables[table.table].facts;
    const auto clear = static_cast<std::uint64_t>(
        std::ranges::count_if(table.hot_codes, [](std::int16_t code) { return code >= 0; }));
    if (!facts.has_header || table.hot.size() > most_classes || 10 * clear < 9 * table.named) {
      continue;
    }
    if (table.hot.empty()) continue;
    candidate.column.title = "columns " + column_of(facts, table.hot.front()).name + " to " +
                             column_of(facts, table.hot.back()).name;
    candidate.column.places.emplace_back(n, one_hot_columns);
  }
  if (!candidate.column.places.empty()) fitting.push_back(std::move(candidate));
}

}  // namespace

std::vector<LabelColumn> label_columns(std::span<const LookedTable> tables,
                                       std::span<const NamingTable> naming,
                                       std::span<const std::size_t> used) {
  std::vector<Candidate> all = candidates_of(tables, naming, used);
  const bool alone = all.size() == 1;
  std::erase_if(all, [&](const Candidate& one) { return !fits(tables, naming, one, alone); });
  const bool words =
      std::ranges::any_of(all, [](const Candidate& one) { return one.rank <= Rank::texts; });
  if (!words) add_one_hot(tables, naming, used, all);
  const bool sure = words || std::ranges::any_of(all, [](const Candidate& one) {
                      return one.rank == Rank::one_hot;
                    });
  std::vector<LabelColumn> columns;
  for (const Rank rank : {Rank::called, Rank::texts, Rank::one_hot, Rank::numbers}) {
    if (rank == Rank::numbers && sure) break;
    for (Candidate& one : all) {
      if (one.rank == rank) columns.push_back(std::move(one.column));
    }
  }
  return columns;
}

std::string why_no_labels(const TableFacts& facts, const NamingTable& naming) {
  std::vector<int> others;
  for (int i = 0; i < static_cast<int>(facts.columns.size()); ++i) {
    if (may_tell(facts, naming, i)) others.push_back(i);
  }
  const auto called = std::ranges::find_if(
      others, [&](int i) { return is_label_column(column_of(facts, i).name); });
  if (called == others.end() && others.size() != 1) {
    const bool none = others.empty();
    if (!naming.hot.empty()) {
      return facts.path +
             " has columns of 0 and 1 of which a picture may have several, or none: "
             "a network here learns one class for each picture.";
    }
    return facts.path + " names pictures and has no column " +
           (none ? "beside." : "that tells 2 to 256 classes.");
  }
  const int place = called == others.end() ? others.front() : *called;
  return facts.path + ": " + column_title(facts, place) + " holds " +
         why_not_classes(column_of(facts, place)) +
         "; a network here learns 2 to 256 classes, and numbers cannot be learned yet.";
}

}  // namespace receptive
