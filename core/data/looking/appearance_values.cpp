#include <algorithm>
#include <cmath>
#include <string>

#include "data/looking/appearance_choices.h"
#include "data/looking/value_ranges.h"

namespace receptive {

namespace {

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
  if (chosen == "stretched") {
    appearance.range = {low, high};
    if (!stretch) return;
    plan.checks.push_back("The pictures have 16 bits and use the lowest " + percent +
                          " % of them: they are stretched to what can be seen.");
  } else if (high < dark) {
    plan.checks.push_back("The pictures are dark: their brightest value is " + percent +
                          " % of white. Under Values they can be stretched.");
  }
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

}  // namespace

void choose_values(Plan& plan, const Choices& wanted, Appearance& appearance) {
  if (plan.parts.front()->kind == Part::Kind::pictures) {
    choose_file_values(plan, wanted, appearance);
    return;
  }
  Extent extent;
  for (const Part* part : plan.parts) extent.add(part->extent);
  const ValueRanges ranges = value_ranges(extent);
  std::vector<Option> options;
  for (const ValueRange& range : ranges.ranges) {
    const std::string text = range_text(range);
    options.push_back({.value = text, .title = text});
  }
  const std::string chosen = choose(plan.choices, wanted, "values", options, options[0].value);
  const auto place = std::ranges::find(options, chosen, &Option::value) - options.begin();
  appearance.range = ranges.ranges[static_cast<std::size_t>(place)];
  if (!ranges.no_numbers.empty()) plan.checks.push_back(ranges.no_numbers);
  // The rest is true of the likeliest range only.
  if (place > 0) return;
  if (!ranges.check.empty()) plan.checks.push_back(ranges.check);
  if (!ranges.note.empty()) plan.notes.push_back(ranges.note);
}

/// By the brightness of what is opaque.
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
  const bool one = plan.train_count + plan.test_count == 1;
  plan.notes.push_back(
      std::string(one ? "The picture is transparent in parts: it is laid on "
                      : "The pictures are transparent in parts: they are laid on ") +
      (appearance.ground > 0.5F ? "white" : "black") + ", where what is drawn can be seen.");
}

void choose_colour(Plan& plan, const Choices& wanted, Appearance& appearance) {
  const std::vector<Planes> samples = natural_samples(plan, appearance);
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
    plan.notes.emplace_back(
        "Red, green and blue are alike in the pictures: they are taken as grey.");
  }
}

}  // namespace receptive
