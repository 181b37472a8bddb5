#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/looking/naming/picture_index.h"
#include "data/looking/table/table_facts.h"

namespace receptive {

/// What stands for all columns of 0 and 1 where a label has a column of its own for each class.
inline constexpr int one_hot_columns = -1;

/// A table whose rows name pictures. What it takes grows with the pictures, not with the rows.
struct NamingTable {
  std::size_t table = 0;  ///< among those that were looked at
  int column = 0;         ///< with the names
  /// Of each picture its first row, by which it has its labels; -1: the table does not name it.
  std::vector<std::int32_t> rows = {};
  /// By column: pictures of which two rows say different things.
  std::map<int, std::vector<bool>> contradicted = {};
  /// Columns of 0 and 1, of which a row may have one that is 1.
  std::vector<int> hot = {};
  /// Of each picture which of these that is; -1: none, or several.
  std::vector<std::int16_t> hot_codes = {};
  std::uint64_t named = 0;    ///< pictures
  std::uint64_t missing = 0;  ///< rows whose picture is not there
  std::string first_missing = {};
  std::uint64_t unclear = 0;  ///< rows whose name several pictures have
  std::string first_unclear = {};
};

/// Columns that may hold the names of these pictures: of texts, or of whole numbers that do not
/// repeat. At most a few.
std::vector<int> naming_columns(const TableFacts& facts, const PictureIndex& index);

/// Whether what was taken for the names of the columns is the row of a picture.
bool header_is_row(const TableFacts& facts, const std::vector<int>& columns,
                   const PictureIndex& index);

/// Reads a table again and finds out which pictures its rows name.
class NamingLook {
 public:
  /// @param facts, index must stay.
  NamingLook(const TableFacts& facts, const std::vector<int>& columns, const PictureIndex& index);
  ~NamingLook();
  NamingLook(NamingLook&&) noexcept;
  NamingLook& operator=(NamingLook&&) noexcept;
  NamingLook(const NamingLook&) = delete;
  NamingLook& operator=(const NamingLook&) = delete;

  /// @throws FormatError where the file is not what it was.
  void read(std::span<const std::uint8_t> piece);
  /// By the column that names the most pictures: a tenth of them at least, and a tenth of the rows
  /// or half of the pictures. Nothing where no column does.
  std::optional<NamingTable> end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace receptive
