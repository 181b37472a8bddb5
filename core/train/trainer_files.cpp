// Weights as files; whole runs are in trainer_checkpoint.cpp.

#include <algorithm>

#include "io/model_file.h"
#include "train/trainer.h"

namespace receptive {

std::vector<std::uint8_t> Trainer::model_file(Json remarks) const {
  if (data_ != nullptr) describe_data(remarks, *data_);
  const ParameterSet& answering = network_.answering_parameters();
  const bool is_average = &answering != &parameters();
  if (is_average) remarks["averaged"] = averaging_->taken();
  return write_model_file(remarks, graph(), answering, is_average ? &parameters() : nullptr);
}

WeightMatch Trainer::open_model(const Safetensors& file) {
  WeightMatch match = match_weights(file, graph());
  const Json averaged = read_remarks(file).value("averaged", 1);
  const bool goes_on = averaging_ != nullptr && !match.trained.empty();
  if (goes_on) {
    averaging_->set_taken(std::max<std::int64_t>(averaged.get<std::int64_t>(), 1));
    follow_average();
  }
  take_weights(goes_on ? match.trained : match.answering, graph(), parameters());
  // Where there is no average yet, the weights themselves answer.
  take_weights(match.answering, graph(), network_.answering_parameters());
  return match;
}

}  // namespace receptive
