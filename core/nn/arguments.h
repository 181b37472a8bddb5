#pragma once

#include <limits>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kernels/window.h"

namespace receptive {

/// A plain value of a specification: what JSON can hold, less nested objects.
using Value = std::variant<bool, double, std::string, std::vector<double>>;
using Values = std::map<std::string, Value>;

/// "a number", "the text 'same'", "[3, 3]": how messages speak of a value.
std::string value_text(const Value& value);

/// Height and width, or any two numbers that Keras lets be written as one.
struct IntPair {
  int h = 1;
  int w = 1;
};

/// The arguments of one layer (or optimizer), read by name with checks and defaults.
///
/// Every reader throws a SpecError that names the owner, what was expected and what was found.
/// What was read, defaults included, is kept as `settings()`; what nobody read is a mistake of the
/// writer and `expect_all_read()` says so.
class Arguments {
 public:
  Arguments(std::string owner, Values values);

  /// A whole number from `low` to `high`; required when there is no `fallback`.
  int whole(const std::string& name, int low, int high = std::numeric_limits<int>::max(),
            std::optional<int> fallback = {});
  /// One whole number for both, or [height, width]; each at least 1.
  IntPair pair(const std::string& name, std::optional<IntPair> fallback = {});
  /// A finite number with low <= x <= high, or low <= x < high when `below_high`.
  double number(const std::string& name, double low, double high, double fallback,
                bool below_high = false);
  /// As above, and it must be there.
  double required_number(const std::string& name, double low, double high);
  bool flag(const std::string& name, bool fallback);
  /// One of `allowed`.
  std::string choice(const std::string& name, const std::vector<std::string>& allowed,
                     const std::string& fallback);
  /// The value as it was given, or nothing.
  std::optional<Value> raw(const std::string& name);
  /// Notes a setting that was worked out rather than read.
  void note(const std::string& name, Value value);

  void expect_all_read() const;
  [[nodiscard]] const std::string& owner() const { return owner_; }
  [[nodiscard]] const Values& settings() const { return settings_; }

  /// Throws SpecError: "owner: argument: expected ..., found ...".
  [[noreturn]] void refuse(const std::string& argument, const std::string& expected,
                           const std::string& found) const;

 private:
  std::string owner_;
  Values values_;
  Values settings_;
};

}  // namespace receptive
