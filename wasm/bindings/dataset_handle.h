#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "data/dataset.h"
#include "staging.h"

namespace receptive::bindings {

/// JavaScript's hold on a data set. A model that trains on the set holds it too, so that either
/// may be let go first.
class DatasetHandle {
 public:
  explicit DatasetHandle(Dataset data) : data_(std::make_shared<Dataset>(std::move(data))) {}

  [[nodiscard]] const std::shared_ptr<const Dataset>& data() const { return data_; }

  /// {count, channels, height, width, classes, classNames, range: [low, high]}
  [[nodiscard]] std::string info_json() const;
  /// Examples first .. first + count - 1: float32 to `images`, bytes to `labels`.
  void read(int first, int count, Address images, Address labels) const;
  /// The same as the bytes that they are kept as.
  void read_bytes(int first, int count, Address pixels, Address labels) const;

 private:
  std::shared_ptr<const Dataset> data_;
};

}  // namespace receptive::bindings
