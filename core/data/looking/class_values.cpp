#include "data/looking/class_values.h"

#include <algorithm>
#include <set>

namespace receptive {

std::vector<LabelValue> all_values(const std::vector<const LabelSource*>& labels) {
  bool texts = false;
  for (const LabelSource* source : labels) {
    for (const LabelValue& value : source->values) texts = texts || value.is_text();
  }
  std::set<LabelValue> values;
  for (const LabelSource* source : labels) {
    for (const LabelValue& value : source->values) {
      values.insert(texts ? LabelValue{.number = 0.0, .text = value_text(value)} : value);
    }
  }
  return {values.begin(), values.end()};
}

std::vector<std::string> names_of(const std::vector<LabelValue>& values,
                                  const std::vector<ClassList>& lists,
                                  const std::string& names_file, Plan& plan) {
  for (const ClassList& list : lists) {
    if (!names_file.empty() && file_name(list.path) != names_file) continue;
    std::vector<std::string> names = names_by(list, values);
    if (names.empty()) continue;
    if (!list.path.empty()) {
      // Not a table that has no pictures.
      std::erase_if(plan.notes, [&](const std::string& note) {
        return note.starts_with("Left out: " + list.path + " ");
      });
      plan.notes.push_back("The classes' names come from " + list.path + ".");
    }
    return names;
  }
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const LabelValue& value : values) names.push_back(value_text(value));
  return names;
}

void look_at_numbers(const std::vector<LabelValue>& values, Plan& plan) {
  if (values.size() < 2 || values.front().is_text() || values.back().is_text()) return;
  const double first = values.front().number;
  const double last = values.back().number;
  const double before_last = values[values.size() - 2].number;
  const auto count = static_cast<double>(values.size());
  if (last == 255.0 && before_last < last - 1 && before_last < count) {
    plan.checks.push_back(
        "The label 255 stands apart from the others, " + number_text(first) + " to " +
        number_text(before_last) +
        ": some sets mark unknown pictures with it. It is a class of its own here.");
  } else if (first != 0.0) {
    plan.notes.push_back("The labels are " + number_text(first) + " to " + number_text(last) +
                         ": they become " + std::to_string(values.size()) + " classes.");
  } else if (last > count - 1) {
    plan.notes.push_back("Not all labels from 0 to " + number_text(last) + " occur: there are " +
                         std::to_string(values.size()) + " classes.");
  }
}

std::vector<std::int32_t> classes_of(const LabelSource& source,
                                     const std::vector<LabelValue>& values, std::size_t count) {
  const bool texts = !values.empty() && values.front().is_text();
  std::vector<std::int32_t> map;
  for (const LabelValue& value : source.values) {
    const LabelValue wanted = texts ? LabelValue{.number = 0.0, .text = value_text(value)} : value;
    map.push_back(static_cast<std::int32_t>(std::ranges::find(values, wanted) - values.begin()));
  }
  std::vector<std::int32_t> classes(count, -1);
  for (std::size_t i = 0; i < classes.size() && i < source.codes.size(); ++i) {
    const std::int32_t code = source.codes[i];
    if (code >= 0) classes[i] = map[static_cast<std::size_t>(code)];
  }
  return classes;
}

}  // namespace receptive
