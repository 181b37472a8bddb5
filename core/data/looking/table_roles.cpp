#include "data/looking/table_roles.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "data/readers/class_names.h"

namespace receptive {

namespace {

const Column& column_of(const TableFacts& facts, int place) {
  return facts.columns[static_cast<std::size_t>(place)];
}

std::size_t different(const Column& column) { return column.values.values().size(); }

/// Labels among columns that are called so and columns of texts. One that is called so and holds
/// something else is kept where there is no other, so that it can be named.
void find_named_labels(const TableFacts& facts, const std::vector<int>& named,
                       const std::vector<int>& texts, TableRoles& roles) {
  const auto fits = [&](int i) { return may_be_classes(column_of(facts, i)); };
  std::ranges::copy_if(named, std::back_inserter(roles.labels), fits);
  for (const int i : texts) {
    if (fits(i)) {
      roles.labels.push_back(i);
    } else {
      const std::string& name = column_of(facts, i).name;
      roles.left_out.push_back("column " + (name.empty() ? std::to_string(i + 1) : name));
    }
  }
  if (roles.labels.empty() && !named.empty()) roles.labels.push_back(named.front());
}

TableRoles named_roles(const TableFacts& facts) {
  TableRoles roles;
  std::vector<int> texts;
  std::vector<int> named;
  const auto columns = static_cast<int>(facts.columns.size());
  for (int i = 0; i < columns; ++i) {
    const Column& column = column_of(facts, i);
    if (column.is_blank()) continue;
    // Row numbers stand at an end, or are called so; a pixel within may count up by chance.
    const bool numbered = facts.has_header && is_number_column(column.name);
    const bool counts = (i == 0 || i == columns - 1 || numbered) && column.counts_up &&
                        column.numbers.count == facts.rows;
    if (column.packed > 0 && roles.packed < 0) {
      roles.packed = i;
    } else if (is_split(column)) {
      roles.split = i;
    } else if (is_label_column(column.name) && !counts) {
      named.push_back(i);
    } else if (counts || numbered) {
      roles.left_out.push_back(column.name.empty() ? "the column of row numbers"
                                                   : "column " + column.name);
    } else if (column.texts > 0) {
      texts.push_back(i);
    } else {
      roles.pixels.push_back(i);
    }
  }
  find_named_labels(facts, named, texts, roles);
  return roles;
}

/// The first and the last column, as far as they may be labels, the likelier first.
std::vector<int> possible_labels(const TableFacts& facts, const TableRoles& roles) {
  const std::vector<int>& pixels = roles.pixels;
  if (!roles.labels.empty() || roles.packed >= 0 || pixels.size() < 2) return {};
  // Pictures alone leave no column over.
  if (!flat_layouts(pixels.size(), {}).empty() && flat_layouts(pixels.size() - 1, {}).empty()) {
    return {};
  }
  std::vector<int> possible = {pixels.front(), pixels.back()};
  std::erase_if(possible, [&](int i) { return !may_be_classes(column_of(facts, i)); });
  if (possible.size() == 2 &&
      different(column_of(facts, possible[1])) < different(column_of(facts, possible[0]))) {
    std::swap(possible[0], possible[1]);
  }
  return possible;
}

}  // namespace

bool may_be_classes(const Column& column) {
  if (column.values.many() || column.packed > 0 || column.codes.empty()) return false;
  return different(column) >= 2 && different(column) <= most_classes && column.numbers.whole;
}

std::string why_not_classes(const Column& column) {
  if (column.values.many()) return "more different values than classes can have";
  if (!column.numbers.whole) return "numbers with fractions";
  const std::size_t count = different(column);
  return count < 2 ? "one value only" : std::to_string(count) + " different values";
}

bool is_split(const Column& column) {
  if (!is_split_column(column.name) || column.texts == 0 || column.codes.empty()) return false;
  return std::ranges::all_of(column.values.values(), [](const Counted& counted) {
    return counted.value.is_text() && purpose_of(counted.value.text) != Purpose::unsaid;
  });
}

std::string column_title(const TableFacts& facts, int column) {
  const std::string& name = column_of(facts, column).name;
  if (!name.empty()) return "column " + name;
  if (column == 0) return "the first column";
  if (static_cast<std::size_t>(column) + 1 == facts.columns.size()) return "the last column";
  return "column " + std::to_string(column + 1);
}

std::string column_id(int column) { return "column " + std::to_string(column); }

std::vector<TableRoles> roles_of(std::span<const LookedTable> tables, const std::string& chosen) {
  struct Leader {
    std::uint64_t rows = 0;
    std::vector<int> labels = {};
  };
  std::map<std::size_t, Leader> leaders;
  std::vector<TableRoles> all;
  for (const LookedTable& table : tables) {
    all.push_back(named_roles(table.facts));
    std::vector<int> labels = possible_labels(table.facts, all.back());
    Leader& leader = leaders[table.facts.columns.size()];
    if (labels.empty() || table.facts.rows <= leader.rows) continue;
    leader = {.rows = table.facts.rows, .labels = std::move(labels)};
  }
  for (std::size_t t = 0; t < all.size(); ++t) {
    const TableFacts& facts = tables[t].facts;
    TableRoles& roles = all[t];
    const Leader& leader = leaders[facts.columns.size()];
    const bool named = !roles.labels.empty() || roles.packed >= 0;
    if (named || leader.labels.empty()) continue;
    roles.guessed = leader.labels.front();
    for (const int i : leader.labels) {
      if (column_id(i) != chosen) continue;
      roles.guessed = i;
      roles.was_chosen = true;
    }
    // A small table for testing may have one class only.
    const Column& guessed = column_of(facts, roles.guessed);
    const bool is_there = std::ranges::find(roles.pixels, roles.guessed) != roles.pixels.end();
    if (!is_there || guessed.codes.empty() || guessed.values.many() || !guessed.numbers.whole) {
      roles.guessed = -1;
      continue;
    }
    roles.labels = leader.labels;
    std::erase_if(roles.labels, [&](int i) {
      return i != roles.guessed && !may_be_classes(column_of(facts, i));
    });
    std::erase(roles.pixels, roles.guessed);
  }
  return all;
}

}  // namespace receptive
