#pragma once

#include "train/trainer.h"

namespace receptive::bindings {

/// One step or one evaluation, flat as JavaScript receives it.
struct Report {
  double loss = 0.0;
  double accuracy = 0.0;
  int examples = 0;
  double step = 0.0;
  double epoch = 0.0;
  double learning_rate = 0.0;
};

inline Report report_of(const Score& score) {
  return {.loss = score.loss, .accuracy = score.accuracy, .examples = score.examples};
}

inline Report report_of(const StepReport& step) {
  Report report = report_of(step.score);
  report.step = static_cast<double>(step.step);
  report.epoch = static_cast<double>(step.epoch);
  report.learning_rate = step.learning_rate;
  return report;
}

}  // namespace receptive::bindings
