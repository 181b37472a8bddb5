#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace receptive {

/// One of the values of a column or of labels: a number, or a text.
struct LabelValue {
  double number = 0.0;
  std::string text = {};  ///< empty: a number
  [[nodiscard]] bool is_text() const { return !text.empty(); }
  /// Numbers by size, then texts as people sort them.
  friend bool operator<(const LabelValue& a, const LabelValue& b);
  friend bool operator==(const LabelValue& a, const LabelValue& b) = default;
};

/// Texts as people sort them: numbers within them by size, so that "class 2" comes before "class
/// 10".
bool natural_less(std::string_view a, std::string_view b);

/// As people read it: 7, 0.5, -1e+20.
std::string number_text(double number);
/// A number, or the text.
std::string value_text(const LabelValue& value);

struct Counted {
  LabelValue value;
  std::uint64_t count = 0;
};

/// Which values there are and how often, up to a few hundred different ones; beyond that it only
/// knows that they are many.
class Distinct {
 public:
  /// More different values than any set has classes.
  static constexpr std::size_t most = 300;
  /// In bytes; longer texts name no class, and count as many.
  static constexpr std::size_t longest_text = 256;

  /// Whoever counts the values of many columns keeps an eye on what they take together.
  /// @returns bytes of memory, about, that this took.
  std::size_t add(double number);
  std::size_t add(std::string_view text);

  [[nodiscard]] bool many() const { return many_; }
  /// How many different ones; 0 where there are many.
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool has_texts() const { return !texts_.empty(); }
  /// In order; empty where there are many. Of a whole number from 0 to 255 no more than 2^32 - 1
  /// are counted.
  [[nodiscard]] std::vector<Counted> values() const;

  /// Bytes taken, about.
  [[nodiscard]] std::size_t memory() const;
  /// Gives the memory back: from now on there are many.
  void forget();

 private:
  struct NumberCount {
    double number = 0.0;
    std::uint64_t count = 0;
  };

  std::size_t add_new(double number);
  bool grow();

  bool many_ = false;
  std::size_t size_ = 0;
  std::size_t text_bytes_ = 0;
  /// Of the whole numbers 0 to 255, which most values are; as long as the largest of them asks for.
  std::vector<std::uint32_t> bytes_ = {};
  /// Sorted. A map would take four times the memory, and it is asked for every value.
  std::vector<NumberCount> numbers_ = {};
  std::map<std::string, std::uint64_t, std::less<>> texts_ = {};
};

inline std::size_t Distinct::add(double number) {
  if (many_) return 0;
  if (number >= 0.0 && number < static_cast<double>(bytes_.size())) {
    const auto byte = static_cast<std::uint32_t>(number);
    std::uint32_t& count = bytes_[byte];
    if (static_cast<double>(byte) == number && count > 0) {
      if (count < std::numeric_limits<std::uint32_t>::max()) ++count;
      return 0;
    }
  }
  return add_new(number);
}

}  // namespace receptive
