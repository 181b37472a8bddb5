#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace receptive {

/// Which decimal sign the numbers of a table have.
enum class DecimalSign : std::uint8_t {
  point,
  comma,
  first,  ///< the one that the first number with a sign has
  both,   ///< whichever; they are counted
  none,   ///< there are no numbers: every field is a text
};

/// Cuts a line of a table into its fields and reads them. Takes no memory once it knows the longest
/// line.
class TableFields {
 public:
  enum class Kind : std::uint8_t {
    empty,
    missing,  ///< a word for nothing, without quotes
    text,
    list,  ///< numbers
  };
  /// A field that is no number.
  struct Other {
    std::size_t column = 0;
    Kind kind = Kind::empty;
    bool quoted = false;
    /// Without blanks and quotes around it.
    std::string_view text = {};
    /// The list's part of `list_numbers`.
    std::size_t list_start = 0;
    std::size_t list_length = 0;
  };

  /// Numbers that a list has. Fewer are a date or a telephone number.
  static constexpr std::size_t shortest_list = 4;
  /// Numbers in all lists of a line; a list that goes beyond them is a text.
  static constexpr std::size_t most_listed = 65'536;

  /// @param most fields that are read; those behind them are counted.
  TableFields(char delimiter, DecimalSign sign, std::size_t most);

  /// @param line as TableLines gives it; must stay while the fields are looked at.
  /// @returns whether every quote that is closed ends its field.
  bool cut(std::string_view line);

  /// Of the line.
  [[nodiscard]] std::size_t count() const { return count_; }
  /// Nothing in it but delimiters, blanks and quotes.
  [[nodiscard]] bool is_blank() const { return empty_ == count_; }
  [[nodiscard]] bool last_is_empty() const { return last_empty_ > 0 && last_empty_ == count_; }
  /// Takes the last field off, which must be empty.
  void drop_last();

  /// Of each field that is read; NaN where it is no number.
  [[nodiscard]] std::span<const double> numbers() const;
  /// By column.
  [[nodiscard]] std::span<const Other> others() const { return others_; }
  [[nodiscard]] std::span<const double> list_of(const Other& field) const {
    return std::span(lists_).subspan(field.list_start, field.list_length);
  }

  /// As it was given, or as `first` found it.
  [[nodiscard]] DecimalSign sign() const { return sign_; }
  /// Numbers with a point and with a comma, where the sign is `both`.
  [[nodiscard]] std::uint64_t points() const { return points_; }
  [[nodiscard]] std::uint64_t commas() const { return commas_; }

 private:
  [[nodiscard]] bool is_delimiter(char letter) const {
    return letter == delimiter_ || (delimiter_ == ' ' && letter == '\t');
  }
  [[nodiscard]] const char* past_gap(const char* at, const char* end) const;
  const char* take_field(const char* at, const char* end);
  const char* take_quoted(const char* at, const char* end);
  void add_number(double number);
  void add_beyond(double number);
  void add_field(std::string_view text, bool quoted);
  bool read(std::string_view text, double& number);
  bool read_with_any_sign(std::string_view text, double& number);
  bool read_list(std::string_view text, bool quoted);
  bool read_list(std::string_view text, bool enclosed, char sign);
  void meet_sign(bool comma);

  char delimiter_;
  DecimalSign sign_;
  std::size_t most_;
  std::size_t count_ = 0;
  std::size_t empty_ = 0;
  std::size_t last_empty_ = 0;  ///< place of the last empty field, from 1
  std::uint64_t points_ = 0;
  std::uint64_t commas_ = 0;
  std::vector<double> numbers_ = {};  ///< as many as the longest line so far has, and more
  std::vector<Other> others_ = {};
  std::vector<double> lists_ = {};
  std::string unquoted_ = {};  ///< texts whose doubled quotes were made single
};

}  // namespace receptive
