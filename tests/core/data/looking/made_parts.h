#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/looking/parts.h"
#include "data/looking/plan.h"

// Parts, plans and samples as the floor below would hand them on, made by hand.

namespace receptive::testing {

/// Labels "column 0": these codes of values that are numbers, or texts.
inline LabelSource numbered(const std::vector<double>& numbers, std::vector<std::int32_t> codes) {
  LabelSource source{.id = "column 0", .title = "column label", .codes = std::move(codes)};
  for (const double number : numbers) source.values.push_back({.number = number});
  return source;
}
inline LabelSource worded(const std::vector<std::string>& words, std::vector<std::int32_t> codes) {
  LabelSource source{.id = "folders", .title = "the folders' names", .codes = std::move(codes)};
  for (const std::string& word : words) source.values.push_back({.number = 0.0, .text = word});
  return source;
}

/// 0, 1, ..., classes - 1, 0, 1, ...
inline std::vector<std::int32_t> in_turn(int count, int classes) {
  std::vector<std::int32_t> codes;
  for (int i = 0; i < count; ++i) codes.push_back(i % classes);
  return codes;
}

/// A table of as many pictures as it has labels.
inline Part labelled_part(LabelSource labels, Purpose purpose = Purpose::unsaid) {
  Part part{.path = "t.csv", .purpose = purpose, .count = labels.codes.size()};
  part.labels.push_back(std::move(labels));
  return part;
}

/// Rows of values, of which all are looked at.
inline Part values_part(const std::vector<std::vector<float>>& rows, std::vector<Layout> layouts) {
  Part part{.path = "t.csv",
            .count = rows.size(),
            .values = rows.front().size(),
            .layouts = std::move(layouts)};
  for (const std::vector<float>& row : rows) {
    part.samples.push_back({.place = part.samples.size(), .values = row});
    for (const float value : row) part.extent.add(static_cast<double>(value));
  }
  return part;
}

/// Picture files, of which all are looked at.
inline Part files_part(std::vector<PictureSample> samples) {
  Part part{.kind = Part::Kind::pictures, .path = "the pictures", .count = samples.size()};
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i].place = i;
    part.files.push_back(static_cast<int>(i));
    part.sizes.insert({samples[i].height, samples[i].width});
  }
  part.decoded = std::move(samples);
  return part;
}

/// One picture of one value everywhere: `pixel` are its channels' bytes.
inline PictureSample flat_picture(int width, int height, const std::vector<std::uint8_t>& pixel) {
  PictureSample sample{
      .width = width, .height = height, .channels = static_cast<int>(pixel.size())};
  for (int i = 0; i < width * height; ++i) {
    sample.bytes.insert(sample.bytes.end(), pixel.begin(), pixel.end());
  }
  return sample;
}

/// All of them learned from, of one class, but those whose places are `tests`.
inline Plan plan_of(const std::vector<const Part*>& parts,
                    const std::vector<std::size_t>& tests = {}) {
  Plan plan{.parts = parts, .classes = {{.name = "a"}}};
  for (const Part* part : parts) {
    std::vector<Destination>& to = plan.destinations.emplace_back();
    for (std::size_t i = 0; i < part->count; ++i) {
      const bool test = std::ranges::find(tests, i) != tests.end();
      std::uint32_t& count = test ? plan.test_count : plan.train_count;
      to.push_back({.label = 0, .split = test ? Split::test : Split::train, .place = count++});
    }
  }
  return plan;
}

/// A choice's values, the chosen one in brackets: "[test] | tenth"; "" where there is none.
inline std::string choice_text(const Plan& plan, std::string_view name) {
  std::string text;
  for (const Choice& choice : plan.choices) {
    if (choice.name != name) continue;
    for (const Option& option : choice.options) {
      const bool chosen = option.value == choice.value;
      text += (text.empty() ? "" : " | ") + (chosen ? "[" + option.value + "]" : option.value);
    }
  }
  return text;
}
/// The title of one of its values; "" where there is none.
inline std::string title_of(const Plan& plan, std::string_view name, std::string_view value) {
  for (const Choice& choice : plan.choices) {
    if (choice.name != name) continue;
    for (const Option& option : choice.options) {
      if (option.value == value) return option.title;
    }
  }
  return "";
}

}  // namespace receptive::testing
