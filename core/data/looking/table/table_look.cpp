#include "data/looking/table/table_look.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "data/looking/table/columns.h"
#include "data/looking/table/decoder.h"
#include "data/looking/table/layout.h"
#include "data/looking/table/reader.h"
#include "data/looking/table/refuse.h"

namespace receptive {

namespace {

std::string name_of(char delimiter) {
  switch (delimiter) {
    case ',':
      return "commas";
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case '|':
      return "bars";
    default:
      return "blanks";
  }
}

}  // namespace

struct TableLook::State {
  State(std::string given, Header wanted) : path(std::move(given)), header(wanted), decoder(path) {}

  void take(std::string_view text);
  void take_beginning(std::string_view& text);
  void find_layout(bool whole);
  void finish_layout();
  [[nodiscard]] bool has_work() const { return search || !unread.empty(); }
  void work();
  void end();
  void refuse_nothing() const;
  void refuse_odd() const;

  std::string path;
  Header header;
  TableDecoder decoder;
  std::string beginning = {};
  std::size_t wanted = TableBeginning::usual;  ///< bytes of the beginning
  std::size_t line_ends = 0;                   ///< in the beginning
  std::optional<TableLayoutSearch> search = {};
  TableLayout layout = {};
  std::optional<TableColumns> columns = {};
  std::uint64_t odd_rows = 0;
  std::optional<TableReader> reader = {};  ///< there when the beginning was looked at
  std::string rest = {};                   ///< what has come behind the beginning meanwhile
  std::string_view unread = {};            ///< of both, once there is a reader
  bool ended = false;
};

void TableLook::State::take(std::string_view text) {
  while (!reader && !search && !text.empty()) take_beginning(text);
  if (text.empty()) return;
  // Who gives that much at once lets nobody else have a turn.
  constexpr std::size_t most_rest = 1U << 20U;
  if (search && text.size() > most_rest) {
    while (has_work()) work();
  }
  if (reader) {
    reader->read(text);
  } else {
    rest.append(text);
  }
}

/// Always the same bytes, however the file is cut into pieces: so are the facts.
void TableLook::State::take_beginning(std::string_view& text) {
  const std::string_view part = text.substr(0, wanted - beginning.size());
  line_ends += static_cast<std::size_t>(
      std::count_if(part.begin(), part.end(), [](char c) { return c == '\n' || c == '\r'; }));
  beginning.append(part);
  text.remove_prefix(part.size());
  if (beginning.size() < wanted) return;
  if (line_ends < TableBeginning::enough_lines && wanted < TableBeginning::most) {
    wanted *= 2;
  } else {
    find_layout(false);
  }
}

void TableLook::State::find_layout(bool whole) {
  search.emplace(TableBeginning{.path = path, .text = beginning, .whole = whole});
}

void TableLook::State::finish_layout() {
  layout = search->found();
  search.reset();
  if (header == Header::none) layout.header = {};
  columns.emplace(layout.width, layout.header.names);
  reader.emplace(path, layout.delimiter, layout.sign, layout.width, layout.header.line,
                 [this](const TableFields& fields) {
                   if (reader->counts().odd != odd_rows) columns->skip();
                   odd_rows = reader->counts().odd;
                   columns->add(fields);
                 });
  beginning.append(std::exchange(rest, {}));
  unread = beginning;
}

void TableLook::State::work() {
  constexpr std::size_t at_once = 64U << 10U;
  if (search) {
    if (!search->step()) finish_layout();
    return;
  }
  reader->read(unread.substr(0, at_once));
  unread.remove_prefix(std::min(at_once, unread.size()));
  if (unread.empty()) beginning = {};
}

void TableLook::State::end() {
  if (ended) return;
  ended = true;
  take(decoder.end());
  if (!reader && !search) find_layout(true);
}

void TableLook::State::refuse_nothing() const {
  const auto& counts = reader->counts();
  if (counts.odd > 0) refuse_odd();
  std::string found = "an empty file";
  if (counts.blank > 0) found = "only blank lines";
  if (counts.comments > 0) found = "only comments";
  if (layout.header.line > 0) found = "only a line of column names";
  refuse_table(path, "rows of values", found);
}

void TableLook::State::refuse_odd() const {
  const auto& counts = reader->counts();
  const std::string between =
      layout.width > 1 ? " with " + name_of(layout.delimiter) + " between" : "";
  refuse_line(path, counts.first_odd_line,
              std::to_string(layout.width) + (layout.width == 1 ? " value" : " values") + between +
                  " as most rows have",
              std::to_string(counts.first_odd_fields) + " (and so in " +
                  std::to_string(counts.odd) + " of " + std::to_string(counts.odd + counts.rows) +
                  " rows)");
}

TableLook::TableLook(std::string path, Header header)
    : state_(std::make_unique<State>(std::move(path), header)) {}
TableLook::~TableLook() = default;
TableLook::TableLook(TableLook&&) noexcept = default;
TableLook& TableLook::operator=(TableLook&&) noexcept = default;

bool TableLook::read(std::span<const std::uint8_t> piece) {
  State& state = *state_;
  if (piece.empty()) {
    if (state.has_work()) state.work();
  } else {
    while (state.has_work()) state.work();
    state.take(state.decoder.read(piece));
  }
  return state.has_work();
}

bool TableLook::over() {
  State& state = *state_;
  if (state.has_work()) {
    state.work();
  } else {
    state.end();
  }
  return state.has_work();
}

TableFacts TableLook::end() {
  State& state = *state_;
  while (state.has_work() || !state.ended) over();
  state.reader->end();
  const auto& counts = state.reader->counts();
  if (counts.rows == 0) state.refuse_nothing();
  constexpr std::uint64_t bearable = 10;
  if (counts.odd * bearable > counts.odd + counts.rows) state.refuse_odd();

  TableFacts facts;
  facts.path = state.path;
  facts.form = {.encoding = state.decoder.encoding(),
                .delimiter = state.layout.delimiter,
                .decimal_comma = state.reader->sign() == DecimalSign::comma,
                .late_sign = state.layout.sign == DecimalSign::first,
                .header_line = state.layout.header.line};
  facts.has_header = facts.form.header_line > 0;
  facts.was_latin = state.decoder.was_latin();
  facts.blank_rows = counts.blank;
  facts.comment_rows = counts.comments;
  facts.odd_rows = counts.odd;
  facts.first_odd_line = counts.first_odd_line;
  state.columns->finish(facts);
  return facts;
}

}  // namespace receptive
