#include "data/looking/appearance.h"

#include <algorithm>
#include <set>
#include <utility>

#include "data/looking/appearance_choices.h"

namespace receptive {

namespace {

/// More bytes than this are not kept by any browser's page.
constexpr std::uint64_t most_bytes = 1'000'000'000;

Planes finished(Planes planes, const Appearance& appearance) {
  planes = appearance.channels == 3 ? coloured(std::move(planes)) : grey(std::move(planes));
  planes = turned(std::move(planes), appearance.turn);
  planes = resized(std::move(planes), appearance.height, appearance.width, appearance.fit);
  if (appearance.over) turn_over(planes);
  return planes;
}

/// For people, who say the width first.
std::string shown_size(const Layout& layout) {
  return std::to_string(layout.width) + "x" + std::to_string(layout.height);
}

/// The way of `first`, if the part has it, or the way of the size that is wanted, or the likeliest.
Layout layout_of(const Part& part, const std::string& size, const Layout& first) {
  const auto& layouts = part.layouts;
  if (std::ranges::find(layouts, first) != layouts.end()) return first;
  const auto wanted = std::ranges::find(layouts, size, &Layout::size_text);
  if (wanted != layouts.end()) return *wanted;
  return layouts.empty() ? Layout{} : layouts.front();
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
  const auto size = wanted.chosen.find("size");
  for (const Part* part : plan.parts) {
    appearance.layouts.push_back(
        layout_of(*part, size == wanted.chosen.end() ? "" : size->second,
                  // A row of values that is a picture in several ways: the same way in all parts.
                  appearance.layouts.empty() ? Layout{} : appearance.layouts.front()));
  }
  choose_values(plan, wanted, appearance);
  find_ground(plan, appearance);
  if (form) {
    appearance.channels = form->channels;
    appearance.height = form->height;
    appearance.width = form->width;
  } else {
    choose_colour(plan, wanted, appearance);
  }
  choose_turn(plan, wanted, appearance);
  const std::set<PictureSize> naturals = natural_sizes(plan, appearance);
  if (!form) choose_size(naturals, plan, wanted, appearance);
  choose_fit(naturals, plan, wanted, appearance);
  choose_ink(plan, wanted, form, appearance);
  const Part& first = *plan.parts.front();
  if (first.kind != Part::Kind::pictures && first.layouts.size() > 1 &&
      first.layouts.front().height != first.layouts.front().width) {
    plan.checks.push_back("A picture has " + std::to_string(first.values) +
                          " values, which is no square: " + shown_size(first.layouts.front()) +
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
