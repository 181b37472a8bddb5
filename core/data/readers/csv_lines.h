#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace receptive {

/// A file of separated values (RFC 4180), line by line, cut into fields without copying them.
///
/// Lines end with LF or CRLF; the separator is a tab where the first line has one, else a
/// semicolon, else a comma. Blanks around a field and the quotes around it are taken off; empty
/// lines and a byte-order mark are allowed at the end and the beginning of the file only.
class CsvLines {
 public:
  /// @param most_fields longer lines are refused, before memory is taken for them.
  CsvLines(std::span<const std::uint8_t> bytes, std::size_t most_fields);

  /// Goes to the next line. @returns false when there is none.
  /// @throws FormatError for an empty line before another one, a quote that nothing closes, or too
  /// many fields.
  bool next();

  /// Of the line; valid while the bytes are.
  [[nodiscard]] std::span<const std::string_view> fields() const { return fields_; }
  /// From 1.
  [[nodiscard]] std::size_t number() const { return number_; }
  /// "CSV line 3", as messages begin.
  [[nodiscard]] std::string place() const;

 private:
  std::string_view take_field(std::string_view& line);

  std::string_view rest_;
  char separator_ = ',';
  std::size_t most_fields_;
  std::size_t number_ = 0;
  std::vector<std::string_view> fields_;
};

/// A decimal number such as 254, 0.5, +.5, 5. or 2.5e-1; nothing for anything else, NaN and
/// infinity among it. Too large a number becomes infinity.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace receptive
