#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "data/looking/table/fields.h"
#include "data/looking/table/table_facts.h"

namespace receptive {

/// Which of its values each row has in the columns that may hold labels or say what a row is for:
/// those that are called so, the first and the last two, and those with texts.
class RowCodes {
 public:
  /// Columns that are followed: more have no table of labels.
  static constexpr std::size_t most_columns = 16;

  /// @param names of the columns; none: they have none.
  RowCodes(std::size_t width, const std::vector<std::string>& names);

  void add(const TableFields& fields);
  /// Gives each column what was followed of it.
  void finish(std::vector<Column>& columns);

 private:
  struct Followed {
    std::size_t column = 0;
    /// Of each row, in the order in which values appeared; -1: none.
    std::vector<std::int16_t> codes = {};
    std::map<double, std::int16_t> numbers = {};
    std::map<std::string, std::int16_t, std::less<>> texts = {};
    bool given_up = false;  ///< there are too many values
  };

  void follow(std::size_t column);
  void add_to(Followed& followed, const TableFields& fields) const;

  std::vector<Followed> followed_;
  std::size_t rows_ = 0;
};

}  // namespace receptive
