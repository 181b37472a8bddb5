#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace receptive {

/// A text for people who read the catalogue. The browser's builds leave it out: what the page shows
/// of it comes from generated files, which are loaded where they are shown.
class Sentence {
 public:
#ifdef __EMSCRIPTEN__
  consteval Sentence() = default;
  consteval Sentence(const char*) {}  // NOLINT(google-explicit-constructor): reads as a text
#else
  constexpr Sentence() = default;
  constexpr Sentence(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  const char* text_ = "";
#endif
};

/// What a value of an argument looks like.
enum class ArgumentType : std::uint8_t {
  whole,      ///< a whole number
  number,     ///< a finite number
  flag,       ///< true or false
  choice,     ///< one of `choices`
  pair,       ///< one whole number for both, or [height, width]
  sides,      ///< of maps: one of `choices`, a whole number, [vertical, horizontal] or
              ///< [top, bottom, left, right]
  ends,       ///< of rows: one of `choices`, a whole number or [left, right]
  numbers,    ///< a list with a number for each value of a parameter
  per_map,    ///< a number, or a list with one for each map
  per_class,  ///< one of `choices`, or a list with a number for each class
  shape,      ///< [channels, height, width], of which one may be -1
  text,       ///< a text in a form of its own
};

/// No limit worth naming: as far as the numbers reach that the core computes with.
constexpr double no_limit = std::numeric_limits<float>::max();
constexpr double no_whole_limit = std::numeric_limits<int>::max();
/// There is no such number.
constexpr double no_default = std::numeric_limits<double>::quiet_NaN();

/// One argument, told once: readers, refusals, types, the page's fields and the tables of the
/// documents are made from it.
struct Argument {
  const char* name = nullptr;  ///< Keras's name in camelCase
  ArgumentType type = ArgumentType::number;
  bool required = false;
  bool below_high = false;  ///< `high` itself is too large
  /// Of each number that a value holds.
  double low = 0;
  double high = no_limit;
  /// What holds where it is left out: the number (of a pair: both), 1 for true, of choices the
  /// place of one of them. Without it the argument has no default: leaving it out is a choice of
  /// its own.
  double fallback = no_default;
  std::span<const char* const> choices = {};
  /// The argument whose value is the default of this one.
  const char* same_as = nullptr;
  [[no_unique_address]] Sentence title = {};  ///< as a label: "Filter size"
  [[no_unique_address]] Sentence unit = {};   ///< "pixels", "epochs"
  [[no_unique_address]] Sentence about = {};
};

/// What a layer is to the maps that it reads; anything else has none.
enum class Role : std::uint8_t {
  none,
  rearranges,  ///< values move, none of them changes (flatten, concatenate)
  keeps_maps,  ///< every map is made of the one of the same number (relu, pooling, normalization)
  weighs,      ///< what is read is multiplied with weights and added up (conv2d, dense)
  mixes,       ///< maps are joined in another way (softmax, radialBasis)
  remembers,   ///< what it made of one step takes part in the next
};

/// Layers that lists show together.
enum class LayerGroup : std::uint8_t {
  none,
  filters,
  pooling,
  sums,
  activations,
  training,
  joins,
  shapes,
};

/// A layer, optimizer, schedule, ...: what it is called, what it is and what can be said about it.
/// Each stands beside the code that reads its arguments.
struct Declaration {
  const char* name = nullptr;
  Role role = Role::none;
  LayerGroup group = LayerGroup::none;
  bool joins = false;  ///< a layer that reads two inputs or more
  std::span<const Argument* const> arguments = {};
  [[no_unique_address]] Sentence title = {};  ///< as people call it: "Max pooling"
  [[no_unique_address]] Sentence about = {};
  /// What a new one is made with where people build networks by hand: a JSON object.
  [[no_unique_address]] Sentence start = {};
};

/// The arguments of a declaration: `.arguments = arguments_of<filters, kernel_size>`.
template <const Argument&... Each>
inline constexpr const Argument* arguments_of[] = {&Each...};

/// The argument of this name, or nullptr.
constexpr const Argument* find_argument(const Declaration& declaration, std::string_view name) {
  for (const Argument* argument : declaration.arguments) {
    if (argument->name == name) return argument;
  }
  return nullptr;
}

}  // namespace receptive
