#include "dataset_handle.h"

#include <emscripten/bind.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "base/json.h"
#include "data/generators/sentence_generator.h"
#include "data/generators/xo_generator.h"
#include "data/readers/idx_reader.h"

namespace receptive::bindings {

std::string DatasetHandle::info_json() const {
  const Shape& shape = data_->example;
  const Json info = {
      {"count", data_->size()},
      {"channels", shape.c},
      {"height", shape.h},
      {"width", shape.w},
      {"classes", data_->classes()},
      {"classNames", data_->class_names},
      {"range", {data_->low, data_->high}},
  };
  return info.dump();
}

void DatasetHandle::read(int first, int count, Address images, Address labels) const {
  data_->gather_range(first,
                      {reinterpret_cast<float*>(images), data_->example.with_examples(count)},
                      {.classes = span_at<ClassIndex>(labels, static_cast<std::size_t>(count))});
}

void DatasetHandle::read_bytes(int first, int count, Address pixels, Address labels) const {
  const std::size_t size = data_->example.example_count();
  const auto begin = static_cast<std::size_t>(first);
  const auto examples = static_cast<std::size_t>(count);
  std::ranges::copy(std::span(data_->pixels).subspan(begin * size, examples * size),
                    reinterpret_cast<std::uint8_t*>(pixels));
  std::ranges::copy(std::span(data_->labels).subspan(begin, examples),
                    reinterpret_cast<std::uint8_t*>(labels));
}

namespace {

/// What `info_json` says of a set, with its bytes.
DatasetHandle make_dataset(Address info, std::size_t info_bytes, Address pixels,
                           std::size_t pixel_bytes, Address labels, std::size_t count) {
  const Json json = parse_json(text_at(info, info_bytes));
  Dataset data;
  data.name = "bytes";
  data.example = {1, json.at("channels"), json.at("height"), json.at("width")};
  data.class_names = json.at("classNames").get<std::vector<std::string>>();
  data.low = json.at("range").at(0);
  data.high = json.at("range").at(1);
  const auto all_labels = span_at<const std::uint8_t>(labels, count);
  const auto all_pixels = span_at<const std::uint8_t>(pixels, pixel_bytes);
  data.labels.assign(all_labels.begin(), all_labels.end());
  data.pixels.assign(all_pixels.begin(), all_pixels.end());
  check_dataset(data);
  return DatasetHandle(std::move(data));
}

/// Seeds and sizes above 2^31 travel as double, which is what JavaScript's numbers are.
DatasetHandle make_xo_dataset(int count, double seed, int size, float difficulty) {
  return DatasetHandle(make_xo({.count = count,
                                .seed = static_cast<std::uint64_t>(seed),
                                .size = size,
                                .difficulty = difficulty}));
}

DatasetHandle make_sentence_dataset(int count, double seed) {
  return DatasetHandle(make_sentences({.count = count, .seed = static_cast<std::uint64_t>(seed)}));
}

DatasetHandle read_idx_dataset(Address images, std::size_t image_bytes, Address labels,
                               std::size_t label_bytes, int classes) {
  return DatasetHandle(read_idx(span_at<const std::uint8_t>(images, image_bytes),
                                span_at<const std::uint8_t>(labels, label_bytes), classes));
}

/// Bytes of the whole file whose beginning this is.
double idx_total_bytes(Address bytes, std::size_t count, bool labels) {
  const IdxHeader header = read_idx_header(span_at<const std::uint8_t>(bytes, count),
                                           labels ? "IDX labels" : "IDX images");
  return static_cast<double>(header.total_bytes);
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_dataset) {
  emscripten::class_<DatasetHandle>("DatasetHandle")
      .function("infoJson", &DatasetHandle::info_json)
      .function("read", &DatasetHandle::read)
      .function("readBytes", &DatasetHandle::read_bytes);
  emscripten::function("makeDataset", &make_dataset);
  emscripten::function("makeXo", &make_xo_dataset);
  emscripten::function("makeSentences", &make_sentence_dataset);
  emscripten::function("readIdx", &read_idx_dataset);
  emscripten::function("idxTotalBytes", &idx_total_bytes);
}

}  // namespace receptive::bindings
