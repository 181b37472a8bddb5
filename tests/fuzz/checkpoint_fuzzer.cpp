#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "input.h"
#include "train/trainer.h"

using namespace receptive;

namespace {

using Bytes = std::vector<std::uint8_t>;

// Where the file has its parts (io/checkpoint.h).
constexpr std::ptrdiff_t sum_at = 8;
constexpr std::ptrdiff_t length_at = 16;
constexpr std::ptrdiff_t head_at = 20;

constexpr const char* small_network = R"({"input": [1, 4, 4], "batchSize": 4,
  "optimizer": {"type": "adam"}, "averaging": "exponential", "layers": [
  {"type": "conv2d", "filters": 2, "kernelSize": 3}, {"type": "batchNormalization"},
  {"type": "dropout", "rate": 0.25}, {"type": "dense", "units": 2}]})";

std::shared_ptr<const Dataset> pictures() {
  Dataset data{.name = "fuzz", .example = {1, 1, 4, 4}, .class_names = {"a", "b"}};
  for (int i = 0; i < 9; ++i) {
    data.labels.push_back(static_cast<ClassIndex>(i % 2));
    for (int pixel = 0; pixel < 16; ++pixel) {
      data.pixels.push_back(static_cast<std::uint8_t>(i * 31 + pixel * 17));
    }
  }
  return std::make_shared<const Dataset>(std::move(data));
}

Trainer& trainer() {
  static Trainer one(parse_trainer_spec(small_network), reference_kernels());
  return one;
}

/// A good one, after three steps.
const Bytes& good() {
  static const Bytes file = [] {
    trainer().set_training_data(pictures());
    for (int i = 0; i < 3; ++i) trainer().step();
    return trainer().checkpoint();
  }();
  return file;
}

/// The file's own sum, without which nothing behind it would be read.
std::uint64_t sum_of(std::span<const std::uint8_t> bytes) {
  std::uint64_t sum = 0xcbf29ce484222325U ^ bytes.size();
  const auto join = [&](std::uint64_t word) {
    sum = std::rotl((sum ^ word) * std::uint64_t{0x100000001b3U}, 29);
  };
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    join(word);
  }
  for (; at < bytes.size(); ++at) join(bytes[at]);
  return sum;
}

/// Replaces pieces of the head and of what follows: place, how many bytes go, how many come.
Bytes changed(fuzz::Input& input) {
  Bytes file = good();
  std::uint32_t length = 0;
  std::memcpy(&length, &file[length_at], sizeof length);
  while (!input.rest().empty()) {
    const auto room = static_cast<std::size_t>(file.size() - head_at);
    const std::size_t low = input.byte();
    const std::size_t place = (low | static_cast<std::size_t>(input.byte()) << 8U) % (room + 1);
    const std::size_t gone = std::min<std::size_t>(input.byte() % 64, room - place);
    const std::size_t come = std::min<std::size_t>(input.byte() % 64, input.rest().size());
    Bytes piece;
    for (std::size_t i = 0; i < come; ++i) piece.push_back(input.byte());
    const auto at = file.begin() + head_at + static_cast<std::ptrdiff_t>(place);
    file.insert(file.erase(at, at + static_cast<std::ptrdiff_t>(gone)), piece.begin(), piece.end());
    // What is changed within the head changes its length.
    if (place < length)
      length += static_cast<std::uint32_t>(come) -
                static_cast<std::uint32_t>(std::min<std::size_t>(gone, length - place));
  }
  std::memcpy(&file[length_at], &length, sizeof length);
  const std::uint64_t sum = sum_of(std::span(file).subspan(length_at));
  std::memcpy(&file[sum_at], &sum, sizeof sum);
  return file;
}

}  // namespace

/// A run's file with pieces of it replaced, or any bytes: what is refused changes nothing, and what
/// is taken goes on.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const Bytes& before = good();
  trainer().restore(before);
  const bool any = input.byte() % 8 == 0;
  const Bytes file = any ? Bytes(input.rest().begin(), input.rest().end()) : changed(input);
  try {
    trainer().restore(file);
  } catch (const FormatError&) {
    fuzz::require(trainer().checkpoint() == before);
    return 0;
  }
  const Bytes taken = trainer().checkpoint();
  trainer().restore(taken);
  fuzz::require(trainer().checkpoint() == taken);
  try {
    trainer().step();
  } catch (const DivergenceError&) {
    // Large weights are weights.
    return 0;
  }
  return 0;
}
