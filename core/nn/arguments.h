#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/declaration.h"
#include "kernels/window.h"

namespace receptive {

/// Some numbers. A type of its own, because libstdc++ takes a variant of nothing but numbers and
/// its own strings and vectors for one that always holds something: when a copy finds no memory, it
/// destroys what is not there yet.
struct NumberList : std::vector<double> {
  using std::vector<double>::vector;
  NumberList(std::vector<double> numbers) : std::vector<double>(std::move(numbers)) {}
};

/// A plain value of a specification: what JSON can hold, less nested objects.
using Value = std::variant<bool, double, std::string, NumberList>;
using Values = std::map<std::string, Value>;

/// "a number", "the text 'same'", "[3, 3]": how messages speak of a value.
std::string value_text(const Value& value);

/// What a value of this argument must be, as refusals say it: "a whole number from 1 to 65536".
/// @param most where a shape allows less than the declaration does
std::string expected_text(const Argument& argument, std::optional<int> most = {});

/// Whether a single number is in the range of the argument.
bool is_in_range(const Argument& argument, double number);

/// Height and width, or any two numbers that Keras lets be written as one.
struct IntPair {
  int h = 1;
  int w = 1;
};

/// What is said about padding: a word ("same") or, without one, the sides.
struct PaddingChoice {
  std::string_view word;
  Padding sides;
};

/// The arguments of one layer (or optimizer, ...), read by name. Types, ranges, defaults and
/// choices are those of its declaration.
///
/// Every reader throws a SpecError that names the owner, what was expected and what was found.
/// What was read, defaults included, is kept as `settings()`.
class Arguments {
 public:
  /// @throws SpecError for a value whose name is not declared.
  Arguments(std::string owner, const Declaration& declaration, Values values);

  /// @param most where a shape allows less than the declaration does
  int whole(const std::string& name, std::optional<int> most = {});
  IntPair pair(const std::string& name);
  double number(const std::string& name);
  bool flag(const std::string& name);
  /// The place of the value among the choices.
  std::size_t choice_index(const std::string& name);
  std::string_view choice(const std::string& name);
  /// Of maps or of rows, or a choice of words alone.
  PaddingChoice padding(const std::string& name);
  /// The value as it was given, or nothing. For what is read in a form of its own.
  std::optional<Value> raw(const std::string& name);
  /// Whether there is a value, without reading it.
  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
  /// Notes a setting that was worked out rather than read.
  void note(const std::string& name, Value value);

  [[nodiscard]] const std::string& owner() const { return owner_; }
  [[nodiscard]] const Values& settings() const { return settings_; }

  /// Throws SpecError: "owner: argument: expected ..., found ...".
  [[noreturn]] void refuse(const std::string& argument, const std::string& expected,
                           const std::string& found) const;

 private:
  [[nodiscard]] const Argument& declared(const std::string& name) const;
  /// The value, or nothing where the default holds; refuses where there is none and must be one.
  const Value* given(const Argument& argument, std::optional<int> most = {});
  [[noreturn]] void refuse(const Argument& argument, const Value& found,
                           std::optional<int> most = {}) const;

  std::string owner_;
  const Declaration* declaration_;
  Values values_;
  Values settings_;
};

}  // namespace receptive
