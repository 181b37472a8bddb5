#include <emscripten/bind.h>

#include "data/readers/csv_reader.h"
#include "data/readers/idx_reader.h"
#include "data/readers/npy_reader.h"
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

/// Of channels, height and width, 0 stands for what the file says.
/// @param names see `texts_at`.
DatasetHandle read_csv_dataset(Address file, std::size_t file_bytes, int channels, int height,
                               int width, bool channels_last, Address names,
                               std::size_t name_bytes) {
  return DatasetHandle(
      read_csv(file_at(file, file_bytes), {.channels = channels,
                                           .height = height,
                                           .width = width,
                                           .channels_last = channels_last,
                                           .class_names = texts_at(names, name_bytes)}));
}

/// @param names see `texts_at`; or, with `named_by_file`, a file of class names.
DatasetHandle read_npy_dataset(Address images, std::size_t image_bytes, Address labels,
                               std::size_t label_bytes, int classes, Address names,
                               std::size_t name_bytes, bool named_by_file) {
  return DatasetHandle(read_npy(file_at(images, image_bytes), file_at(labels, label_bytes), classes,
                                named_by_file ? read_npy_class_names(file_at(names, name_bytes))
                                              : texts_at(names, name_bytes)));
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_readers) {
  emscripten::function("readIdx", &read_idx_dataset);
  emscripten::function("idxTotalBytes", &idx_total_bytes);
  emscripten::function("readCsv", &read_csv_dataset);
  emscripten::function("readNpy", &read_npy_dataset);
}

}  // namespace receptive::bindings
