#pragma once

#include <memory>
#include <utility>

#include "data/dataset.h"

namespace receptive::bindings {

/// JavaScript's hold on a data set. A model that trains on the set holds it too, so that either
/// may be let go first.
class DatasetHandle {
 public:
  explicit DatasetHandle(Dataset data) : data_(std::make_shared<Dataset>(std::move(data))) {}

  [[nodiscard]] const std::shared_ptr<const Dataset>& data() const { return data_; }

 private:
  std::shared_ptr<const Dataset> data_;
};

}  // namespace receptive::bindings
