#include "train/fit.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "data/drawing/digit_width.h"
#include "data/split.h"

namespace receptive {

namespace {

/// The parameters that score, kept while training goes on.
class Snapshot {
 public:
  void take(const Trainer& trainer) {
    const auto values = trainer.network().answering_parameters().values();
    values_.assign(values.begin(), values.end());
  }
  void restore(const Trainer& trainer) const {
    if (values_.empty()) return;
    std::ranges::copy(values_, trainer.network().answering_parameters().values().begin());
  }

 private:
  std::vector<float> values_;
};

EpochReport train_epoch(Trainer& trainer, int epoch, const FitWatch& watch) {
  EpochReport report;
  report.epoch = epoch;
  StepReport step;
  Score& sum = report.training;
  do {
    step = trainer.step();
    if (watch.on_step) watch.on_step(step);
    sum.loss += step.score.loss * step.score.examples;
    sum.accuracy += step.score.accuracy * step.score.examples;
    sum.examples += step.score.examples;
  } while (step.epoch < epoch);
  sum.loss /= sum.examples;
  sum.accuracy /= sum.examples;
  report.learning_rate = step.learning_rate;
  return report;
}

}  // namespace

bool Patience::is_best(int epoch, const Score& score) {
  const double error = 1.0 - score.accuracy;
  if (error < improved_error_ * rule_.improvement) {
    improved_error_ = error;
    improved_epoch_ = epoch;
  }
  // Equal errors are common on small sets; then the loss decides.
  const double loss = std::isnan(score.loss) ? HUGE_VAL : score.loss;
  const bool best = error < best_error_ || (error == best_error_ && loss < best_loss_);
  if (best) {
    best_error_ = error;
    best_loss_ = loss;
    best_epoch_ = epoch;
  }
  return best;
}

bool Patience::is_over(int epoch) const {
  if (rule_.patience == 0) return false;
  return epoch >= rule_.min_epochs && epoch >= best_epoch_ + rule_.patience &&
         epoch >= improved_epoch_ * rule_.patience_increase;
}

void fit(Trainer& trainer, const TrainerSpec& spec, const std::shared_ptr<const Dataset>& data,
         int epochs, const FitWatch& watch) {
  const FitSpec& recipe = spec.fit;
  Dataset validation;
  if (recipe.validation == 0) {
    trainer.set_training_data(data);
  } else {
    DatasetSplit parts = split(*data, recipe.validation, spec.seed);
    trainer.set_training_data(std::make_shared<const Dataset>(std::move(parts.train)));
    validation = std::move(parts.test);
  }
  const bool gather = recipe.exact_statistics && trainer.has_statistics();
  Patience patience(recipe.early_stopping);
  Snapshot best;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    EpochReport report = train_epoch(trainer, epoch, watch);
    if (gather) trainer.collect_statistics();
    if (recipe.validation > 0) {
      report.validation = trainer.network().evaluate(validation, 0, validation.size());
      if (patience.is_best(epoch, *report.validation)) best.take(trainer);
      report.best_epoch = patience.best_epoch();
    }
    const bool go_on = !watch.on_epoch || watch.on_epoch(report);
    if (!go_on || patience.is_over(epoch)) break;
  }
  best.restore(trainer);
}

std::shared_ptr<const Dataset> prepare(const FitSpec& spec, std::shared_ptr<const Dataset> data) {
  if (spec.digit_width == 0) return data;
  return std::make_shared<const Dataset>(with_digit_width(*data, spec.digit_width));
}

}  // namespace receptive
