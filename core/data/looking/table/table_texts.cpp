#include "data/looking/table/table_texts.h"

#include <algorithm>
#include <utility>

#include "data/looking/table/reread_table.h"

namespace receptive {

struct TableTexts::State {
  State(const TableFacts& facts, Take taken)
      : take(std::move(taken)),
        texts(facts.columns.size()),
        table(facts, DecimalSign::none, [this](std::uint64_t place, const TableFields& fields) {
          std::ranges::fill(texts, std::string_view());
          for (const auto& field : fields.others()) texts[field.column] = field.text;
          take(place, texts);
        }) {}

  Take take;
  std::vector<std::string_view> texts;
  RereadTable table;
};

TableTexts::TableTexts(const TableFacts& facts, Take take)
    : state_(std::make_unique<State>(facts, std::move(take))) {}
TableTexts::~TableTexts() = default;
TableTexts::TableTexts(TableTexts&&) noexcept = default;
TableTexts& TableTexts::operator=(TableTexts&&) noexcept = default;

void TableTexts::read(std::span<const std::uint8_t> piece) { state_->table.read(piece); }

void TableTexts::end() { state_->table.end(); }

}  // namespace receptive
