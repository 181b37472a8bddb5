#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "data/looking/appearance_choices.h"

namespace receptive {

namespace {

/// For people, who say the width first.
std::string shown_size(const PictureSize& size) {
  return std::to_string(size.second) + "x" + std::to_string(size.first);
}

std::string size_text(const PictureSize& size) {
  return std::to_string(size.first) + "x" + std::to_string(size.second);
}

bool swaps_sides(Turn turn) {
  return turn == Turn::left || turn == Turn::right || turn == Turn::transposed;
}

/// To half a pixel of the smaller one, which sizes are rounded to.
bool same_proportions(const PictureSize& a, const PictureSize& b) {
  const bool a_is_larger = std::max(a.first, a.second) > std::max(b.first, b.second);
  const auto& [height, width] = a_is_larger ? b : a;
  const PictureSize& larger = a_is_larger ? a : b;
  const double ratio = static_cast<double>(larger.first) / larger.second;
  return std::abs(ratio * width - height) <= 0.5 || std::abs(width - height / ratio) <= 0.5;
}

struct NamedTurn {
  Turn turn;
  const char* value;
  const char* title;
};
constexpr std::array<NamedTurn, 6> turns = {{
    {Turn::none, "none", "as it is"},
    {Turn::left, "left", "a quarter turn to the left"},
    {Turn::right, "right", "a quarter turn to the right"},
    {Turn::half, "half", "upside down"},
    {Turn::transposed, "transposed", "rows and columns exchanged"},
    {Turn::mirrored, "mirrored", "mirrored"},
}};

/// What pictures become that are no larger than networks take, or as near to it as they come.
PictureSize usual_size(const std::set<PictureSize>& naturals, bool colour) {
  constexpr int grey_side = 28;
  constexpr int colour_side = 32;
  const PictureSize first = *naturals.begin();
  const bool alike = std::ranges::all_of(
      naturals, [&](const PictureSize& size) { return same_proportions(first, size); });
  const int side = colour ? colour_side : grey_side;
  if (!alike) return {side, side};
  const int longest = std::max(first.first, first.second);
  if (naturals.size() == 1 && longest <= largest_side) return first;
  const double scale = static_cast<double>(side) / longest;
  return {std::max(1, static_cast<int>(std::lround(first.first * scale))),
          std::max(1, static_cast<int>(std::lround(first.second * scale)))};
}

PictureSize size_of(const std::string& text) {
  PictureSize size;
  const char* end = text.data() + text.size();
  const auto [cross, error] = std::from_chars(text.data(), end, size.first);
  if (cross != end) std::from_chars(cross + 1, end, size.second);
  return size;
}

}  // namespace

std::set<PictureSize> natural_sizes(const Plan& plan, const Appearance& appearance) {
  std::set<PictureSize> sizes;
  const auto add = [&](int height, int width) {
    if (swaps_sides(appearance.turn)) std::swap(height, width);
    sizes.insert({height, width});
  };
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    const Part& part = *plan.parts[p];
    if (part.kind != Part::Kind::pictures) {
      const Layout& layout = appearance.layouts[p];
      add(layout.height, layout.width);
    }
    for (const auto& [height, width] : part.sizes) add(height, width);
  }
  return sizes;
}

void choose_turn(Plan& plan, const Choices& wanted, Appearance& appearance) {
  const bool sideways = std::ranges::any_of(plan.parts, [](const Part* part) {
    const auto words = words_of(part->path);
    return std::ranges::find(words, "emnist") != words.end();
  });
  std::vector<Option> options;
  options.reserve(turns.size());
  for (const NamedTurn& turn : turns) options.push_back({.value = turn.value, .title = turn.title});
  const std::string chosen =
      choose(plan.choices, wanted, "turn", options, sideways ? "transposed" : "none");
  appearance.turn = std::ranges::find(turns, chosen, [](const NamedTurn& turn) {
                      return std::string(turn.value);
                    })->turn;
  if (sideways && appearance.turn == Turn::transposed) {
    plan.checks.emplace_back(
        "EMNIST's pictures lie on their side in its files: rows and columns are exchanged, so that "
        "they stand upright.");
  }
}

void choose_size(const std::set<PictureSize>& naturals, Plan& plan, const Choices& wanted,
                 Appearance& appearance) {
  const PictureSize found = usual_size(naturals, appearance.channels == 3);
  std::vector<Option> options;
  const auto add = [&](const PictureSize& size, const std::string& more) {
    const std::string value = size_text(size);
    if (std::ranges::find(options, value, &Option::value) != options.end()) return;
    options.push_back({.value = value, .title = shown_size(size) + more});
  };
  const bool own = naturals.size() == 1 && *naturals.begin() == found;
  add(found, own ? ", as they are" : "");
  // A row of values without sizes may be a picture in several ways.
  if (plan.parts.front()->kind != Part::Kind::pictures) {
    for (const Layout& layout : plan.parts.front()->layouts) {
      if (std::max(layout.height, layout.width) <= largest_side) {
        add({layout.height, layout.width}, "");
      }
    }
  }
  for (const int side : {16, 28, 32, 48, 64}) add({side, side}, "");
  const PictureSize size =
      size_of(choose(plan.choices, wanted, "size", options, options.front().value));
  appearance.height = size.first;
  appearance.width = size.second;
  if (naturals.size() == 1 && *naturals.begin() == size) return;
  const auto [smallest, largest] = std::pair(*naturals.begin(), *naturals.rbegin());
  plan.notes.push_back("The pictures are " + shown_size(smallest) +
                       (naturals.size() > 1 ? " to " + shown_size(largest) : "") +
                       " pixels and are brought to " + shown_size(size) + ".");
}

void choose_fit(const std::set<PictureSize>& naturals, Plan& plan, const Choices& wanted,
                Appearance& appearance) {
  const bool others = std::ranges::any_of(naturals, [&](const PictureSize& size) {
    return !same_proportions(size, {appearance.height, appearance.width});
  });
  if (!others) return;
  const std::vector<Option> options = {
      {.value = "fit", .title = "all of it, with a border"},
      {.value = "fill", .title = "the middle, cut off"},
      {.value = "squeeze", .title = "all of it, squeezed"},
  };
  const std::string chosen = choose(plan.choices, wanted, "fit", options, "fit");
  appearance.fit = chosen == "fill" ? Fit::fill : (chosen == "squeeze" ? Fit::squeeze : Fit::fit);
}

}  // namespace receptive
