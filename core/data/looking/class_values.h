#pragma once

#include "data/looking/plan.h"

namespace receptive {

/// All values of the labels, as they become classes. A text "7" in one file is the number 7 of
/// another.
std::vector<LabelValue> all_values(const std::vector<const LabelSource*>& labels);

/// The names of these classes: from a list that lay beside the pictures, or the values themselves.
std::vector<std::string> names_of(const std::vector<LabelValue>& values,
                                  const std::vector<ClassList>& lists, Plan& plan);

/// Says what people are caught by in the numbers of labels.
void look_at_numbers(const std::vector<LabelValue>& values, Plan& plan);

/// The class of each picture of a part; -1 where it has none.
std::vector<std::int32_t> classes_of(const LabelSource& source,
                                     const std::vector<LabelValue>& values, std::size_t count);

}  // namespace receptive
