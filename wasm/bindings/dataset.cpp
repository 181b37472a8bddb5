#include <emscripten/bind.h>

#include <algorithm>
#include <span>
#include <utility>

#include "checks.h"
#include "dataset_handle.h"
#include "outgoing.h"
#include "staging.h"

namespace receptive::bindings {

namespace {

struct DatasetInfo {
  int count = 0;
  int channels = 0;
  int height = 0;
  int width = 0;
  List<Text> class_names = {};
  /// Values of bytes 0 and 255.
  float low = 0.0F;
  float high = 1.0F;
};

DatasetInfo info(const DatasetHandle& handle) {
  const Dataset& data = *handle.data();
  return {.count = data.size(),
          .channels = data.example.c,
          .height = data.example.h,
          .width = data.example.w,
          .class_names = {data.class_names, [](const std::string& name) { return Text(name); }},
          .low = data.low,
          .high = data.high};
}

/// Examples first .. first + count - 1: float32 to `images`, bytes to `labels`.
void read(const DatasetHandle& handle, int first, int count, Address images, Address labels) {
  const Dataset& data = *handle.data();
  check_range("examples", first, count, data.size());
  data.gather_range(first, tensor_at(images, data.example.with_examples(count)),
                    {.classes = span_at<ClassIndex>(labels, count)});
}

/// The same as the bytes that they are kept as.
void read_bytes(const DatasetHandle& handle, int first, int count, Address pixels, Address labels) {
  const Dataset& data = *handle.data();
  check_range("examples", first, count, data.size());
  const std::size_t size = data.example.example_count();
  const auto begin = static_cast<std::size_t>(first);
  const auto examples = static_cast<std::size_t>(count);
  std::ranges::copy(std::span(data.pixels).subspan(begin * size, examples * size),
                    span_at<std::uint8_t>(pixels, examples * size).begin());
  std::ranges::copy(std::span(data.labels).subspan(begin, examples),
                    span_at<std::uint8_t>(labels, examples).begin());
}

/// @param names see `texts_at`.
DatasetHandle make_dataset(int channels, int height, int width, float low, float high,
                           bool dark_on_light, Address names, std::size_t name_bytes,
                           Address pixels, std::size_t pixel_bytes, Address labels,
                           std::size_t count) {
  Dataset data;
  data.name = "bytes";
  data.example = {1, channels, height, width};
  data.class_names = texts_at(names, name_bytes);
  data.low = low;
  data.high = high;
  data.dark_on_light = dark_on_light;
  const auto all_labels = span_at<const std::uint8_t>(labels, count);
  const auto all_pixels = span_at<const std::uint8_t>(pixels, pixel_bytes);
  data.labels.assign(all_labels.begin(), all_labels.end());
  data.pixels.assign(all_pixels.begin(), all_pixels.end());
  check_dataset(data);
  return DatasetHandle(std::move(data));
}

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_dataset) {
  emscripten::value_object<DatasetInfo>("DatasetInfo")
      .field("count", &DatasetInfo::count)
      .field("channels", &DatasetInfo::channels)
      .field("height", &DatasetInfo::height)
      .field("width", &DatasetInfo::width)
      .field("classNames", &DatasetInfo::class_names)
      .field("low", &DatasetInfo::low)
      .field("high", &DatasetInfo::high);
  emscripten::class_<DatasetHandle>("DatasetHandle")
      .function("info", &info)
      .function("read", &read)
      .function("readBytes", &read_bytes);
  emscripten::function("makeDataset", &make_dataset);
}

}  // namespace receptive::bindings
