#include <algorithm>
#include <cstdint>
#include <utility>

#include "data/looking/table_roles.h"

namespace receptive {

namespace {

LabelSource source_of(const TableFacts& facts, int number) {
  const auto place = static_cast<std::size_t>(number);
  const Column& column = facts.columns[place];
  LabelSource source{.id = column_id(number),
                     .title = column_title(facts, number),
                     .by_name = is_label_column(column.name)};
  for (Counted& counted : column.values.values()) source.values.push_back(std::move(counted.value));
  source.codes = column.codes;
  return source;
}

void add_samples(const TableFacts& facts, Part& part) {
  for (const TableRow& row : facts.samples) {
    ArrayItem item{.place = row.place};
    if (part.packed) {
      if (!is_whole(row, part)) continue;
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

void add_notes(const TableFacts& facts, const TableRoles& roles, Part& part) {
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
    const bool one = facts.odd_rows == 1;
    part.checks.push_back(path + ": " + rows_text(facts.odd_rows, "broken") +
                          " left out: " + (one ? "it has" : "they have") +
                          " another number of fields than the others (line " +
                          std::to_string(facts.first_odd_line) + (one ? ")." : " is the first)."));
  }
  if (facts.was_latin) {
    part.notes.push_back(path + " is not written in UTF-8; it was read as Windows-1252.");
  }
  if (part.packed) {
    const Column& lists = facts.columns[static_cast<std::size_t>(part.columns[0])];
    const std::uint64_t odd = facts.rows - (lists.lists - lists.odd_lists);
    if (odd > 0) {
      part.checks.push_back(path + ": " + std::to_string(odd) +
                            (odd == 1 ? " row has" : " rows have") + " no list of " +
                            std::to_string(part.values) +
                            " pixels as the first one has, and cannot be shown.");
    }
    return;
  }
  std::uint64_t blanks = 0;
  for (const int i : part.columns) blanks += facts.columns[static_cast<std::size_t>(i)].blanks;
  if (blanks > 0) {
    part.checks.push_back(path + ": " + std::to_string(blanks) + " pixel" +
                          (blanks == 1 ? " is" : "s are") + " missing and taken as black.");
  }
}

/// Why a table has no pictures with classes.
std::string reason_of(const TableFacts& facts, const TableRoles& roles, const Part& part) {
  const std::string& path = facts.path;
  const std::string count = std::to_string(part.values);
  if (!part.layouts.empty()) {
    return path + " has no labels: " +
           (part.packed ? "lists of " + count + " pixels." : count + " columns of pixels.");
  }
  if (part.columns.empty()) return path + " has no columns of pixels.";
  const std::string what = part.packed        ? "lists of " + count + " numbers"
                           : part.values == 1 ? "1 column of numbers"
                                              : count + " columns of numbers";
  return path + " has " + what + (part.labels.empty() ? "" : " beside its labels") +
         ", which make" + (!part.packed && part.values == 1 ? "s" : "") +
         " no picture: 784 would be one of 28x28." +
         (roles.left_out.empty() ? "" : " Left out: " + listed(roles.left_out) + ".");
}

Part part_of(const LookedTable& table, int source, const TableRoles& roles) {
  const TableFacts& facts = table.facts;
  Part part{.kind = Part::Kind::table,
            .source = source,
            .path = facts.path,
            .purpose = path_purpose(facts.path),
            .set = set_name(facts.path),
            .count = static_cast<std::size_t>(facts.rows),
            .columns = roles.packed >= 0 ? std::vector<int>{roles.packed} : roles.pixels,
            .packed = roles.packed >= 0};
  for (const int i : part.columns) {
    const Column& column = facts.columns[static_cast<std::size_t>(i)];
    part.extent.add(column.numbers);
    part.values += part.packed ? static_cast<std::size_t>(column.packed) : 1;
  }
  add_samples(facts, part);
  std::vector<std::vector<float>> samples;
  samples.reserve(part.samples.size());
  for (const ArrayItem& item : part.samples) samples.push_back(item.values);
  part.layouts = flat_layouts(part.values, samples);
  for (const int i : roles.labels) part.labels.push_back(source_of(facts, i));
  if (roles.split >= 0) part.split = source_of(facts, roles.split);
  add_notes(facts, roles, part);
  part.guessed = roles.guessed >= 0 && !roles.was_chosen;
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

bool is_whole(const TableRow& row, const Part& part) {
  return row.packed_column == part.columns[0] && row.packed.size() == part.values;
}

void find_table_parts(std::span<const LookedTable> tables, const std::string& labels,
                      std::span<const ClassList> lists, FoundParts& found) {
  const std::vector<TableRoles> roles = roles_of(tables, labels);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const TableFacts& facts = tables[i].facts;
    if (tables[i].names_pictures) continue;
    Part part = part_of(tables[i], static_cast<int>(i), roles[i]);
    if (part.layouts.empty() || part.labels.empty()) {
      const bool is_list = std::ranges::find(lists, facts.path, &ClassList::path) != lists.end();
      found.reasons.push_back(is_list ? facts.path + " is a list of names."
                                      : reason_of(facts, roles[i], part));
      continue;
    }
    const Column& column = facts.columns[static_cast<std::size_t>(roles[i].labels[0])];
    if (roles[i].guessed < 0 && !may_be_classes(column)) {
      found.reasons.push_back(facts.path + ": " + part.labels[0].title + " holds " +
                              why_not_classes(column) +
                              "; a network here learns 2 to 256 classes, and numbers cannot be "
                              "learned yet.");
    } else {
      say_guess(part, found.parts);
      found.parts.push_back(std::move(part));
    }
  }
}

}  // namespace receptive
