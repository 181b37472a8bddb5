#include "data/batch.h"

#include <algorithm>

#include "data/dataset.h"

namespace receptive {

namespace {

/// The values of some neighbouring examples, where every example has as many; none of none.
template <typename T>
std::span<T> part_of(std::span<T> values, int first, int count, int of) {
  if (values.empty()) return values;
  const std::size_t each = values.size() / static_cast<std::size_t>(of);
  return values.subspan(each * static_cast<std::size_t>(first),
                        each * static_cast<std::size_t>(count));
}

template <typename T>
std::span<T> room_in(std::vector<T>& memory, std::size_t count) {
  if (memory.size() < count) memory.resize(count);
  return std::span(memory).first(count);
}

}  // namespace

Batch Batch::part(int first, int count) const {
  const int of = examples();
  Batch some{.inputs = {inputs.example(first), inputs.shape.with_examples(count)},
             .targets = targets,
             .lengths = part_of(lengths, first, count, of)};
  if (auto* classes = std::get_if<ClassTargets>(&some.targets)) {
    classes->of_examples = part_of(classes->of_examples, first, count, of);
  } else if (auto* steps = std::get_if<StepClassTargets>(&some.targets)) {
    steps->of_steps = part_of(steps->of_steps, first, count, of);
  } else if (auto* numbers = std::get_if<NumberTargets>(&some.targets)) {
    numbers->of_outputs = part_of(numbers->of_outputs, first, count, of);
  }
  return some;
}

TargetSpace TargetSpace::part(int first, int count, int of) const {
  return {.classes = part_of(classes, first, count, of),
          .numbers = part_of(numbers, first, count, of),
          .lengths = part_of(lengths, first, count, of)};
}

Targets TargetSpace::targets(TargetKind kind) const {
  switch (kind) {
    case TargetKind::classes:
      return ClassTargets{classes};
    case TargetKind::step_classes:
      return StepClassTargets{classes};
    case TargetKind::numbers:
      break;
  }
  return NumberTargets{numbers};
}

TargetSpace TargetRoom::space(const Dataset& data, int examples) {
  const auto count = static_cast<std::size_t>(examples);
  const std::size_t targets = count * data.targets_per_example();
  const bool of_numbers = data.kind == TargetKind::numbers;
  return {.classes = room_in(classes_, of_numbers ? 0 : targets),
          .numbers = room_in(numbers_, of_numbers ? targets : 0),
          .lengths = room_in(lengths_, data.lengths.empty() ? 0 : count)};
}

void TargetRoom::reserve(int examples) {
  (void)room_in(classes_, static_cast<std::size_t>(examples));
}

}  // namespace receptive
