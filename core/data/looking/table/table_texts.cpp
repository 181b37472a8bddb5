#include "data/looking/table/table_texts.h"

#include <algorithm>
#include <string>
#include <utility>

#include "data/looking/table/decoder.h"
#include "data/looking/table/reader.h"
#include "data/looking/table/refuse.h"

namespace receptive {

struct TableTexts::State {
  State(const TableFacts& facts, Take taken)
      : path(facts.path),
        rows(facts.rows),
        take(std::move(taken)),
        texts(facts.columns.size()),
        decoder(facts.path),
        reader(facts.path, facts.form.delimiter, DecimalSign::none, facts.columns.size(),
               facts.form.header_line, [this](const TableFields& fields) { take_row(fields); }) {}

  void take_row(const TableFields& fields) {
    // The reader has counted this one already.
    const std::uint64_t place = reader.counts().rows - 1;
    if (place >= rows) refuse("more");
    std::ranges::fill(texts, std::string_view());
    for (const auto& field : fields.others()) texts[field.column] = field.text;
    take(place, texts);
  }

  void end() {
    reader.read(decoder.end());
    reader.end();
    const std::uint64_t found = reader.counts().rows;
    if (found != rows) refuse(std::to_string(found));
  }

  [[noreturn]] void refuse(const std::string& found) const {
    refuse_table(path, std::to_string(rows) + " rows, as when it was looked at", found);
  }

  std::string path;
  std::uint64_t rows;
  Take take;
  std::vector<std::string_view> texts;
  TableDecoder decoder;
  TableReader reader;
};

TableTexts::TableTexts(const TableFacts& facts, Take take)
    : state_(std::make_unique<State>(facts, std::move(take))) {}
TableTexts::~TableTexts() = default;
TableTexts::TableTexts(TableTexts&&) noexcept = default;
TableTexts& TableTexts::operator=(TableTexts&&) noexcept = default;

void TableTexts::read(std::span<const std::uint8_t> piece) {
  state_->reader.read(state_->decoder.read(piece));
}

void TableTexts::end() { state_->end(); }

}  // namespace receptive
