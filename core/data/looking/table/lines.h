#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace receptive {

/// Whether this line is a comment: it begins with '#' or '%', and that sign is no field of its own,
/// as the label of a picture of a '%' would be.
bool is_comment(std::string_view line, char delimiter);

/// Cuts text into the lines of a table, across the borders of its pieces. Line ends are LF, CRLF
/// and CR; within quotes they belong to the text. A line that lies within a piece is not copied.
class TableLines {
 public:
  /// In bytes.
  static constexpr std::size_t longest_line = 8U << 20U;

  TableLines(std::string path, char delimiter) : path_(std::move(path)), delimiter_(delimiter) {}

  /// @param piece must stay until next() says that it wants more.
  void give(std::string_view piece) { piece_ = piece; }
  /// @returns whether there is another whole line; else it wants the next piece.
  /// @throws FormatError for a line that is too long, and for control characters.
  bool next();
  /// After the last piece. @returns whether it left a line without an end.
  /// @throws FormatError for a quote that nothing closes.
  bool last();

  /// Without its end. The byte behind it may be read, and is no digit and no quote.
  [[nodiscard]] std::string_view line() const { return line_; }
  /// Of the line's beginning, from 1. Line ends within quotes count.
  [[nodiscard]] std::uint64_t number() const { return number_; }

 private:
  void begin_line();
  void end_line(std::size_t length);
  void keep(std::size_t length);
  void meet_quote(std::size_t at);
  void count_line_end(std::size_t at);
  [[nodiscard]] char letter(std::size_t at) const;
  [[nodiscard]] bool begins_field(std::size_t at) const;

  std::string path_;
  char delimiter_;
  std::string_view piece_ = {};
  std::string kept_ = {};  ///< the beginning of the line, from earlier pieces
  std::string_view line_ = {};
  bool begun_ = false;
  bool after_return_ = false;  ///< a CR came last: an LF belongs to it
  bool in_quotes_ = false;
  std::size_t closed_at_ = 0;  ///< where in the line the last closing quote stands, counted from 1
  std::uint64_t number_ = 0;
  std::uint64_t ends_ = 0;        ///< line ends so far
  std::uint64_t quote_line_ = 0;  ///< where the quotes were opened
};

}  // namespace receptive
