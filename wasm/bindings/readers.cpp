#include <emscripten/bind.h>

#include "data/readers/idx_reader.h"
#include "dataset_handle.h"
#include "staging.h"

namespace receptive::bindings {

namespace {

std::span<const std::uint8_t> file_at(Address file, std::size_t bytes) {
  return span_at<const std::uint8_t>(file, bytes);
}

DatasetHandle read_idx_dataset(Address images, std::size_t image_bytes, Address labels,
                               std::size_t label_bytes, int classes) {
  return DatasetHandle(
      read_idx(file_at(images, image_bytes), file_at(labels, label_bytes), classes));
}

/// Bytes of the whole file whose beginning this is.
double idx_total_bytes(Address bytes, std::size_t count, bool labels) {
  const IdxHeader header =
      read_idx_header(file_at(bytes, count), labels ? "IDX labels" : "IDX images");
  return static_cast<double>(header.total_bytes);
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_readers) {
  emscripten::function("readIdx", &read_idx_dataset);
  emscripten::function("idxTotalBytes", &idx_total_bytes);
}

}  // namespace receptive::bindings
