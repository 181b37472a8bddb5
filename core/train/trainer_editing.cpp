// How a trainer is changed by hand in mid-run; how it learns is in trainer.cpp.

#include <algorithm>
#include <string>

#include "base/decimal.h"
#include "base/error.h"
#include "train/trainer.h"

namespace receptive {

FrozenValues::Range Trainer::place_of(int index, std::size_t first, std::size_t count) const {
  const std::span<const TensorView> views = parameters().views();
  if (index < 0 || static_cast<std::size_t>(index) >= views.size()) {
    throw ArgumentError("parameter: expected 0 to " +
                        std::to_string(static_cast<std::ptrdiff_t>(views.size()) - 1) + ", found " +
                        std::to_string(index));
  }
  const TensorView& view = views[static_cast<std::size_t>(index)];
  if (first > view.count() || count > view.count() - first) {
    throw ArgumentError("values: expected a range within the parameter's " +
                        std::to_string(view.count()) + ", found " + std::to_string(count) +
                        " from " + std::to_string(first));
  }
  return {.first = static_cast<std::size_t>(view.data - parameters().values().data()) + first,
          .count = count};
}

void Trainer::freeze(int index, std::size_t first, std::size_t count) {
  frozen_.freeze(place_of(index, first, count));
}

void Trainer::unfreeze(int index, std::size_t first, std::size_t count) {
  frozen_.unfreeze(place_of(index, first, count));
}

void Trainer::frozen(int index, std::span<std::uint8_t> marks) const {
  frozen_.mark(place_of(index, 0, marks.size()), marks);
}

void Trainer::check_values(int index, std::span<const float> values) const {
  const Node& node = *std::ranges::find_if(graph().nodes(), [&](const Node& one) {
    return one.owns_parameters && index >= one.first_parameter &&
           index < one.first_parameter + static_cast<int>(one.parameters.size());
  });
  const ParameterInfo& info =
      node.parameters[static_cast<std::size_t>(index - node.first_parameter)];
  const std::size_t at = first_unfit(values, info);
  if (at == values.size()) return;
  throw ArgumentError(
      Refusal{.argument = node.name + "." + info.name,
              .expected = std::string(fit_values(info)),
              .found = general_text(values[at], 6) + " at position " + std::to_string(at)});
}

void Trainer::set_values(int index, std::size_t first, std::span<const float> values) {
  const FrozenValues::Range place = place_of(index, first, values.size());
  check_values(index, values);
  // The average is written as well where there is one; otherwise both are the same.
  const ParameterSet* const sets[] = {&parameters(), &network_.answering_parameters()};
  for (const ParameterSet* set : sets) {
    std::ranges::copy(values, set->values().subspan(place.first).begin());
    clear_unconnected(graph(), *set);
  }
}

void Trainer::track_updates(bool on) {
  if (on == updates_.has_value()) return;
  has_updates_ = false;
  if (on) {
    updates_.emplace(graph());
  } else {
    updates_.reset();
  }
}

void Trainer::begin_changes() {
  has_updates_ = false;  // until the step is through
  frozen_.put_aside(parameters().values());
  statistics_.put_aside(parameters().values());
  if (updates_) std::ranges::copy(parameters().values(), updates_->values().begin());
}

void Trainer::end_changes() {
  frozen_.put_back(parameters().values());
  if (!updates_) return;
  std::ranges::transform(parameters().values(), updates_->values(), updates_->values().begin(),
                         [](float after, float before) { return after - before; });
  has_updates_ = true;
}

}  // namespace receptive
