#pragma once

#include <cstddef>
#include <exception>
#include <optional>

#include "data/looking/table/beginning.h"

namespace receptive {

/// How well a delimiter cuts the rows.
struct DelimiterTrial {
  char delimiter = ',';
  std::size_t fields = 0;  ///< of most rows
  double agreeing = 0.0;   ///< share of the rows that have so many
  bool torn = false;       ///< most of what is between the delimiters has another delimiter
  bool numbers = false;    ///< at least half of the fields are numbers
  bool pictures = false;   ///< the rows begin with names of pictures

  [[nodiscard]] double worth() const { return agreeing * static_cast<double>(fields); }
  [[nodiscard]] bool cuts() const { return fields > 1 && !torn; }
};

/// Finds what stands between the fields: what cuts nearly every row into equally many, and leaves
/// none that is itself two numbers with another delimiter between. Blanks only where nothing else
/// does, because they stand within texts and lists. A table of one column has commas.
class DelimiterSearch {
 public:
  /// @throws FormatError for a line "sep=:".
  explicit DelimiterSearch(TableBeginning beginning);

  /// Tries one of the delimiters. @returns whether another one is to be tried.
  /// @throws FormatError as TableLines does, where no delimiter makes lines of the text.
  bool step();
  /// When there is nothing more to be tried.
  [[nodiscard]] char found() const;

 private:
  void try_next();

  TableBeginning beginning_;
  std::optional<char> named_;
  std::size_t tried_ = 0;
  DelimiterTrial best_ = {};
  DelimiterTrial likely_ = {};
  std::size_t unreadable_ = 0;
  std::exception_ptr why_ = {};
};

}  // namespace receptive
