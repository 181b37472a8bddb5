#include "data/looking/appearance.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <set>

#include "data/looking/value_ranges.h"

namespace receptive {

namespace {

/// More bytes than this are not kept by any browser's page.
constexpr std::uint64_t most_bytes = 1'000'000'000;

using Size = std::pair<int, int>;  // height and width

std::string size_text(const Size& size) {
  return std::to_string(size.first) + "x" + std::to_string(size.second);
}

/// Sizes of the pictures as they lie in the files.
std::set<Size> natural_sizes(const Plan& plan, const Appearance& appearance) {
  std::set<Size> sizes;
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    const Part& part = *plan.parts[p];
    if (part.kind != Part::Kind::pictures) {
      const Layout& layout = appearance.layouts[p];
      sizes.insert({layout.height, layout.width});
    }
    for (const PictureFacts& facts : part.pictures) sizes.insert({facts.height, facts.width});
  }
  return sizes;
}

bool swaps_sides(Turn turn) {
  return turn == Turn::left || turn == Turn::right || turn == Turn::transposed;
}

bool same_proportions(const Size& a, const Size& b) {
  // To a pixel of the smaller one.
  const double ratio = static_cast<double>(a.first) / a.second;
  return std::abs(ratio * b.second - b.first) <= 0.5 || std::abs(b.second - b.first / ratio) <= 0.5;
}

// --- turn
// ------------------------------------------------------------------------------------------

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

void choose_turn(Plan& plan, const Choices& wanted, Appearance& appearance) {
  const bool sideways = std::ranges::any_of(plan.parts, [](const Part* part) {
    const auto words = words_of(part->path);
    return std::ranges::find(words, "emnist") != words.end();
  });
  std::vector<Option> options;
  for (const NamedTurn& turn : turns) options.push_back({.value = turn.value, .title = turn.title});
  const std::string chosen =
      choose(plan.choices, wanted, "turn", options, sideways ? "transposed" : "none");
  appearance.turn = std::ranges::find(turns, chosen, [](const NamedTurn& turn) {
                      return std::string(turn.value);
                    })->turn;
  if (sideways && appearance.turn == Turn::transposed) {
    plan.checks.push_back(
        "EMNIST's pictures lie on their side in its files: rows and columns are exchanged, so that "
        "they stand upright.");
  }
}

// --- size and fit
// ----------------------------------------------------------------------------------

/// What pictures become that are no larger than networks take, or as near to it as they come.
Size usual_size(const std::set<Size>& naturals, bool colour) {
  constexpr int grey_side = 28;
  constexpr int colour_side = 32;
  const Size first = *naturals.begin();
  const bool alike = std::ranges::all_of(
      naturals, [&](const Size& size) { return same_proportions(first, size); });
  const int side = colour ? colour_side : grey_side;
  if (!alike) return {side, side};
  const int longest = std::max(first.first, first.second);
  if (naturals.size() == 1 && longest <= largest_side) return first;
  const double scale = static_cast<double>(side) / longest;
  return {std::max(1, static_cast<int>(std::lround(first.first * scale))),
          std::max(1, static_cast<int>(std::lround(first.second * scale)))};
}

Size size_of(const std::string& text) {
  Size size;
  const char* end = text.data() + text.size();
  const auto [cross, error] = std::from_chars(text.data(), end, size.first);
  if (cross != end) std::from_chars(cross + 1, end, size.second);
  return size;
}

void choose_size(const std::set<Size>& naturals, bool colour, Plan& plan, const Choices& wanted,
                 Appearance& appearance) {
  const Size found = usual_size(naturals, colour);
  std::vector<Option> options;
  const auto add = [&](const Size& size, const std::string& more) {
    const std::string value = size_text(size);
    if (std::ranges::find(options, value, &Option::value) != options.end()) return;
    options.push_back({.value = value, .title = value + more});
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
  const Size size = size_of(choose(plan.choices, wanted, "size", options, options.front().value));
  appearance.height = size.first;
  appearance.width = size.second;
  if (naturals.size() == 1 && *naturals.begin() == size) return;
  const auto [smallest, largest] = std::pair(*naturals.begin(), *naturals.rbegin());
  plan.notes.push_back("The pictures are " + size_text(smallest) +
                       (naturals.size() > 1 ? " to " + size_text(largest) : "") +
                       " pixels and are brought to " + size_text(size) + ".");
}

void choose_fit(const std::set<Size>& naturals, Plan& plan, const Choices& wanted,
                Appearance& appearance) {
  const bool others = std::ranges::any_of(naturals, [&](Size size) {
    if (swaps_sides(appearance.turn)) std::swap(size.first, size.second);
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

// --- values
// ----------------------------------------------------------------------------------------

/// Of pictures in files: by their brightest and darkest values, as shares of what their bits say.
void choose_file_values(Plan& plan, const Choices& wanted, Appearance& appearance) {
  double low = 1.0;
  double high = 0.0;
  bool deep = true;
  for (const Part* part : plan.parts) {
    for (const PictureSample& sample : part->decoded) {
      const DecodedPicture picture{sample.width, sample.height, sample.channels, sample.bits,
                                   sample.bytes};
      const double full = sample.bits == 8 ? 255.0 : 65535.0;
      const Planes planes = planes_of(picture, {0.0, full}, 0.0F);
      const auto [least, most] = std::ranges::minmax(planes.values);
      low = std::min(low, static_cast<double>(least));
      high = std::max(high, static_cast<double>(most));
      deep = deep && sample.bits == 16;
    }
  }
  appearance.range = {0.0, 1.0};
  if (high <= low || (low == 0.0 && high == 1.0)) return;
  const std::string percent = std::to_string(static_cast<int>(std::lround(100.0 * high)));
  const std::vector<Option> options = {
      {.value = "whole", .title = "as the files have them"},
      {.value = "stretched", .title = "stretched: the darkest to black, the brightest to white"},
  };
  // Twelve bits in a file of sixteen are a picture that nobody sees.
  constexpr double dark = 0.25;
  const bool stretch = deep && high < dark;
  const std::string chosen =
      choose(plan.choices, wanted, "values", options, stretch ? "stretched" : "whole");
  if (chosen == "stretched") appearance.range = {low, high};
  if (stretch) {
    plan.checks.push_back("The pictures have 16 bits and use the lowest " + percent +
                          " % of them: they are stretched to what can be seen.");
  } else if (high < dark) {
    plan.checks.push_back("The pictures are dark: their brightest value is " + percent +
                          " % of white. Under Values they can be stretched.");
  }
}

void choose_values(Plan& plan, const Choices& wanted, Appearance& appearance) {
  if (plan.parts.front()->kind == Part::Kind::pictures) {
    choose_file_values(plan, wanted, appearance);
    return;
  }
  Extent extent;
  for (const Part* part : plan.parts) extent.add(part->extent);
  const ValueRanges ranges = value_ranges(extent);
  if (ranges.ranges.empty()) return;
  std::vector<Option> options;
  for (const ValueRange& range : ranges.ranges) {
    const std::string text = range_text(range);
    options.push_back({.value = text, .title = text});
  }
  const std::string chosen = choose(plan.choices, wanted, "values", options, options[0].value);
  const auto place = std::ranges::find(options, chosen, &Option::value) - options.begin();
  appearance.range = ranges.ranges[static_cast<std::size_t>(place)];
  if (!ranges.check.empty()) plan.checks.push_back(ranges.check);
  if (!ranges.note.empty() && place == 0) plan.notes.push_back(ranges.note);
}

// --- colour and transparency
// -----------------------------------------------------------------------

/// On black or on white, so that what is drawn can be seen: by the brightness of what is opaque.
void find_ground(Plan& plan, Appearance& appearance) {
  double brightness = 0.0;
  double opaque = 0.0;
  bool transparent = false;
  for (const Part* part : plan.parts) {
    for (const PictureSample& sample : part->decoded) {
      if (sample.channels % 2 != 0) continue;
      const DecodedPicture picture{sample.width, sample.height, sample.channels, sample.bits,
                                   sample.bytes};
      const ValueRange whole{0.0, sample.bits == 8 ? 255.0 : 65535.0};
      // On black and on white: what differs is what shines through.
      const Planes on_black = grey(planes_of(picture, whole, 0.0F));
      const Planes on_white = grey(planes_of(picture, whole, 1.0F));
      for (std::size_t i = 0; i < on_black.values.size(); ++i) {
        const double opacity = 1.0 - (on_white.values[i] - on_black.values[i]);
        transparent = transparent || opacity < 0.5;
        brightness += on_black.values[i];
        opaque += opacity;
      }
    }
  }
  if (!transparent) return;
  appearance.ground = opaque > 0.0 && brightness / opaque > 0.5 ? 0.0F : 1.0F;
  plan.notes.push_back(std::string("The pictures are transparent in parts: they are laid on ") +
                       (appearance.ground > 0.5F ? "white" : "black") +
                       ", where what is drawn can be seen.");
}

/// Samples in their own sizes.
std::vector<Planes> natural_samples(const Plan& plan, const Appearance& appearance) {
  std::vector<Planes> samples;
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    for (const ArrayItem& item : plan.parts[p]->samples) {
      Planes planes = planes_of(item.values, appearance.layouts[p]);
      scale_values(planes.values, appearance.range);
      samples.push_back(std::move(planes));
    }
    for (const PictureSample& sample : plan.parts[p]->decoded) {
      const DecodedPicture picture{sample.width, sample.height, sample.channels, sample.bits,
                                   sample.bytes};
      const double full = sample.bits == 8 ? 255.0 : 65535.0;
      const ValueRange range{appearance.range.low * full, appearance.range.high * full};
      samples.push_back(planes_of(picture, range, appearance.ground));
    }
  }
  return samples;
}

void choose_colour(const std::vector<Planes>& samples, Plan& plan, const Choices& wanted,
                   Appearance& appearance) {
  const bool any_coloured = std::ranges::any_of(samples, has_colour);
  const bool any_three =
      std::ranges::any_of(samples, [](const Planes& sample) { return sample.channels == 3; });
  std::vector<Option> options = {{.value = "grey", .title = "grey"},
                                 {.value = "colour", .title = "in colour"}};
  if (!any_three) return;
  if (any_coloured) std::ranges::reverse(options);
  const std::string chosen = choose(plan.choices, wanted, "colour", options, options.front().value);
  appearance.channels = chosen == "colour" ? 3 : 1;
  if (!any_coloured && chosen == "grey") {
    plan.notes.push_back("Red, green and blue are alike in the pictures: they are taken as grey.");
  }
}

// --- ink
// -------------------------------------------------------------------------------------------

void choose_ink(Plan& plan, const Choices& wanted, const std::optional<SetForm>& form,
                Appearance& appearance) {
  std::vector<Planes> samples;
  std::vector<Planes> tests;
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    const Part& part = *plan.parts[p];
    const auto add = [&](std::uint64_t place, Planes planes) {
      const Destination& to = plan.destinations[p][place];
      if (to.label < 0) return;
      (to.split == Split::test ? tests : samples).push_back(std::move(planes));
    };
    for (const ArrayItem& item : part.samples) add(item.place, shown(item.values, p, appearance));
    for (const PictureSample& sample : part.decoded) {
      add(sample.place,
          shown({sample.width, sample.height, sample.channels, sample.bits, sample.bytes},
                appearance));
    }
  }
  const Ink train_ink = find_ink(samples);
  const Ink test_ink = find_ink(tests);
  constexpr std::uint64_t enough = 4;
  if (train_ink.dark != test_ink.dark && !train_ink.is_unsure() && !test_ink.is_unsure() &&
      train_ink.of >= enough && test_ink.of >= enough) {
    plan.checks.push_back(std::string("The training pictures are ") +
                          (train_ink.dark ? "dark on light" : "light on dark") +
                          ", the test pictures the other way round: a network that learns the ones "
                          "cannot read the others.");
  }
  const std::size_t train_samples = samples.size();
  for (Planes& planes : tests) samples.push_back(std::move(planes));
  const bool alike = samples.size() > 1 && std::ranges::all_of(samples, [&](const Planes& sample) {
                       return sample.values == samples.front().values;
                     });
  if (alike && train_samples > 1) {
    const auto [low, high] = std::ranges::minmax(samples.front().values);
    plan.checks.push_back(low == high ? "All pictures that were looked at are blank."
                                      : "All pictures that were looked at are the same.");
  }
  appearance.ink = find_ink(samples);
  const std::vector<Option> options = {
      {.value = "dark",
       .title = appearance.ink.dark ? "dark on light, as it is" : "dark on light, turned over"},
      {.value = "light",
       .title = appearance.ink.dark ? "light on dark, turned over" : "light on dark, as it is"}};
  const std::string found = appearance.ink.dark ? "dark" : "light";
  const std::string fitting = form && form->channels == 1 ? (form->dark ? "dark" : "light") : found;
  const std::string chosen = choose(plan.choices, wanted, "ink", options, fitting);
  if (fitting != found && chosen == fitting) {
    plan.notes.push_back("The pictures are " + found + " on " +
                         (appearance.ink.dark ? "light" : "dark") + " and the set is " + fitting +
                         " on " + (appearance.ink.dark ? "dark" : "light") +
                         ": they are turned over.");
  }
  if (appearance.ink.is_unsure() && appearance.channels == 1 && !alike) {
    plan.checks.push_back("Whether the pictures are dark on light or light on dark is not clear (" +
                          std::to_string(appearance.ink.agree) + " of " +
                          std::to_string(samples.size()) + " are " + found + " on " +
                          (appearance.ink.dark ? "light" : "dark") +
                          "); drawings are given to the network in the same way.");
  }
  if (chosen == found) return;
  appearance.over = true;
  for (Planes& planes : samples) turn_over(planes);
  appearance.ink = find_ink(samples);
}

Planes finished(Planes planes, const Appearance& appearance) {
  planes = appearance.channels == 3 ? coloured(std::move(planes)) : grey(std::move(planes));
  planes = turned(std::move(planes), appearance.turn);
  planes = resized(std::move(planes), appearance.height, appearance.width, appearance.fit);
  if (appearance.over) turn_over(planes);
  return planes;
}

}  // namespace

Planes shown(std::span<const float> values, std::size_t part, const Appearance& appearance) {
  Planes planes = planes_of(values, appearance.layouts[part]);
  scale_values(planes.values, appearance.range);
  return finished(std::move(planes), appearance);
}

Planes shown(const DecodedPicture& picture, const Appearance& appearance) {
  const double full = picture.bits == 8 ? 255.0 : 65535.0;
  const ValueRange range{appearance.range.low * full, appearance.range.high * full};
  return finished(planes_of(picture, range, appearance.ground), appearance);
}

Appearance find_appearance(Plan& plan, const Choices& wanted, const std::optional<SetForm>& form) {
  Appearance appearance;
  for (const Part* part : plan.parts) {
    appearance.layouts.push_back(part->layouts.empty() ? Layout{} : part->layouts.front());
  }
  // A row of values that is a picture in several ways: the way of this size.
  const auto size = wanted.chosen.find("size");
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    for (const Layout& layout : plan.parts[p]->layouts) {
      if (size == wanted.chosen.end() || layout.size_text() != size->second) continue;
      appearance.layouts[p] = layout;
      break;
    }
  }
  choose_values(plan, wanted, appearance);
  find_ground(plan, appearance);
  const std::vector<Planes> samples = natural_samples(plan, appearance);
  const std::set<Size> naturals = natural_sizes(plan, appearance);
  if (form) {
    appearance.channels = form->channels;
    appearance.height = form->height;
    appearance.width = form->width;
  } else {
    choose_colour(samples, plan, wanted, appearance);
  }
  choose_turn(plan, wanted, appearance);
  if (!form) choose_size(naturals, appearance.channels == 3, plan, wanted, appearance);
  choose_fit(naturals, plan, wanted, appearance);
  choose_ink(plan, wanted, form, appearance);
  const Part& first = *plan.parts.front();
  if (first.kind != Part::Kind::pictures && first.layouts.size() > 1 &&
      first.layouts.front().height != first.layouts.front().width) {
    plan.checks.push_back("A picture has " + std::to_string(first.values) +
                          " values, which is no square: " + first.layouts.front().size_text() +
                          " is the smoothest way to see them.");
  }
  const std::uint64_t count = std::uint64_t{plan.train_count} + plan.test_count;
  if (plan.problem.empty() && count * appearance.bytes() > most_bytes) {
    plan.problem = "The set would have " + std::to_string(count * appearance.bytes() / 1'000'000) +
                   " MB; up to " + std::to_string(most_bytes / 1'000'000) +
                   " MB are taken. Choose a smaller size.";
  }
  return appearance;
}

}  // namespace receptive
