#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace receptive {

/// One of the values of a column or of labels: a number, or a text.
struct Value {
  double number = 0.0;
  std::string text = {};  ///< empty: a number
  [[nodiscard]] bool is_text() const { return !text.empty(); }
  /// Numbers by size, then texts as people sort them.
  friend bool operator<(const Value& a, const Value& b);
  friend bool operator==(const Value& a, const Value& b) = default;
};

/// Texts as people sort them: numbers within them by size, so that "class 2" comes before "class
/// 10".
bool natural_less(std::string_view a, std::string_view b);

/// As people read it: 7, 0.5, -1e+20.
std::string number_text(double number);
/// A number, or the text.
std::string value_text(const Value& value);

struct Counted {
  Value value;
  std::uint64_t count = 0;
};

/// Which values there are and how often, up to a few hundred different ones; beyond that it only
/// knows that they are many.
class Distinct {
 public:
  /// More different values than any set has classes.
  static constexpr std::size_t most = 300;

  void add(double number);
  void add(std::string_view text);

  [[nodiscard]] bool many() const { return many_; }
  /// In order; empty where there are many.
  [[nodiscard]] std::vector<Counted> values() const;

 private:
  void grow();

  bool many_ = false;
  std::size_t size_ = 0;
  /// Of the whole numbers 0 to 255, which most values are; taken when the first one comes.
  std::vector<std::uint64_t> bytes_ = {};
  std::map<double, std::uint64_t> numbers_ = {};
  std::map<std::string, std::uint64_t, std::less<>> texts_ = {};
};

}  // namespace receptive
