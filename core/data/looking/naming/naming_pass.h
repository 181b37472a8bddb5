#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "data/looking/looked_files.h"
#include "data/looking/naming/naming_table.h"
#include "data/looking/table/table_look.h"

namespace receptive {

/// Where tables lie beside pictures, they are read once more to see whether they name these: the
/// content is asked for again, as the looking does.
class NamingPass {
 public:
  /// @param looked must stay; it receives the tables that name its pictures.
  explicit NamingPass(LookedFiles& looked);

  /// The file whose content is wanted; -1: no more.
  int next_wish();
  void content(std::span<const std::uint8_t> piece);
  /// @param why as the looking has it.
  void content_end(const std::string& why);

 private:
  void start(std::size_t table, std::vector<int> columns);
  void end();
  void fail(const std::string& why);

  LookedFiles& looked_;
  std::optional<PictureIndex> index_ = {};
  std::size_t next_ = 0;     ///< the table to be asked for next
  std::size_t reading_ = 0;  ///< the one whose content comes
  std::optional<NamingLook> names_ = {};
  /// Whose first row was taken for its header is looked at again before.
  std::optional<TableLook> again_ = {};
  std::size_t looked_again_ = SIZE_MAX;
};

}  // namespace receptive
