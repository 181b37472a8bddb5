#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/looking/distinct.h"

namespace receptive {

/// Which different labels there are, and which of them each item has.
class LabelCodes {
 public:
  /// Items for which codes are kept: 64 MB of them.
  static constexpr std::size_t most_codes = std::size_t{1} << 24U;

  /// The next item's label.
  void add(double number);
  void add(std::string_view text);

  /// After the last: of each item the number of its label in the values; -1 for NaN and the empty
  /// text, which are no label. Nothing where the labels are many or the items more than
  /// `most_codes`.
  [[nodiscard]] std::vector<std::int32_t> take_codes();
  /// After that.
  [[nodiscard]] Distinct take_values() { return std::move(values_); }

 private:
  /// By when they first came; in their order they are only known at the end.
  std::int32_t number_of(double number);
  std::int32_t number_of(std::string_view text);
  void push(std::int32_t number);
  void give_up();

  Distinct values_ = {};
  bool coded_ = true;
  std::int32_t known_ = 0;
  std::vector<std::int32_t> codes_ = {};
  std::vector<std::int32_t> bytes_ = {};  ///< of the whole numbers 0 to 255; -1: not seen
  std::map<double, std::int32_t> numbers_ = {};
  std::map<std::string, std::int32_t, std::less<>> texts_ = {};
};

}  // namespace receptive
