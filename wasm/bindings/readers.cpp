#include <emscripten/bind.h>

#include <string>
#include <vector>

#include "base/json.h"
#include "data/readers/csv_reader.h"
#include "data/readers/npy_reader.h"
#include "dataset_handle.h"
#include "staging.h"

namespace receptive::bindings {

namespace {

std::vector<std::string> names_of(const Json& options) {
  return options.at("classNames").get<std::vector<std::string>>();
}

/// `options`: {channels, height, width, channelsLast, classNames} as JSON, none left out.
DatasetHandle read_csv_dataset(Address file, std::size_t file_bytes, Address options,
                               std::size_t option_bytes) {
  const Json json = parse_json(text_at(options, option_bytes));
  return DatasetHandle(read_csv(span_at<const std::uint8_t>(file, file_bytes),
                                {.channels = json.at("channels"),
                                 .height = json.at("height"),
                                 .width = json.at("width"),
                                 .channels_last = json.at("channelsLast"),
                                 .class_names = names_of(json)}));
}

/// `names` is a file of class names, of no bytes where there is none; `options`: {classes,
/// classNames} as JSON.
DatasetHandle read_npy_dataset(Address images, std::size_t image_bytes, Address labels,
                               std::size_t label_bytes, Address names, std::size_t name_bytes,
                               Address options, std::size_t option_bytes) {
  const Json json = parse_json(text_at(options, option_bytes));
  std::vector<std::string> class_names = names_of(json);
  if (name_bytes > 0) {
    class_names = read_npy_class_names(span_at<const std::uint8_t>(names, name_bytes));
  }
  return DatasetHandle(read_npy(span_at<const std::uint8_t>(images, image_bytes),
                                span_at<const std::uint8_t>(labels, label_bytes),
                                json.at("classes"), class_names));
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_readers) {
  emscripten::function("readCsv", &read_csv_dataset);
  emscripten::function("readNpy", &read_npy_dataset);
}

}  // namespace receptive::bindings
