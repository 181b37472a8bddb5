#include <algorithm>
#include <cstdint>
#include <utility>

#include "data/looking/parts.h"
#include "data/readers/class_names.h"

namespace receptive {

namespace {

std::string column_title(const Column& column, std::size_t place, std::size_t columns) {
  if (!column.name.empty()) return "column " + column.name;
  if (place == 0) return "the first column";
  if (place + 1 == columns) return "the last column";
  return "column " + std::to_string(place + 1);
}

std::string column_id(std::size_t place) { return "column " + std::to_string(place); }
std::string column_id(int place) { return column_id(static_cast<std::size_t>(place)); }

/// Few whole numbers, or few texts, as classes are.
bool may_be_classes(const Column& column) {
  if (column.values.many() || column.packed > 0) return false;
  const std::size_t different = column.values.values().size();
  return different >= 2 && different <= most_classes && column.numbers.whole;
}

bool is_split(const Column& column) {
  if (!is_split_column(column.name) || column.texts == 0 || column.values.many()) return false;
  return std::ranges::all_of(column.values.values(), [](const Counted& counted) {
    return counted.value.is_text() && purpose_of(counted.value.text) != Purpose::unsaid;
  });
}

LabelSource source_of(const Column& column, std::size_t place, std::size_t columns) {
  LabelSource source{.id = column_id(place),
                     .title = column_title(column, place, columns),
                     .by_name = is_label_column(column.name)};
  for (Counted& counted : column.values.values()) source.values.push_back(std::move(counted.value));
  source.codes = column.codes;
  return source;
}

/// What the columns of a table are.
struct Roles {
  std::vector<int> pixels = {};
  std::vector<int> labels = {};  ///< the most likely first
  int split = -1;
  int packed = -1;
  std::vector<std::string> left_out = {};
};

Roles roles_of(const TableFacts& facts) {
  Roles roles;
  std::vector<int> texts;
  std::vector<int> named;
  const auto columns = static_cast<int>(facts.columns.size());
  for (int i = 0; i < columns; ++i) {
    const Column& column = facts.columns[static_cast<std::size_t>(i)];
    if (column.is_blank()) continue;
    const bool counts = column.counts_up && column.numbers.count == facts.rows;
    if (column.packed > 0 && roles.packed < 0) {
      roles.packed = i;
    } else if (is_split(column)) {
      roles.split = i;
    } else if (is_label_column(column.name) && !counts) {
      named.push_back(i);
    } else if (counts || (is_number_column(column.name) && facts.has_header)) {
      roles.left_out.push_back(column.name.empty() ? "the column of row numbers"
                                                   : "column " + column.name);
    } else if (column.texts > 0) {
      texts.push_back(i);
    } else {
      roles.pixels.push_back(i);
    }
  }
  // One of the names that labels have is enough; a second one is a pixel or a text like others.
  for (const int i : named) {
    const bool fits = may_be_classes(facts.columns[static_cast<std::size_t>(i)]);
    if (fits || named.size() == 1) roles.labels.push_back(i);
  }
  for (const int i : texts) {
    const Column& column = facts.columns[static_cast<std::size_t>(i)];
    if (may_be_classes(column)) {
      roles.labels.push_back(i);
    } else {
      roles.left_out.push_back("column " +
                               (column.name.empty() ? std::to_string(i + 1) : column.name));
    }
  }
  return roles;
}

/// Where no header names the labels: the first or the last column, whichever has fewer values.
void find_unnamed_labels(const TableFacts& facts, const std::string& label_column, Roles& roles) {
  std::vector<int>& pixels = roles.pixels;
  if (roles.packed >= 0 || pixels.size() < 2) return;
  // Pictures alone leave no column over.
  if (!flat_layouts(pixels.size(), {}).empty() && flat_layouts(pixels.size() - 1, {}).empty())
    return;
  const auto different = [&](int i) {
    const Column& column = facts.columns[static_cast<std::size_t>(i)];
    return may_be_classes(column) ? column.values.values().size() : SIZE_MAX;
  };
  int first = pixels.front();
  int second = pixels.back();
  const bool chosen = column_id(second) == label_column && different(second) != SIZE_MAX;
  const bool other = column_id(first) == label_column && different(first) != SIZE_MAX;
  if (chosen || (!other && different(second) < different(first))) std::swap(first, second);
  if (different(first) == SIZE_MAX) return;
  roles.labels.push_back(first);
  if (different(second) != SIZE_MAX) roles.labels.push_back(second);
  std::erase(pixels, first);
}

void add_samples(const TableFacts& facts, Part& part) {
  for (const TableRow& row : facts.samples) {
    ArrayItem item{.place = row.place};
    if (part.packed) {
      if (row.packed.size() != part.values) continue;
      item.values = row.packed;
    } else {
      for (const int i : part.columns) {
        item.values.push_back(row.numbers[static_cast<std::size_t>(i)]);
      }
    }
    part.samples.push_back(std::move(item));
  }
}

std::string rows_text(std::uint64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? " row was" : " rows were");
}

void add_notes(const TableFacts& facts, const Roles& roles, Part& part) {
  const std::string& path = facts.path;
  if (!roles.left_out.empty()) {
    part.notes.push_back(path + ": " + listed(roles.left_out) +
                         (roles.left_out.size() == 1 ? " was" : " were") + " left out.");
  }
  if (facts.blank_rows > 0) {
    part.notes.push_back(path + ": " + rows_text(facts.blank_rows, "empty") + " passed over.");
  }
  if (facts.comment_rows > 0) {
    part.notes.push_back(path + ": " + rows_text(facts.comment_rows, "comment") + " passed over.");
  }
  if (facts.odd_rows > 0) {
    part.checks.push_back(path + ": " + rows_text(facts.odd_rows, "broken") +
                          " left out: they have another number of fields than the others (line " +
                          std::to_string(facts.first_odd_line) + " is the first).");
  }
  if (facts.was_latin) {
    part.notes.push_back(path + " is not written in UTF-8; it was read as Windows-1252.");
  }
  std::uint64_t blanks = 0;
  for (const int i : part.columns) blanks += facts.columns[static_cast<std::size_t>(i)].blanks;
  if (blanks > 0) {
    part.checks.push_back(path + ": " + std::to_string(blanks) + " pixel" +
                          (blanks == 1 ? " is" : "s are") + " missing and taken as 0.");
  }
}

/// Why a table has no pictures with classes.
std::string reason_of(const TableFacts& facts, const Roles& roles, const Part& part) {
  const std::string& path = facts.path;
  if (part.layouts.empty()) {
    const std::size_t columns = roles.packed >= 0 ? part.values : roles.pixels.size();
    if (columns == 0) return path + " has no columns of pixels.";
    return path + " has " + std::to_string(columns) + (columns == 1 ? " column" : " columns") +
           " of numbers beside its labels, which make no picture: 784 would be one of 28x28.";
  }
  return path + " has no labels: " + std::to_string(part.values) + " columns of pixels.";
}

Part part_of(const LookedTable& table, int source, const std::string& label_column, Roles& roles) {
  const TableFacts& facts = table.facts;
  const bool no_label = roles.labels.empty();
  if (no_label) find_unnamed_labels(facts, label_column, roles);
  Part part{.kind = Part::Kind::table,
            .source = source,
            .path = facts.path,
            .purpose = purpose_of(file_name(facts.path)),
            .set = set_name(facts.path),
            .count = static_cast<std::size_t>(facts.rows),
            .columns = roles.packed >= 0 ? std::vector<int>{} : roles.pixels,
            .packed = roles.packed >= 0};
  part.values =
      part.packed
          ? static_cast<std::size_t>(facts.columns[static_cast<std::size_t>(roles.packed)].packed)
          : part.columns.size();
  if (part.packed) {
    part.extent = facts.columns[static_cast<std::size_t>(roles.packed)].numbers;
  } else {
    for (const int i : part.columns)
      part.extent.add(facts.columns[static_cast<std::size_t>(i)].numbers);
  }
  add_samples(facts, part);
  std::vector<std::vector<float>> samples;
  for (const ArrayItem& item : part.samples) samples.push_back(item.values);
  part.layouts = flat_layouts(part.values, samples);
  const std::size_t columns = facts.columns.size();
  for (const int i : roles.labels) {
    const auto place = static_cast<std::size_t>(i);
    part.labels.push_back(source_of(facts.columns[place], place, columns));
  }
  if (roles.split >= 0) {
    const auto place = static_cast<std::size_t>(roles.split);
    part.split = source_of(facts.columns[place], place, columns);
  }
  add_notes(facts, roles, part);
  part.guessed = no_label && !part.labels.empty();
  return part;
}

/// Once for tables of one kind.
void say_guess(Part& part, const std::vector<Part>& before) {
  const auto same = [&](const Part& other) {
    return other.guessed && other.columns == part.columns;
  };
  if (!part.guessed || std::ranges::any_of(before, same)) return;
  const LabelSource& chosen = part.labels.front();
  part.checks.push_back(part.path + " does not say which column holds the labels: " + chosen.title +
                        " was taken, which has " + std::to_string(chosen.values.size()) +
                        " different values.");
}

}  // namespace

void find_table_parts(std::span<const LookedTable> tables, const std::vector<ClassList>& lists,
                      const std::string& label_column, FoundParts& found) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const LookedTable& table = tables[i];
    if (std::ranges::find(lists, table.facts.path, &ClassList::path) != lists.end()) {
      found.reasons.push_back(table.facts.path + " is a list of names.");
      continue;
    }
    Roles roles = roles_of(table.facts);
    const bool numbers =
        roles.labels.size() == 1 &&
        !may_be_classes(table.facts.columns[static_cast<std::size_t>(roles.labels[0])]);
    Part part = part_of(table, static_cast<int>(i), label_column, roles);
    if (part.layouts.empty() || part.labels.empty()) {
      found.reasons.push_back(reason_of(table.facts, roles, part));
    } else if (numbers) {
      const Column& column = table.facts.columns[static_cast<std::size_t>(roles.labels[0])];
      const std::size_t different = column.values.values().size();
      std::string why = column.values.many()    ? "more different values than classes can have"
                        : !column.numbers.whole ? "numbers with fractions"
                        : different < 2         ? "one value only"
                                                : std::to_string(different) + " different values";
      found.reasons.push_back(table.facts.path + ": " + part.labels[0].title + " holds " + why +
                              "; a network here learns 2 to 256 classes, and numbers cannot be "
                              "learned yet.");
    } else {
      say_guess(part, found.parts);
      found.parts.push_back(std::move(part));
    }
  }
}

}  // namespace receptive
