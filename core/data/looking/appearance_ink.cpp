#include <algorithm>
#include <string>
#include <utility>

#include "data/looking/appearance_choices.h"

namespace receptive {

void choose_ink(Plan& plan, const Choices& wanted, const std::optional<SetForm>& form,
                Appearance& appearance) {
  std::vector<Planes> samples;
  std::vector<Planes> tests;
  for (std::size_t p = 0; p < plan.parts.size(); ++p) {
    const Part& part = *plan.parts[p];
    const auto add = [&](std::size_t place, Planes planes) {
      const Destination& to = plan.destinations[p][place];
      if (to.label < 0) return;
      (to.split == Split::test ? tests : samples).push_back(std::move(planes));
    };
    for (const ArrayItem& item : part.samples)
      add(static_cast<std::size_t>(item.place), shown(item.values, p, appearance));
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
    plan.checks.emplace_back(low == high ? "All pictures that were looked at are blank."
                                         : "All pictures that were looked at are the same.");
  }
  appearance.ink = find_ink(samples);
  const std::vector<Option> options = {
      {.value = "dark",
       .title = appearance.ink.dark ? "dark on light, as it is" : "dark on light, turned over"},
      {.value = "light",
       .title = appearance.ink.dark ? "light on dark, turned over" : "light on dark, as it is"}};
  const std::string found = appearance.ink.dark ? "dark" : "light";
  const bool one = plan.train_count + plan.test_count == 1;
  const std::string fitting = form && form->channels == 1 ? (form->dark ? "dark" : "light") : found;
  const std::string chosen = choose(plan.choices, wanted, "ink", options, fitting);
  if (fitting != found && chosen == fitting) {
    plan.notes.push_back((one ? "The picture is " : "The pictures are ") + found + " on " +
                         (appearance.ink.dark ? "light" : "dark") + " and the set is " + fitting +
                         " on " + (appearance.ink.dark ? "dark" : "light") +
                         (one ? ": it is turned over." : ": they are turned over."));
  }
  if (appearance.ink.is_unsure() && appearance.channels == 1 && !alike && !samples.empty()) {
    const std::string counted = " (" + std::to_string(appearance.ink.agree) + " of " +
                                std::to_string(samples.size()) + " are " + found + " on " +
                                (appearance.ink.dark ? "light" : "dark") +
                                "); drawings are given to the network in the same way.";
    plan.checks.push_back(std::string(one ? "Whether the picture is" : "Whether the pictures are") +
                          " dark on light or light on dark is not clear" + (one ? "." : counted));
  }
  if (chosen == found) return;
  appearance.over = true;
  for (Planes& planes : samples) turn_over(planes);
  appearance.ink = find_ink(samples);
}

}  // namespace receptive
