#include "data/looking/naming/naming_pass.h"

#include <utility>

#include "base/error.h"

namespace receptive {

NamingPass::NamingPass(LookedFiles& looked) : looked_(looked) {
  looked_.naming.clear();
  for (LookedTable& table : looked_.tables) table.names_pictures = false;
  if (!looked_.pictures.empty() && !looked_.tables.empty()) index_.emplace(looked_.pictures);
}

int NamingPass::next_wish() {
  names_.reset();
  again_.reset();
  while (index_ && next_ < looked_.tables.size()) {
    const std::size_t table = next_++;
    const TableFacts& facts = looked_.tables[table].facts;
    std::vector<int> columns = naming_columns(facts, *index_);
    if (columns.empty()) continue;
    reading_ = table;
    if (looked_again_ != table && header_is_row(facts, columns, *index_)) {
      again_.emplace(facts.path, TableLook::Header::none);
      looked_again_ = table;
      --next_;
    } else {
      names_.emplace(facts, std::move(columns), *index_);
    }
    return looked_.tables[table].file;
  }
  index_.reset();
  return -1;
}

void NamingPass::content(std::span<const std::uint8_t> piece) {
  try {
    if (again_) again_->read(piece);
    if (names_) names_->read(piece);
  } catch (const FormatError& error) {
    fail(std::string(error.what()) + ".");
  }
}

void NamingPass::content_end(const std::string& why) {
  try {
    if (!why.empty()) {
      fail(why);
    } else if (again_) {
      looked_.tables[reading_].facts = again_->end();
    } else if (names_) {
      end();
    }
  } catch (const FormatError& error) {
    fail(std::string(error.what()) + ".");
  }
}

void NamingPass::end() {
  auto table = names_->end();
  if (!table) return;
  table->table = reading_;
  looked_.tables[reading_].names_pictures = true;
  looked_.naming.push_back(std::move(*table));
}

void NamingPass::fail(const std::string& why) {
  looked_.unreadable.push_back(why);
  names_.reset();
  again_.reset();
}

}  // namespace receptive
