#include "train/committee.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/error.h"
#include "nn/largest.h"

namespace receptive {

void Committee::add(ConstTensorView answers) {
  if (members_ > 0 && answers.shape != shape_) {
    throw ArgumentError("committee: expected answers to " + std::to_string(shape_.n) +
                        " examples in " + std::to_string(shape_.c) + " classes, found " +
                        std::to_string(answers.shape.n) + " in " + std::to_string(answers.shape.c));
  }
  sums_.resize(answers.count());
  means_.resize(answers.count());
  shape_ = answers.shape;
  ++members_;
  const std::span<const float> values = answers.values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    sums_[i] += values[i];
    means_[i] = static_cast<float>(sums_[i] / members_);
  }
}

ConstTensorView Committee::answers() const { return {means_.data(), shape_}; }

Score Committee::score(std::span<const ClassIndex> labels) const {
  const std::size_t classes = shape_.example_count();
  if (members_ == 0 || labels.size() != static_cast<std::size_t>(shape_.n)) {
    throw ArgumentError("committee: expected one label for each example answered, found " +
                        std::to_string(labels.size()));
  }
  Score score{.examples = shape_.n};
  for (int n = 0; n < shape_.n; ++n) {
    const std::size_t label = labels[static_cast<std::size_t>(n)];
    if (label >= classes) {
      throw ArgumentError("committee: expected labels below " + std::to_string(classes) +
                          ", found " + std::to_string(label));
    }
    const float* answer = answers().example(n);
    const double certainty = std::max<double>(answer[label], std::numeric_limits<float>::min());
    score.loss -= std::log(certainty);
    if (class_of({answer, classes}) == label) score.accuracy += 1.0;
  }
  score.loss /= shape_.n;
  score.accuracy /= shape_.n;
  return score;
}

}  // namespace receptive
