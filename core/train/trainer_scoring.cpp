// How a trainer answers and judges; how it learns is in trainer.cpp.

#include <algorithm>

#include "base/error.h"
#include "train/trainer.h"

namespace receptive {

const ParameterSet& Trainer::scoring_parameters() const {
  const ParameterSet* average = averaging_ ? averaging_->average() : nullptr;
  return average != nullptr ? *average : parameters_;
}

bool Trainer::has_statistics() const {
  return std::ranges::any_of(graph_.nodes(), [](const Node& node) {
    return std::ranges::any_of(node.parameters, [](const ParameterInfo& info) {
      return info.role == ParameterRole::statistic;
    });
  });
}

void Trainer::collect_statistics() {
  if (data_ == nullptr) throw ArgumentError("statistics: expected training data, found none set");
  const int capacity = execution_->capacity();
  for (int done = 0; done < data_->size(); done += capacity) {
    const int examples = std::min(capacity, data_->size() - done);
    const auto labels = std::span(batch_labels_).first(static_cast<std::size_t>(examples));
    data_->gather_range(done, execution_->picture(examples), labels);
    execution_->forward(scoring_parameters(), examples,
                        {.mode = PassMode::collecting, .collected = done});
  }
}

LossSum Trainer::score(int examples, std::span<const std::uint8_t> labels) {
  execution_->forward(scoring_parameters(), examples, {});
  return loss_->evaluate(*kernels_, execution_->activation(scores_node_), labels,
                         {answers_.values().data(), {examples, outputs_, 1, 1}});
}

template <typename Load, typename Use>
LossSum Trainer::score_all(int count, const Load& load, const Use& use) {
  LossSum total;
  for (int done = 0; done < count; done += execution_->capacity()) {
    const int examples = std::min(execution_->capacity(), count - done);
    const LossSum sum = score(examples, load(done, examples));
    total.loss += sum.loss;
    total.correct += sum.correct;
    use(done, examples);
  }
  return total;
}

namespace {

Score mean_of(const LossSum& total, int examples) {
  return {.loss = total.loss / examples,
          .accuracy = static_cast<double>(total.correct) / examples,
          .examples = examples};
}

void ignore_answers(int, int) {}

}  // namespace

void Trainer::predict(ConstTensorView images, TensorView outputs) {
  check_images(images.shape);
  // The loss turns scores into answers; which label it compares them with does not matter here.
  std::ranges::fill(batch_labels_, std::uint8_t{0});
  const auto load = [&](int done, int examples) {
    const ConstTensorView part{images.example(done), images.shape.with_examples(examples)};
    std::ranges::copy(part.values(), execution_->picture(examples).data);
    return std::span<const std::uint8_t>(batch_labels_).first(static_cast<std::size_t>(examples));
  };
  score_all(images.shape.n, load, [&](int done, int examples) {
    std::ranges::copy(outputs_view(examples).values(), outputs.example(done));
  });
}

Score Trainer::evaluate(ConstTensorView images, std::span<const std::uint8_t> labels) {
  check_images(images.shape);
  check_labels(images.shape, labels);
  const auto load = [&](int done, int examples) {
    const ConstTensorView part{images.example(done), images.shape.with_examples(examples)};
    std::ranges::copy(part.values(), execution_->picture(examples).data);
    return labels.subspan(static_cast<std::size_t>(done), static_cast<std::size_t>(examples));
  };
  return mean_of(score_all(images.shape.n, load, ignore_answers), images.shape.n);
}

Score Trainer::evaluate(const Dataset& data, int first, int count) {
  return evaluate(data, first, count, ignore_answers);
}

void Trainer::predict_classes(const Dataset& data, int first, std::span<std::uint8_t> classes) {
  evaluate(data, first, static_cast<int>(classes.size()), [&](int done, int examples) {
    for (int i = 0; i < examples; ++i) {
      const float* answer = outputs_view(examples).example(i);
      classes[static_cast<std::size_t>(done + i)] =
          static_cast<std::uint8_t>(std::max_element(answer, answer + outputs_) - answer);
    }
  });
}

Score Trainer::predict(const Dataset& data, int first, TensorView outputs) {
  return evaluate(data, first, outputs.shape.n, [&](int done, int examples) {
    std::ranges::copy(outputs_view(examples).values(), outputs.example(done));
  });
}

template <typename Use>
Score Trainer::evaluate(const Dataset& data, int first, int count, const Use& use) {
  check_range(data, first, count);
  const auto load = [&](int done, int examples) {
    const auto labels = std::span(batch_labels_).first(static_cast<std::size_t>(examples));
    data.gather_range(first + done, execution_->picture(examples), labels);
    return std::span<const std::uint8_t>(labels);
  };
  return mean_of(score_all(count, load, use), count);
}

}  // namespace receptive
