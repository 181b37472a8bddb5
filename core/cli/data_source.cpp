#include "cli/data_source.h"

#include <charconv>
#include <string_view>

#include "base/error.h"
#include "data/generators/digit_generator.h"
#include "data/generators/sentence_generator.h"
#include "data/generators/xo_generator.h"

namespace receptive::cli {

namespace {

/// As many as MNIST has.
constexpr int training_digits = 60'000;
constexpr int test_digits = 10'000;

// No picture of one is in the other.
constexpr std::uint64_t training_seed = 1;
constexpr std::uint64_t test_seed = 2;

/// How many digits "digits" or "digits:COUNT" asks for; nothing if it is a folder.
std::optional<int> digit_count(const std::string& option, std::string_view text, int standard) {
  constexpr std::string_view name = "digits";
  if (text == name) return standard;
  if (!text.starts_with(name) || text[name.size()] != ':') return {};
  const std::string_view number = text.substr(name.size() + 1);
  int count = 0;
  const auto [stop, error] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (error != std::errc{} || stop != number.data() + number.size()) {
    throw ArgumentError(option + ": expected digits:COUNT with a whole number, found " +
                        std::string(text));
  }
  return count;
}

/// The test set comes from another seed, so that no picture is in both.
DataPair generated(const ModelSource& source, std::uint64_t seed) {
  if (source.data == "sentences") {
    return {make_sentences({.count = 2000, .seed = 2 * seed}),
            make_sentences({.count = 1000, .seed = 2 * seed + 1})};
  }
  if (source.data == "xo" || source.data == "xo28") {
    const int size = source.spec.model.input.h;
    return {make_xo({.count = 2000, .seed = 2 * seed, .size = size}),
            make_xo({.count = 1000, .seed = 2 * seed + 1, .size = size})};
  }
  throw ArgumentError("--data: expected a folder with the IDX files that " + source.name +
                      " is trained on, or digits, found nothing");
}

void add_digits(Dataset& training, int count) {
  const Dataset digits = make_digits({.count = count, .seed = training_seed});
  if (training.example != digits.example || training.classes() != digits.classes()) {
    const Shape& shape = training.example;
    throw ArgumentError(
        "--add-digits: expected pictures of 1x28x28 in ten classes to add them to, found " +
        std::to_string(shape.c) + "x" + std::to_string(shape.h) + "x" + std::to_string(shape.w) +
        " in " + std::to_string(training.classes()));
  }
  training.pixels.insert(training.pixels.end(), digits.pixels.begin(), digits.pixels.end());
  training.labels.insert(training.labels.end(), digits.labels.begin(), digits.labels.end());
}

}  // namespace

DataPair load_data(const ModelSource& source, const DataSource& wanted, std::uint64_t seed) {
  const auto training = [&]() -> DataPair {
    if (!wanted.data && source.data != "digits") return generated(source, seed);
    const std::string data = wanted.data.value_or(source.data);
    const auto count = digit_count("--data", data, training_digits);
    if (!count) return read_idx_folder(data);
    return {make_digits({.count = *count, .seed = training_seed}),
            make_digits({.count = test_digits, .seed = test_seed})};
  };
  DataPair pair = training();
  if (wanted.added_digits) add_digits(pair.training, *wanted.added_digits);
  if (wanted.test_data) {
    const auto count = digit_count("--test-data", *wanted.test_data, test_digits);
    pair.test = count ? make_digits({.count = *count, .seed = test_seed})
                      : read_idx_test(*wanted.test_data, pair.training.classes());
  }
  return pair;
}

std::string data_id(const ModelSource& source, const DataSource& wanted) {
  if (!wanted.data) return source.data;
  return digit_count("--data", *wanted.data, training_digits) ? "digits" : "";
}

}  // namespace receptive::cli
