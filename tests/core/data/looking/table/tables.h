#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "data/looking/table/table_look.h"

namespace receptive::tables {

/// Calls `read` with the bytes in pieces of this size.
template <typename Reader>
void read_in_pieces(Reader& reader, std::string_view text, std::size_t piece) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size(); at += piece) {
    reader.read({bytes + at, std::min(piece, text.size() - at)});
  }
}

inline TableFacts look(std::string_view text, std::size_t piece = 1U << 18U) {
  TableLook reader("t.csv");
  read_in_pieces(reader, text, piece);
  return reader.end();
}

inline std::vector<TableRow> rows_of(const TableFacts& facts, std::string_view text,
                                     std::size_t piece = 1U << 18U) {
  std::vector<TableRow> rows;
  TableRows reader(facts, [&](const TableRow& row) { rows.push_back(row); });
  read_in_pieces(reader, text, piece);
  reader.end();
  return rows;
}

/// The message of the FormatError that looking at this throws; "" when it does not throw.
inline std::string refusal(std::string_view text, std::size_t piece = 1U << 18U) {
  try {
    (void)look(text, piece);
  } catch (const FormatError& error) {
    return error.what();
  }
  return "";
}

inline std::vector<std::string> names_of(const TableFacts& facts) {
  std::vector<std::string> names;
  for (const Column& column : facts.columns) names.push_back(column.name);
  return names;
}

/// "3*2 cat*1": the values of a column and how often each.
inline std::string values_of(const Column& column) {
  std::string text;
  for (const Counted& counted : column.values.values()) {
    text +=
        (text.empty() ? "" : " ") + value_text(counted.value) + "*" + std::to_string(counted.count);
  }
  return text;
}

/// A row as it was read: numbers, texts in quotes, "-" for what is blank, lists in brackets.
inline std::string row_text(const TableRow& row) {
  std::string text;
  for (std::size_t i = 0; i < row.numbers.size(); ++i) {
    const auto column = static_cast<int>(i);
    std::string field = number_text(static_cast<double>(row.numbers[i]));
    if (row.numbers[i] != row.numbers[i]) field = "-";
    for (const auto& [place, words] : row.texts) {
      if (place == column) field = "'" + words + "'";
    }
    if (row.packed_column == column) {
      field = "[";
      for (const float number : row.packed) {
        field += (field.size() > 1 ? " " : "") + number_text(static_cast<double>(number));
      }
      field += "]";
    }
    text += (i > 0 ? " " : "") + field;
  }
  return text;
}

/// All rows, one a line.
inline std::string all_rows(std::string_view text, std::size_t piece = 1U << 18U) {
  std::string all;
  for (const TableRow& row : rows_of(look(text, piece), text, piece)) all += row_text(row) + "\n";
  return all;
}

/// Everything that was found out, as a text, to be compared.
inline std::string facts_text(const TableFacts& facts) {
  const auto number = [](auto value) { return std::to_string(value) + " "; };
  std::string text = number(static_cast<int>(facts.form.encoding)) + facts.form.delimiter + " " +
                     number(static_cast<int>(facts.form.decimal_comma)) +
                     number(facts.form.header_line) + number(static_cast<int>(facts.was_latin)) +
                     number(facts.rows) + number(facts.blank_rows) + number(facts.comment_rows) +
                     number(facts.odd_rows) + number(facts.first_odd_line) + "\n";
  for (const Column& column : facts.columns) {
    text += column.name + ": " + number(column.texts) + number(column.blanks) +
            number(column.numbers.count) + number_text(column.numbers.low) + " " +
            number_text(column.numbers.high) + " " + number(static_cast<int>(column.counts_up)) +
            number(column.packed) + number(column.odd_lists) +
            number(static_cast<int>(column.values.many())) + values_of(column) + "\n";
  }
  for (const TableRow& row : facts.samples) text += number(row.place) + row_text(row) + "\n";
  return text;
}

/// As spreadsheets save "Unicode text", with or without a byte-order mark. ASCII only.
inline std::string utf16(std::string_view text, bool little, bool mark) {
  std::string bytes;
  if (mark) bytes = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char letter : text) {
    bytes += little ? letter : '\0';
    bytes += little ? '\0' : letter;
  }
  return bytes;
}

}  // namespace receptive::tables
