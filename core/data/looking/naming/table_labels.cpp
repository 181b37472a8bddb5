#include "data/looking/naming/table_labels.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "data/looking/naming/label_columns.h"
#include "data/looking/table_roles.h"
#include "data/looking/words.h"

namespace receptive {

namespace {

std::string have_text(std::uint64_t count) {
  return pictures_text(count) + (count == 1 ? " has " : " have ");
}
std::string left_out_text(std::uint64_t count) {
  return count == 1 ? "it was left out." : "they were left out.";
}

/// Rows that belong to no picture, or to several.
void check_rows(const NamingTable& table, const std::string& path, TableLabels& labels) {
  const auto say = [&](std::uint64_t count, const std::string& what, const std::string& first) {
    if (count == 0) return;
    labels.checks.push_back(path + ": " + std::to_string(count) +
                            (count == 1 ? " row names " : " rows name ") + what + ": " + first +
                            (count == 1 ? "." : ", ..."));
  };
  say(table.missing, "no picture that is here", table.first_missing);
  say(table.unclear, "a picture of which there are several", table.first_unclear);
}

/// The values of a column, picture by picture.
class Gathering {
 public:
  Gathering(std::span<const LookedTable> tables, std::span<const NamingTable> naming,
            const LabelColumn& column) {
    for (const auto& [table, place] : column.places) {
      const TableFacts& facts = tables[naming[table].table].facts;
      Place& to = places_.emplace_back();
      to.naming = &naming[table];
      to.contradicted = naming[table].contradicted.find(place);
      if (place == one_hot_columns) {
        for (const int hot : naming[table].hot) {
          const std::string& name = facts.columns[static_cast<std::size_t>(hot)].name;
          to.values.push_back({.number = 0.0, .text = name});
        }
        continue;
      }
      to.codes = &facts.columns[static_cast<std::size_t>(place)].codes;
      for (Counted& one : facts.columns[static_cast<std::size_t>(place)].values.values()) {
        to.values.push_back(std::move(one.value));
      }
    }
  }

  struct Said {
    bool named = false;
    bool contradicted = false;
    const LabelValue* value = nullptr;
  };
  [[nodiscard]] Said of(std::size_t picture) const {
    Said said;
    for (const Place& place : places_) {
      const std::int32_t row = place.naming->rows[picture];
      if (row < 0) continue;
      said.named = true;
      const bool contradicts = place.contradicted != place.naming->contradicted.end() &&
                               place.contradicted->second[picture];
      const std::int32_t code = place.codes == nullptr
                                    ? place.naming->hot_codes[picture]
                                    : (*place.codes)[static_cast<std::size_t>(row)];
      const LabelValue* value = code < 0 ? nullptr : &place.values[static_cast<std::size_t>(code)];
      const bool differs = said.value != nullptr && value != nullptr && !(*said.value == *value);
      said.contradicted = said.contradicted || contradicts || differs;
      if (said.value == nullptr) said.value = value;
    }
    if (said.contradicted) said.value = nullptr;
    return said;
  }

 private:
  struct Place {
    const NamingTable* naming = nullptr;
    const std::vector<std::int32_t>* codes = nullptr;  ///< of each row; none of one-hot columns
    std::vector<LabelValue> values = {};
    std::map<int, std::vector<bool>>::const_iterator contradicted = {};
  };
  std::vector<Place> places_ = {};
};

using Said = Gathering::Said;

LabelSource source_of(const std::vector<Said>& all) {
  LabelSource source;
  std::map<LabelValue, std::int32_t> values;
  for (const Said& said : all) {
    if (said.value != nullptr) values[*said.value] = 0;
  }
  for (auto& [value, code] : values) {
    code = static_cast<std::int32_t>(source.values.size());
    source.values.push_back(value);
  }
  source.codes.reserve(all.size());
  for (const Said& said : all) {
    source.codes.push_back(said.value == nullptr ? -1 : values.at(*said.value));
  }
  return source;
}

TableLabels labels_of(std::span<const LookedTable> tables, std::span<const NamingTable> naming,
                      const LabelColumn& column, std::size_t pictures) {
  const Gathering gathering(tables, naming, column);
  std::vector<Said> all;
  all.reserve(pictures);
  for (std::size_t i = 0; i < pictures; ++i) all.push_back(gathering.of(i));
  TableLabels labels{.source = source_of(all)};
  std::uint64_t contradicted = 0;
  std::uint64_t blank = 0;
  for (const Said& said : all) {
    labels.named.push_back(said.named);
    if (said.contradicted) ++contradicted;
    if (said.named && !said.contradicted && said.value == nullptr) ++blank;
  }
  std::vector<std::string> paths;
  for (const auto& [table, place] : column.places) {
    const std::string& path = tables[naming[table].table].facts.path;
    paths.push_back(path);
    check_rows(naming[table], path, labels);
  }
  labels.tables = listed(paths);
  labels.source.id = column.id;
  labels.source.title =
      column.title + (paths.size() == 1 ? " of " + std::string(file_name(paths.front())) : "");
  labels.source.by_name = column.called;
  if (contradicted > 0) {
    labels.checks.push_back(have_text(contradicted) + "rows in " + labels.tables +
                            " that say different things in " + column.title + ": " +
                            left_out_text(contradicted));
  }
  if (blank > 0) {
    labels.checks.push_back(have_text(blank) + "no class in " + column.title + " of " +
                            labels.tables + ": " + left_out_text(blank));
  }
  return labels;
}

void add_split(const LookedTable& table, const NamingTable& naming, NamedPictures& found) {
  for (const Column& column : table.facts.columns) {
    if (!is_split(column) || found.split) continue;
    LabelSource split;
    for (Counted& counted : column.values.values()) {
      split.values.push_back(std::move(counted.value));
    }
    for (const std::int32_t row : naming.rows) {
      split.codes.push_back(row < 0 ? -1 : column.codes[static_cast<std::size_t>(row)]);
    }
    found.split = std::move(split);
  }
}

}  // namespace

NamedPictures named_pictures(std::span<const LookedTable> tables,
                             std::span<const NamingTable> naming, std::size_t pictures) {
  NamedPictures found;
  std::vector<std::size_t> used;
  for (std::size_t n = 0; n < naming.size(); ++n) {
    // Pictures that came later belong to another looking.
    if (naming[n].rows.size() != pictures) continue;
    const LookedTable& table = tables[naming[n].table];
    const Purpose purpose = purpose_of(file_name(table.facts.path));
    if (purpose == Purpose::unlabelled) {
      found.notes.push_back(table.facts.path + " was left out: by its name it is for predictions.");
      continue;
    }
    used.push_back(n);
    add_split(table, naming[n], found);
    found.purposes.resize(pictures, Purpose::unsaid);
    for (std::size_t i = 0; i < pictures; ++i) {
      if (naming[n].rows[i] >= 0 && found.purposes[i] == Purpose::unsaid) {
        found.purposes[i] = purpose;
      }
    }
  }
  std::vector<bool> tells(naming.size());
  for (const LabelColumn& column : label_columns(tables, naming, used)) {
    found.labels.push_back(labels_of(tables, naming, column, pictures));
    for (const auto& [table, place] : column.places) tells[table] = true;
  }
  for (const std::size_t n : used) {
    if (tells[n]) continue;
    found.reasons.push_back(why_no_labels(tables[naming[n].table].facts, naming[n]));
  }
  return found;
}

}  // namespace receptive
