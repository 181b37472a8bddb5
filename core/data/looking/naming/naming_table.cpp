#include "data/looking/naming/naming_table.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "data/looking/table/number.h"
#include "data/looking/table/table_texts.h"

namespace receptive {

namespace {

/// Values are 0 and 1.
bool is_hot(const Column& column) {
  if (column.texts > 0 || column.packed > 0 || column.values.many()) return false;
  const std::vector<Counted> values = column.values.values();
  return !values.empty() && std::ranges::all_of(values, [](const Counted& counted) {
    return counted.value.number == 0.0 || counted.value.number == 1.0;
  });
}

bool is_one(std::string_view text) {
  const auto number = read_number(text, '.');
  return (number ? number : read_number(text, ',')) == 1.0;
}

}  // namespace

struct NamingLook::State {
  State(const TableFacts& given, const std::vector<int>& columns, const PictureIndex& pictures)
      : facts(given), index(pictures), texts(given, [this](auto place, auto fields) {
          take(static_cast<std::int32_t>(place), fields);
        }) {
    std::vector<int> hot;
    for (int i = 0; i < static_cast<int>(facts.columns.size()); ++i) {
      const Column& column = facts.columns[static_cast<std::size_t>(i)];
      if (is_hot(column)) hot.push_back(i);
      if (!column.codes.empty()) followed.push_back(i);
    }
    if (hot.size() < 2) hot.clear();
    for (const int column : columns) {
      NamingTable& table = found.emplace_back();
      table.column = column;
      table.rows.assign(index.size(), -1);
      table.hot = hot;
      if (!hot.empty()) table.hot_codes.assign(index.size(), -1);
    }
  }

  void take(std::int32_t place, std::span<const std::string_view> fields) {
    const std::int16_t hot = hot_of(fields);
    for (NamingTable& table : found) {
      const std::string_view name = fields[static_cast<std::size_t>(table.column)];
      const std::int32_t picture = index.find(name, facts.path);
      if (picture == PictureIndex::none) {
        if (++table.missing == 1) table.first_missing = name.substr(0, Distinct::longest_text);
      } else if (picture == PictureIndex::several) {
        if (++table.unclear == 1) table.first_unclear = name.substr(0, Distinct::longest_text);
      } else {
        put(table, static_cast<std::size_t>(picture), place, hot);
      }
    }
  }

  void put(NamingTable& table, std::size_t picture, std::int32_t place, std::int16_t hot) const {
    const std::int32_t before = std::exchange(table.rows[picture], place);
    if (before < 0) {
      ++table.named;
      if (!table.hot.empty()) table.hot_codes[picture] = hot;
      return;
    }
    table.rows[picture] = before;
    for (const int column : followed) {
      const auto& codes = facts.columns[static_cast<std::size_t>(column)].codes;
      if (codes[static_cast<std::size_t>(before)] != codes[static_cast<std::size_t>(place)]) {
        contradict(table, column, picture);
      }
    }
    if (!table.hot.empty() && table.hot_codes[picture] != hot) {
      contradict(table, one_hot_columns, picture);
    }
  }

  void contradict(NamingTable& table, int column, std::size_t picture) const {
    std::vector<bool>& pictures = table.contradicted[column];
    pictures.resize(index.size());
    pictures[picture] = true;
  }

  /// Which of the columns of 0 and 1 is 1; -1: none or several.
  [[nodiscard]] std::int16_t hot_of(std::span<const std::string_view> fields) const {
    if (found.empty()) return -1;
    std::int16_t code = -1;
    const std::vector<int>& hot = found.front().hot;
    for (std::size_t i = 0; i < hot.size(); ++i) {
      if (!is_one(fields[static_cast<std::size_t>(hot[i])])) continue;
      if (code >= 0) return -1;
      code = static_cast<std::int16_t>(i);
    }
    return code;
  }

  const TableFacts& facts;
  const PictureIndex& index;
  std::vector<int> followed = {};  ///< columns of which it is known what each row has
  std::vector<NamingTable> found = {};
  TableTexts texts;
};

NamingLook::NamingLook(const TableFacts& facts, const std::vector<int>& columns,
                       const PictureIndex& index)
    : state_(std::make_unique<State>(facts, columns, index)) {}
NamingLook::~NamingLook() = default;
NamingLook::NamingLook(NamingLook&&) noexcept = default;
NamingLook& NamingLook::operator=(NamingLook&&) noexcept = default;

void NamingLook::read(std::span<const std::uint8_t> piece) { state_->texts.read(piece); }

std::optional<NamingTable> NamingLook::end() {
  State& state = *state_;
  state.texts.end();
  const auto best = std::ranges::max_element(state.found, {}, &NamingTable::named);
  if (best == state.found.end() || best->named == 0) return {};
  const std::uint64_t pictures = state.index.size();
  const std::uint64_t rows = best->named + best->missing + best->unclear;
  const bool enough =
      10 * best->named >= pictures && (10 * best->named >= rows || 2 * best->named >= pictures);
  if (!enough) return {};
  return std::move(*best);
}

}  // namespace receptive
